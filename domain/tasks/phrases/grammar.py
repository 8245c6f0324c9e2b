"""One line of text read as a task: the passes over it, in their order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.tasks.phrases import days, durations, repetition, times, urgency
from domain.tasks.phrases.assembly import Assembly, Found
from domain.tasks.phrases.atoms import (
    Clock,
    Day,
    EndOfWork,
    Length,
    Moment,
    Part,
    Refused,
    Repeat,
    Wall,
)
from domain.tasks.phrases.day_parts import DayParts
from domain.tasks.phrases.directory import Directory
from domain.tasks.phrases.draft import Candidate, TaskDraft
from domain.tasks.phrases.forms import Forms, Match
from domain.tasks.phrases.groups import Piece
from domain.tasks.phrases.other_dates import ReadOtherDate
from domain.tasks.phrases.refusals import settled
from domain.tasks.phrases.tokens import Token, tokenize
from domain.tasks.phrases.vocabulary import REFERENCES, SINCE, words
from domain.tasks.phrases.when import put_together
from domain.working_time import WorkingCalendar

LONGEST_TEXT = 4096  # what Telegram lets one message hold
TOKENS_READ = 400  # a task is said in a line; what follows on is its description


_FORMS = Forms(
    *urgency.FORMS,
    *repetition.FORMS,
    *days.FORMS,
    *times.FORMS,
    *times.IMPOSSIBLE,
    *durations.FORMS,
)
_WHEN = (Day, Clock, Part, EndOfWork, Moment, Repeat)
_FIRM = words("до к ко не срок дедлайн deadline due by before until till no")
_TAKEN_ALONG = frozenset({"включительно", "inclusive", "же"})  # after a day
_SURROUNDINGS = words("среда среду среды среде средой")
"""Wednesday or an environment: without a preposition, a day only at an edge of something."""
_UNTIL = words("до before")
_LED_BY = words("за")  # «за 30 мин до 18:00»
_NUMBERED = ("ordinal", "nth")


def parse_task(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    calendar: WorkingCalendar,
    people: Sequence[Candidate] = (),
    parts: DayParts | None = None,
    read_other_date: ReadOtherDate | None = None,
) -> TaskDraft:
    """What ``text`` says of a task to be done.

    ``now`` is aware; ``zone`` is the writer's, and days and hours are on its wall; ``calendar`` is
    the writer's too; ``people`` are those to whom they may give tasks. Raises ValueError for a
    naive ``now``, and nothing else, whatever the text.
    """
    if now.tzinfo is None:
        raise ValueError(f"a moment needs a zone: {now}")
    wall = Wall(now, zone, calendar, parts or DayParts())
    tokens = tokenize(text[:LONGEST_TEXT])[:TOKENS_READ]
    found = settled(_scan(tokens, wall), tokens)
    pieces = [Piece(*meant) for meant in found if isinstance(meant.atom, _WHEN)]
    known = Directory.of(people)
    draft = Assembly(text, tokens)
    draft.add_when(put_together(pieces, tokens, wall))
    draft.add_estimate(found)
    draft.add_urgency(found)
    draft.add_refusals(found)
    draft.add_people(known)
    draft.add_bare_days(found)
    draft.add_link(known)
    draft.add_mentioned(known)
    if read_other_date is not None:
        draft.add_other_date(read_other_date, wall)
    draft.add_leftovers(found)
    return draft.finished()


def _scan(tokens: Sequence[Token], wall: Wall) -> list[Found]:
    """All that single phrases mean, from left to right, none overlapping."""
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        is_beside = bool(found) and found[-1].end == at
        match, atoms = _first_meant(tokens, at, wall, is_beside_another=is_beside)
        if match is None:
            at += 1
            continue
        end = match.end
        if isinstance(atoms[0], Day) and end < len(tokens) and tokens[end].word in _TAKEN_ALONG:
            end += 1
        found += [Found(atom, match.begin, end) for atom in atoms]
        at = end
    return found


def _first_meant(
    tokens: Sequence[Token], at: int, wall: Wall, *, is_beside_another: bool
) -> tuple[Match | None, tuple[Any, ...]]:
    for match in _FORMS.at(tokens, at):
        meant = match.form.meaning(match.values, wall)
        if meant is None:
            continue
        atoms = meant if isinstance(meant, tuple) else (meant,)
        if _is_reference(tokens, at, atoms[0], is_beside_another=is_beside_another):
            return None, ()
        if isinstance(atoms[0], Length) and _is_until_something(tokens, match, wall):
            continue
        if isinstance(atoms[0], Day) and tokens[at].word in _FIRM:
            atoms = (replace(atoms[0], is_firm=True), *atoms[1:])
        return match, atoms
    return None, ()


def _is_until_something(tokens: Sequence[Token], match: Match, wall: Wall) -> bool:
    """«2 часа до вылета»; but «2ч до пятницы» says how long, and by when."""
    end = match.end
    if end >= len(tokens) or tokens[end].word not in _UNTIL:
        return False
    _, atoms = _first_meant(tokens, end, wall, is_beside_another=True)
    says_when = bool(atoms) and isinstance(atoms[0], _WHEN)
    return not says_when or tokens[match.begin].word in _LED_BY


def _is_reference(
    tokens: Sequence[Token], at: int, atom: object, *, is_beside_another: bool
) -> bool:
    """«Пункт 3.12», «письмо от 25.11»: a date by its looks, and no deadline."""
    if not at:
        return False
    if tokens[at].word in _SURROUNDINGS and not is_beside_another:
        return not tokens[at - 1].is_mark
    before = tokens[at - 1]
    if before.text == "." and at > 1:
        before = tokens[at - 2]
    if isinstance(atom, Day | Refused | Part) and before.word in SINCE and before.begins_run:
        return True
    if isinstance(atom, Day) and "each" in before.meanings:
        return True  # «каждую последнюю пятницу месяца» is said of no single day
    if isinstance(atom, Day) and not before.meanings.keys().isdisjoint(_NUMBERED):
        return "weekday" in tokens[at].meanings  # «первый понедельник месяца»
    return tokens[at].text[0].isdigit() and before.word in REFERENCES
