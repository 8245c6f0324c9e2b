"""Every window of every form, with all that can be tapped, typed and sent in it, before whoever has
no business with what the form is about.

The form is laid open before them, however they came by it: they saw the record once, or its state
was made by hand. What they do is answered as for a record that never was, and nothing is written.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from aiogram.fsm.state import State
from aiogram_dialog.api.entities import Context, Stack
from aiogram_dialog.context.storage import StorageProxy
from aiogram_dialog.widgets.kbd import Button, Select
from sqlalchemy import text

from bot.composition.wiring import wire
from bot.conversation_storage import ConversationIsolation, ConversationStorage
from bot.questions import Asking
from bot.texts import texts_for
from domain.conversations.ports import ConversationStates
from domain.language import Language
from tests.bot.matrix_company import FOREIGN_IDS, MARK, NOBODYS, OWN_IDS, SUM, Ids, Matrix
from tests.bot.matrix_play import (
    Reaction,
    Stage,
    handled_to_the_end,
    nothing_written,
    reactions_in,
    rests,
    secrets_in,
)
from tests.bot.matrix_windows import (
    CHOSEN,
    DAY,
    HELD,
    MAKE_ONE_S_OWN,
    TYPED,
    WORDS,
    Held,
    records,
)
from tests.bot.surface import questions, widgets, windows
from tests.company import Company
from tests.messages import Json
from tests.person import Person

STRANGER = texts_for(Language.RUSSIAN).plain("stranger")
FORM_OVER = texts_for(Language.RUSSIAN).plain("form-outdated")
SIGNS = (MARK, str(SUM))
INTENT = "Matrix"
"""How the form that is laid open is named, as the library names one."""
ELSEWHERE = ("lowered", "other_manager")
"""Who saw the records once; and who may do most, of another branch."""
KEEP_WHAT_IS_SENT = {
    *("AddressForm", "BriefForm", "ContactForm", "NewOfferForm", "RequestForm", "VisitReportForm"),
}
"""Forms that take more than words."""
NAME_NO_RECORD = {"create", "earlier", "more"}
"""Buttons that make the asker's own client of what they typed, or turn a page of colleagues."""
WAYS_OUT = {"back", "cancel"}
NOBODIES = ("dismissed", "client")
TOUCHED = f"""
SELECT subject, subject_id, act FROM audit
 WHERE id > :head AND channel <> 'clock' AND subject_id BETWEEN {FOREIGN_IDS} AND {OWN_IDS - 1}
"""
Do = Callable[[Person, Json], Awaitable[Json]]


@dataclass(frozen=True)
class Trial:
    """One thing done in one window; ``do`` takes who does it, and a card of theirs."""

    state: str
    held: Held
    what: str
    do: Do

    def __str__(self) -> str:
        return f"{self.state} of {self.held.started.get('name', '')}: {self.what}"


def trials(ids: Ids, *, of_records: bool = True) -> list[Trial]:
    """All that can be done in the windows of forms that name records; else in those of the rest."""
    return [
        Trial(state, held, what, do)
        for state in windows()
        for form in [state.partition(":")[0]]
        if (form not in MAKE_ONE_S_OWN) is of_records
        for number, held in enumerate(HELD[form](ids))
        for what, do in _doings(state, held, ids, is_first=number == 0)
    ]


def _doings(state: str, held: Held, ids: Ids, *, is_first: bool) -> Iterator[tuple[str, Do]]:
    name = str(held.started.get("name"))
    is_question = state == Asking.question.state
    typed = TYPED.get(name if is_question else state, WORDS)
    yield "words", lambda person, _card: person.sends(typed)
    if is_question and questions()[name].ready:
        value, _ = questions()[name].ready[0]
        yield f"ready {value}", partial(_taps, f"ready:{value}")
    if not is_first:  # the rest is done alike, whatever is asked
        return
    yield "a file", lambda person, _card: person.sends_file(b"words", "x.txt")
    if state.partition(":")[0] in KEEP_WHAT_IS_SENT:
        yield "a photo", lambda person, _card: person.sends_photo(caption=WORDS)
        yield "a place", lambda person, _card: person.sends_location(55.75, 37.62)
    for widget in widgets(windows()[state]):
        known = str(widget.widget_id)
        if isinstance(widget, Select):
            value = getattr(ids, CHOSEN[known]) if known in CHOSEN else DAY
            yield f"{known} {value}", partial(_taps, f"{known}:{value}")
        elif isinstance(widget, Button) and known not in NAME_NO_RECORD:
            yield known, partial(_taps, known)


def _taps(pressed: str, person: Person, card: Json) -> Awaitable[Json]:
    return person.taps_data(card, f"{INTENT}\x1d{pressed}", forged=True)


class Forms:
    """Lays a window open in a chat, as the program itself keeps it."""

    def __init__(self, company: Company) -> None:
        states = wire(company.engine, company.clock).get(ConversationStates)
        self._storage = ConversationStorage(states, company.clock)
        self._bot = company.bot

    async def lay_open(self, chat_id: int, trial: Trial) -> None:
        proxy = StorageProxy(
            storage=self._storage,
            events_isolation=ConversationIsolation(),
            user_id=chat_id,
            chat_id=chat_id,
            thread_id=None,
            business_connection_id=None,
            bot=self._bot,
            state_groups={},
        )
        group, _, name = trial.state.partition(":")
        context = Context(
            INTENT,
            "",
            State(name, group_name=group),
            dict(trial.held.started),
            dict(trial.held.kept),
        )
        await proxy.save_context(context)
        await proxy.save_stack(Stack(_id="", intents=[INTENT]))


def test_every_form_and_question_has_its_row() -> None:
    """A new one needs what it holds when it is far on: see tests/bot/matrix_windows.py."""
    assert {state.partition(":")[0] for state in windows()} == set(HELD)


async def test_no_window_is_open_to_whoever_has_no_business_with_it(matrix: Matrix) -> None:
    async with Stage.of(matrix) as stage:
        forms = Forms(matrix.company)
        foreign = matrix.foreign
        nobodys = replace(  # colleagues know each other
            NOBODYS,
            person=foreign.person,
            lead=foreign.lead,
            branch=foreign.branch,
            department=foreign.department,
        )
        async with nothing_written(matrix.company):
            for turn, part in enumerate(ELSEWHERE):
                theirs, nothing = [
                    await _played(stage, forms, matrix, part, trials(ids)[turn :: len(ELSEWHERE)])
                    for ids in (foreign, nobodys)
                ]
                _are_alike(theirs, nothing, foreign, nobodys)


async def test_forms_of_one_s_own_and_of_others_show_and_change_nothing_of_others(
    matrix: Matrix,
) -> None:
    async with Stage.of(matrix) as stage:
        forms = Forms(matrix.company)
        await _whoever_is_no_colleague_gets_one_line(stage, forms, matrix)
        await _a_form_of_somebody_else_is_closed(stage, forms, matrix)
        await _what_one_makes_is_one_s_own(stage, forms, matrix)


async def _whoever_is_no_colleague_gets_one_line(
    stage: Stage, forms: Forms, matrix: Matrix
) -> None:
    """Whatever stands open in their chat, be it from when they were one."""
    known = trials(matrix.foreign) + trials(matrix.foreign, of_records=False)
    tried = _one_of_each_window(known, {"words"}) + _one_of_each_window(known, WAYS_OUT)
    async with nothing_written(matrix.company):
        for turn, part in enumerate(NOBODIES):
            for trial, told in await _played(
                stage, forms, matrix, part, tried[turn :: len(NOBODIES)]
            ):
                assert len(told.calls) == 1, f"{trial}: {told}"
                assert STRANGER in str(told), f"{trial}: {told}"


def _one_of_each_window(known: list[Trial], whats: set[str]) -> list[Trial]:
    return list({trial.state: trial for trial in known if trial.what in whats}.values())


async def _a_form_of_somebody_else_is_closed(stage: Stage, forms: Forms, matrix: Matrix) -> None:
    """Whoever names it, the form of who sees the records goes on as it was."""
    owner, person = matrix.company.rep, matrix.askers["other_rep"]
    card = await person.last()
    acts = partial(handled_to_the_end, stage, matrix.company.people["other_rep"].id)
    tapped = _one_of_each_window(trials(matrix.foreign), WAYS_OUT)
    await stage.journal()
    async with nothing_written(matrix.company):
        for trial in tapped:
            await forms.lay_open(await owner.chat_id(), trial)
            await acts(partial(trial.do, person, card))
    reactions = reactions_in(await stage.journal())
    mine = reactions.pop(await person.chat_id())
    assert {told.words for _, told in mine} == {FORM_OVER}
    assert not reactions


async def _what_one_makes_is_one_s_own(stage: Stage, forms: Forms, matrix: Matrix) -> None:
    head = await matrix.company.value("SELECT max(id) FROM audit")
    part = ELSEWHERE[0]
    for trial, told in await _played(
        stage, forms, matrix, part, trials(matrix.foreign, of_records=False)
    ):
        assert not secrets_in(str(told), SIGNS), f"{trial}: {told}"
    await rests(matrix.company)
    async with matrix.company.engine.connect() as connection:
        touched = (await connection.execute(text(TOUCHED), {"head": head})).all()
    assert touched == []


def _are_alike(
    theirs: list[tuple[Trial, Reaction]],
    nothing: list[tuple[Trial, Reaction]],
    foreign: Ids,
    nobodys: Ids,
) -> None:
    known, unknown = (frozenset(records(ids).values()) for ids in (foreign, nobodys))
    for (trial, told), (_, told_of_nothing) in zip(theirs, nothing, strict=True):
        assert told.about(known) == told_of_nothing.about(unknown), str(trial)
        assert not secrets_in(str(told), SIGNS), f"{trial}: {told}"


async def _played(
    stage: Stage, forms: Forms, matrix: Matrix, part: str, tried: list[Trial]
) -> list[tuple[Trial, Reaction]]:
    """What the bot did about each, one after the other, each in its window as it was laid open."""
    person = matrix.askers[part]
    known = None if part in NOBODIES else matrix.company.people[part].id
    chat_id = await person.chat_id()
    await person.sends("/help")
    card = await person.last()
    await stage.journal()
    for trial in tried:
        await forms.lay_open(chat_id, trial)
        await handled_to_the_end(stage, known, partial(trial.do, person, card))
    reactions = reactions_in(await stage.journal())[chat_id]
    return list(zip(tried, (reaction for _, reaction in reactions), strict=True))
