"""Forms and questions of whoever loses sight of what they are about while they stand open."""

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle, product

from sqlalchemy import text

from bot.questions import Asking
from bot.reports.callback_data import OpenReport
from tests.bot.forged_buttons import RECORDS, Forged, forged
from tests.bot.matrix_company import MARK, NOBODYS, SUM, Ids, Matrix
from tests.bot.matrix_play import (
    Reaction,
    Stage,
    handled_to_the_end,
    nothing_written,
    reactions_in,
    secrets_in,
    told_in,
)
from tests.bot.surface import our_handlers, questions, windows
from tests.company import Company
from tests.messages import Json, buttons_of
from tests.person import Person

SIGNS = (MARK, str(SUM))
SEEN_ON_THE_FORM = {"o-new", "ho-to"}
"""Forms that show what was chosen in them before: an amount, whose name goes over."""
OF_ONESELF = {
    *("digest-time", "draft_missing_title", "kpi_period", "product_new", "product_search"),
    *("step_title", "task_line", "task_words"),
}
"""Questions about nothing, or about the asker: what they show and write is the asker's own."""
LATER_FORMS = {
    *("Asking", "AttachContact", "ContactForm", "DateInstead", "LeavingForm", "NewClient"),
    *("NewProjectForm", "OthersWith", "AddressForm", "VisitReportForm"),
}
"""Begun from nothing, or from a choice in another form: what ends them is refused as what is tapped
is (tests/bot/test_matrix_taps.py)."""
SAID = {"month": 202611, "id": 1, "planned": "won_value", "question": 0, "poll": "needs"} | {
    **{"product_id": 1, "version": 1, "has_time": True, "at": "2026-11-25T10:00:00+00:00"},
    **{"choice": "day", "day": "2026-11-25", "reason": "price", "words": "Слова", "said": "Слова"},
    **{"subject": "client", "channel": "phone", "kind": "call", "role": "member"},
}
"""What questions keep beside ids of records."""
SAID_TO = {
    **{name: {"kind": "person"} for name in ("plan_money", "plan_count", "plan_factor")},
    **{name: {"kind": "company"} for name in ("client_date", "named_date")},
    "visit_move": {"at": 29_700_000},
}
ANSWERS = {
    **dict.fromkeys(("plan_money", "plan_count", "draft_cost", "deal_amount", "deal_margin"), "5"),
    **dict.fromkeys(("task_estimate", "draft_estimate", "step_estimate"), "2ч"),
    **dict.fromkeys(("task_about", "risk_task", "task_part"), "позвонить завтра в 15"),
    "plan_factor": "5 %",
    "client_email": "x@example.org",
    "client_phone": "+79160000001",
    "client_tax_number": "7707083893",
    "erasure_confirm": "yes",
    "interaction_at": "вчера",
}
"""To questions that do not take ``WORDS``."""
LOSE_SIGHT = (*("lowered", "other_lead") * 3, "dismissed")
"""Who sees the records, opens a form, and sees them no longer: a manager who sells elsewhere now, a
deputy whose absent manager is back, and somebody dismissed."""
STAY = {"lowered", "other_lead"}
"""Who is a colleague still."""
WORDS = "завтра"
"""An answer to most questions."""
OPEN = """
SELECT data ->> 'state' AS state, data -> 'start_data' ->> 'name' AS question
  FROM conversation_states
 WHERE key LIKE :chat AND data ? 'state' ORDER BY updated_at DESC LIMIT 1
"""
FORGET = "DELETE FROM conversation_states WHERE key LIKE :chat"
Acts = Callable[[Callable[[], Awaitable[Json]]], Awaitable[None]]
ASK_INSTEAD = """
UPDATE conversation_states SET data = jsonb_set(data, '{start_data}', CAST(:asked AS jsonb))
 WHERE key LIKE :chat AND data -> 'start_data' ? 'name'
"""


def beginning(ids: Ids) -> Iterator[Forged]:
    """Buttons that begin a form about a record."""
    for handler in our_handlers():
        if handler.button is not None and handler.is_among_forms:
            yield from (button for button in forged(handler.button, ids) if button.names)


async def _places(company: Company, part: str, *, sees: bool) -> None:
    """Who was let see the records, or is no longer."""
    rep, siberia = company.people["rep"], company.people["other_rep"].branch_id
    role, branch_id = ("manager", rep.branch_id) if sees else ("rep", siberia)
    ends_on = "2026-11-30" if sees else "2026-11-17"
    change = {
        "lowered": f"UPDATE people SET role = '{role}', branch_id = {branch_id}",
        "dismissed": f"UPDATE people SET role = 'manager', is_active = {sees}",
        "other_lead": f"UPDATE absences SET ends_on = '{ends_on}'",
    }[part]
    name = "deputy_id" if part == "other_lead" else "id"
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(f"{change} WHERE {name} = {company.people[part].id}")


async def _open_form(company: Company, person: Person) -> str | None:
    async with company.engine.connect() as connection:
        found = await connection.execute(text(OPEN), {"chat": f"%:{await person.chat_id()}:%"})
        row = found.first()
    if row is None:
        return None
    return str(row.question) if row.state == Asking.question.state else row.state.partition(":")[0]


async def test_a_form_about_what_one_no_longer_sees_changes_and_tells_nothing(
    matrix: Matrix,
) -> None:
    company, reached = matrix.company, set()
    async with Stage.of(matrix) as stage:
        for turn, button in zip(cycle(LOSE_SIGHT), beginning(matrix.foreign)):
            part, name = turn, await _begin(stage, matrix, turn, button)
            if name is None:  # a deputy may not do all that a manager may
                part, name = "lowered", await _begin(stage, matrix, "lowered", button)
            if name is None or name in questions():
                continue
            person = matrix.askers[part]
            reached.add(name)
            form = await person.last()
            await _places(company, part, sees=False)
            await stage.journal()
            async with nothing_written(company):
                known = company.people[part].id if part in STAY else None
                await _answers(partial(handled_to_the_end, stage, known), person, form)
            if button.prefix not in SEEN_ON_THE_FORM:
                for told in await told_in(stage, await stage.journal(), {await person.chat_id()}):
                    assert not secrets_in(told, SIGNS), told
        await _questions_about_others_are_about_nothing(stage, matrix)
    assert {state.partition(":")[0] for state in windows()} - reached <= LATER_FORMS


async def _begin(stage: Stage, matrix: Matrix, part: str, button: Forged) -> str | None:
    """The form or question that the button opens, if any, for somebody who sees its records."""
    person = matrix.askers[part]
    acts = partial(handled_to_the_end, stage, matrix.company.people[part].id)
    await _places(matrix.company, part, sees=True)
    async with matrix.company.engine.begin() as connection:
        await connection.execute(text(FORGET), {"chat": f"%:{await person.chat_id()}:%"})
    card, data = await _card(acts, person), button.button.pack()
    await acts(partial(person.taps_data, card, data, forged=True))
    return await _open_form(matrix.company, person)


async def _questions_about_others_are_about_nothing(stage: Stage, matrix: Matrix) -> None:
    """Whatever was chosen or answered before: each is put as if that had gone before it."""
    company, person = matrix.company, matrix.askers["lowered"]
    acts = partial(handled_to_the_end, stage, company.people["lowered"].id)
    await _places(company, "lowered", sees=False)
    foreign = matrix.foreign
    nobodys = replace(NOBODYS, person=foreign.person)  # colleagues know each other
    names = sorted(set(questions()) - OF_ONESELF)
    told: dict[str, list[Reaction]] = {name: [] for name in names}
    async with nothing_written(company):
        for name, ids in product(names, (foreign, nobodys)):
            if await _open_form(company, person) not in questions():
                card, data = await _card(acts, person), f"c-ask:{NOBODYS.client}:note"
                await acts(partial(person.taps_data, card, data, forged=True))
            await _make_it_ask(company, person, name, ids)
            await stage.journal()
            await acts(partial(person.sends, ANSWERS.get(name, WORDS)))
            ((_, reaction),) = reactions_in(await stage.journal())[await person.chat_id()]
            told[name].append(reaction.about(frozenset(_records(ids).values())))
    for name, (theirs, nothing) in told.items():
        assert theirs == nothing, name
        assert not secrets_in(str(theirs), SIGNS), name


async def _card(acts: Acts, person: Person) -> Json:
    """A message of the bot's; the way out of a form takes it away."""
    if not [said for said in await person.messages() if said["from"]["is_bot"]]:
        await acts(partial(person.sends, "/help"))
    return await person.last()


def _records(ids: Ids) -> dict[str, int]:
    """What questions keep of records: all of them, by the names that callback data has for them."""
    known = {name: int(getattr(ids, record)) for name, record in RECORDS.items()}
    return known | {"cadence_id": ids.client, "executor_id": ids.person}


async def _make_it_ask(company: Company, person: Person, name: str, ids: Ids) -> None:
    """The question that is open becomes ``name`` about ``ids``."""
    report = next(forged(OpenReport, ids)).button.pack()
    about = SAID | _records(ids) | {"button": report} | SAID_TO.get(name, {})
    async with company.engine.begin() as connection:
        await connection.execute(
            text(ASK_INSTEAD),
            {
                "chat": f"%:{await person.chat_id()}:%",
                "asked": json.dumps({"name": name, "ids": about}),
            },
        )


async def _answers(acts: Acts, person: Person, form: Json) -> None:
    """Everything that the form offers, words, and the way out."""
    *choices, out = [button["callback_data"] for button in buttons_of(form)]
    for data in choices:
        await acts(partial(person.taps_data, form, data, forged=True))
    await acts(partial(person.sends, WORDS))
    await acts(partial(person.taps_data, form, out, forged=True))
