"""Forms and questions of whoever loses sight of what they are about while they stand open."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial

import pytest
from sqlalchemy import text

from bot.questions import Asking
from tests.bot.forged_buttons import Forged, forged
from tests.bot.matrix_company import MARK, SUM, Ids, Matrix, on_matrix_stage
from tests.bot.matrix_play import (
    Stage,
    handled_to_the_end,
    nothing_written,
    secrets_in,
    told_in,
)
from tests.bot.surface import our_handlers, questions, windows
from tests.company import Company
from tests.person import Json, Person, buttons_of

SIGNS = (MARK, str(SUM))
SEEN_ON_THE_FORM = {"o-new", "ho-to"}
"""Forms that show what was chosen in them before: an amount, whose name goes over."""
LATER_QUESTIONS = {
    *("again_day", "approval_date", "approval_question", "approval_reason", "cadence_day"),
    *("cadence_reason", "consent_withdrawn", "deal_step_day", "digest-time", "draft_client"),
    *("draft_cost", "draft_deadline", "draft_details", "draft_estimate", "draft_missing_title"),
    *("draft_title", "erasure_confirm", "erasure_reason", "lost_comment", "move_decline"),
    *("named_date", "person-name", "plan_count", "product_name", "product_new", "product_search"),
    *("project_goals", "project_name", "project_task_line", "refusal_comment", "risk_dismiss"),
    *("snooze_day", "snooze_reason", "step_deadline", "step_estimate", "step_title"),
    *("task_date_reason", "task_line", "task_words"),
}
"""Asked about nothing, of whoever alone sees it, or after an answer to another question: what takes
their answers is refused as what is tapped is (tests/bot/test_matrix_taps.py)."""
LATER_FORMS = {
    *("Asking", "AttachContact", "ContactForm", "DateInstead", "LeavingForm", "NewClient"),
    *("NewProjectForm", "OthersWith", "AddressForm", "VisitReportForm"),
}
WORDS = "завтра"
"""An answer to most questions."""
OPEN = """
SELECT data ->> 'state' AS state, data -> 'start_data' ->> 'name' AS question
  FROM conversation_states
 WHERE key LIKE :chat AND data ? 'state' ORDER BY updated_at DESC LIMIT 1
"""


@pytest.fixture
def database_template(staffed_template: str) -> str:
    return staffed_template


@pytest.fixture
async def matrix(database_url: str) -> AsyncIterator[Matrix]:
    async with on_matrix_stage(database_url) as made:
        yield made


def beginning(ids: Ids) -> Iterator[Forged]:
    """Buttons that begin a form about a record."""
    for handler in our_handlers():
        if handler.button is not None and handler.is_among_forms:
            yield from (button for button in forged(handler.button, ids) if button.names)


async def _place(company: Company, *, leads: bool) -> None:
    """Whether ``lowered`` leads the branch of the records, or sells elsewhere."""
    part, role = ("rep", "manager") if leads else ("other_rep", "rep")
    branch_id, person_id = company.people[part].branch_id, company.people["lowered"].id
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET role = '{role}', branch_id = {branch_id} WHERE id = {person_id}"
        )


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
    company, person = matrix.company, matrix.askers["lowered"]
    reached = set()
    async with Stage.of(matrix) as stage:
        for button in beginning(matrix.foreign):
            await _place(company, leads=True)
            await person.sends("/help")
            data, card = button.button.pack(), await person.last()
            await _acts(stage, partial(person.taps_data, card, data, forged=True))
            name = await _open_form(company, person)
            if name is None:
                continue
            reached.add(name)
            form = await person.last()
            await _place(company, leads=False)
            await stage.journal()
            async with nothing_written(company):
                await _answers(stage, person, form)
            if button.prefix not in SEEN_ON_THE_FORM:
                for told in await told_in(stage, await stage.journal(), {await person.chat_id()}):
                    assert not secrets_in(told, SIGNS), told
    assert set(questions()) - reached <= LATER_QUESTIONS
    assert {state.partition(":")[0] for state in windows()} - reached <= LATER_FORMS


async def _answers(stage: Stage, person: Person, form: Json) -> None:
    """Everything that the form offers, words, and the way out."""
    *choices, out = [button["callback_data"] for button in buttons_of(form)]
    for data in choices:
        await _acts(stage, partial(person.taps_data, form, data, forged=True))
    await _acts(stage, partial(person.sends, WORDS))
    await _acts(stage, partial(person.taps_data, form, out, forged=True))


async def _acts(stage: Stage, act: Callable[[], Awaitable[Json]]) -> None:
    await handled_to_the_end(stage, "lowered", act)
