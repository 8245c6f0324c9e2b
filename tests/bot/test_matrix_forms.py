"""Forms of whoever loses sight of what they are about while they stand open."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from itertools import cycle

from sqlalchemy import text

from bot.questions import Asking
from tests.bot.forged_buttons import Forged, forged
from tests.bot.matrix_company import MARK, SUM, Ids, Matrix
from tests.bot.matrix_play import (
    Stage,
    handled_to_the_end,
    nothing_written,
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
LATER_FORMS = {
    *("Asking", "AttachContact", "ContactForm", "DateInstead", "LeavingForm", "NewClient"),
    *("NewProjectForm", "OthersWith", "AddressForm", "VisitReportForm"),
}
"""Begun from nothing, or from a choice in another form: every window of theirs is played in
tests/bot/test_matrix_windows.py."""
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


async def _card(acts: Acts, person: Person) -> Json:
    """A message of the bot's; the way out of a form takes it away."""
    if not [said for said in await person.messages() if said["from"]["is_bot"]]:
        await acts(partial(person.sends, "/help"))
    return await person.last()


async def _answers(acts: Acts, person: Person, form: Json) -> None:
    """Everything that the form offers, words, and the way out."""
    *choices, out = [button["callback_data"] for button in buttons_of(form)]
    for data in choices:
        await acts(partial(person.taps_data, form, data, forged=True))
    await acts(partial(person.sends, WORDS))
    await acts(partial(person.taps_data, form, out, forged=True))
