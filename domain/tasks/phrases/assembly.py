"""The draft while it is put together: which tokens are taken, and by what."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from domain.tasks.model import TaskPriority
from domain.tasks.phrases.atoms import Clock, Day, Length, Refused, Repeat, Wall
from domain.tasks.phrases.callings import find_given, find_mentioned
from domain.tasks.phrases.draft import (
    Candidate,
    Deadline,
    Link,
    Note,
    NoteKind,
    Question,
    QuestionKind,
    Reading,
    Said,
    Span,
    TaskDraft,
    title_of,
)
from domain.tasks.phrases.links import find_guess, find_link
from domain.tasks.phrases.other_dates import ReadOtherDate
from domain.tasks.phrases.people import INFINITIVES, find_addressed
from domain.tasks.phrases.recurrence import Repetition
from domain.tasks.phrases.tokens import Token
from domain.tasks.phrases.urgency import Opener, Urgency
from domain.tasks.phrases.when import When


class Found(NamedTuple):
    """What the tokens ``begin`` up to ``end`` mean."""

    atom: Any
    begin: int
    end: int


class Assembly:
    """Fields in the order in which they are added: the first to take a token keeps it."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._taken: set[int] = set()
        self._deadline: Said[Deadline] | None = None
        self._estimate: Said[timedelta] | None = None
        self._executors: list[Said[Candidate]] = []
        self._priority: Said[TaskPriority] | None = None
        self._link: Said[Link] | None = None
        self._guess: Link | None = None
        self._repetition: Said[Repetition] | None = None
        self._questions: list[Question] = []
        self._notes: list[Note] = []
        self._asides: list[Span] = []
        self._linked: set[int] = set()
        self._mentioned: tuple[Candidate, ...] = ()

    def add_when(self, when: When | None) -> None:
        if when is None or not when.options:
            return
        repeats = [piece for piece in when.pieces if isinstance(piece.atom, Repeat)]
        if when.repetition is not None:
            spans = self._take((piece.begin, piece.end) for piece in repeats)
            self._repetition = Said(when.repetition, spans)
        others = (piece for piece in when.pieces if piece not in repeats)
        spans = self._take((piece.begin, piece.end) for piece in others)
        if len(when.options) > 1:
            readings = tuple(Reading(deadline=option.deadline) for option in when.options[:2])
            self._questions.append(Question(when.asks, spans, readings))
        else:
            deadline, note = when.options[0]
            self._deadline = Said(deadline, spans)
            if note and spans:
                self._notes.append(Note(note, spans[0]))
        if when.length is not None and spans:
            self._estimate = Said(when.length, ())

    def add_estimate(self, found: Iterable[Found]) -> None:
        for atom, begin, end in found:
            is_length = isinstance(atom, Length) and not atom.is_bare
            if is_length and self._estimate is None and self._is_free(begin, end):
                self._estimate = Said(atom.duration, self._take([(begin, end)]))

    def add_bare_days(self, found: Iterable[Found]) -> None:
        """«К 1 декабря Сергею 3 дня»: how long, where it stands behind what is understood."""
        for atom, begin, end in found:
            is_bare = isinstance(atom, Length) and atom.is_bare and self._is_free(begin, end)
            if not is_bare or self._estimate is not None or self._deadline is None:
                continue
            before = begin - 1
            while before >= 0 and self._tokens[before].is_mark and before not in self._taken:
                before -= 1
            if before < 0 or before in self._taken:
                self._estimate = Said(atom.duration, self._take([(begin, end)]))

    def add_urgency(self, found: Iterable[Found]) -> None:
        for atom, begin, end in found:
            is_opener = isinstance(atom, Opener) and not atom.is_wish
            if is_opener and self._is_edge(begin, end, at_start=True):
                self._asides += self._take([(begin, end)])
            if isinstance(atom, Urgency) and (not atom.is_loose or self._is_edge(begin, end)):
                spans = self._take([(begin, end)])
                if self._priority is None:
                    self._priority = Said(atom.priority, spans)
                else:
                    self._asides += spans  # «срочно!!!» says it twice
        for atom, begin, end in found:
            is_wish = isinstance(atom, Opener) and atom.is_wish
            if is_wish and self._is_edge(begin, end, at_start=True) and self._leads_to_deed(end):
                self._asides += self._take([(begin, end)])

    def add_refusals(self, found: Iterable[Found]) -> None:
        """What reads as a date and cannot be one stays in the title, and is told."""
        has_deadline = self._deadline is not None or bool(self._questions)
        for atom, begin, end in found:
            if isinstance(atom, Refused) and self._is_free(begin, end):
                if atom.is_in_passing and has_deadline:
                    continue
                self._notes.append(Note(atom.why, self._span(begin, end)))

    def add_people(self, people: Sequence[Candidate]) -> None:
        addressed = find_addressed(self._tokens, people, self._taken)
        if not addressed.named:
            addressed = find_given(self._tokens, people, self._taken)
        for begin, end, who in addressed.named:
            spans = self._take([(begin, end)])
            if not who:
                self._asides += spans
                self._notes.append(Note(NoteKind.UNKNOWN_LOGIN, spans[0]))
            elif len(who) == 1:
                self._add_executor(who[0], spans)
            else:
                readings = tuple(Reading(executor=person) for person in who)
                self._questions.append(Question(QuestionKind.EXECUTOR, spans, readings))
        for begin, end in addressed.extra:
            free = [at for at in range(begin, end) if at not in self._taken]
            self._asides += self._take((at, at + 1) for at in free)

    def add_link(self, people: Sequence[Candidate]) -> None:
        found = find_link(self._tokens, people, self._taken)
        if found is not None:
            self._link = Said(found.link, (self._span(found.begin, found.end),))
            self._linked.update(range(found.begin, found.end))
        else:
            self._guess = find_guess(self._tokens, people, self._taken)

    def add_mentioned(self, people: Sequence[Candidate]) -> None:
        """Who is named while it was not said whose task it is; the link is somebody else."""
        if self._executors or any(q.kind is QuestionKind.EXECUTOR for q in self._questions):
            return
        taken = self._taken | self._linked
        self._mentioned = find_mentioned(self._tokens, people, taken)

    def add_leftovers(self, found: Iterable[Found]) -> None:
        """A time of day that belongs to nothing, and a day where no deadline was understood."""
        told = {note.span for note in self._notes}
        for atom, begin, end in found:
            has_minutes = "clock_like" in self._tokens[begin].meanings
            is_time = isinstance(atom, Clock) and (has_minutes or not atom.needs_day)
            is_day = isinstance(atom, Day) and self._deadline is None and not self._questions
            is_length = isinstance(atom, Length) and atom.is_bare and self._deadline is not None
            span = self._span(begin, end)
            if (is_time or is_day or is_length) and self._is_free(begin, end) and span not in told:
                self._notes.append(Note(NoteKind.NOT_UNDERSTOOD, span))

    def add_other_date(self, read: ReadOtherDate, wall: Wall) -> None:
        """Ask ``read`` about what is left, if no deadline was found and none is asked about."""
        if self._deadline or any(q.kind is not QuestionKind.EXECUTOR for q in self._questions):
            return
        if any(note.kind is NoteKind.DATE_PASSED for note in self._notes):
            return  # the day was said, and beside it maybe a time
        rest = list(self._text)
        for at in self._taken:
            begin, end = self._tokens[at].begin, self._tokens[at].end
            rest[begin:end] = " " * (end - begin)
        other = read("".join(rest), wall.now, wall.zone)
        if other is None or other.at < wall.now or not 0 <= other.begin < other.end <= len(rest):
            return
        span = Span(other.begin, other.end)
        if any(span.begin < taken.end and taken.begin < span.end for taken in self._spans_taken()):
            return
        day = other.at.astimezone(wall.zone).date()
        moment = other.at if other.has_time else max(wall.now, wall.at(day, wall.hours(day)[1]))
        self._deadline = Said(Deadline(moment, day, other.has_time), (span,))

    def finished(self) -> TaskDraft:
        draft = TaskDraft(
            self._text,
            "",
            self._deadline,
            self._estimate,
            tuple(self._executors),
            self._priority,
            self._link,
            self._repetition,
            tuple(self._questions),
            tuple(self._notes),
            tuple(sorted(self._asides)),
            self._mentioned,
            self._guess,
        )
        return draft.with_title(title_of(self._text, draft.taken))

    def _add_executor(self, person: Candidate, spans: tuple[Span, ...]) -> None:
        if any(said.value.id == person.id for said in self._executors):
            self._asides += spans
        else:
            self._executors.append(Said(person, spans))

    def _take(self, ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
        spans = []
        for begin, end in ranges:
            self._taken.update(range(begin, end))
            spans.append(self._span(begin, end))
        return tuple(dict.fromkeys(spans))

    def _span(self, begin: int, end: int) -> Span:
        return Span(self._tokens[begin].begin, self._tokens[end - 1].end)

    def _spans_taken(self) -> list[Span]:
        return [self._span(at, at + 1) for at in self._taken]

    def _is_free(self, begin: int, end: int) -> bool:
        return self._taken.isdisjoint(range(begin, end))

    def _leads_to_deed(self, end: int) -> bool:
        """Whether an infinitive comes next, but for what is understood: «надо завтра позвонить»."""
        behind = (at for at in range(end, len(self._tokens)) if at not in self._taken)
        following = next(behind, None)
        return following is not None and self._tokens[following].word.endswith(INFINITIVES)

    def _is_edge(self, begin: int, end: int, *, at_start: bool = False) -> bool:
        """Whether nothing but marks and what is understood stands before, or else behind."""
        before, behind = range(begin), range(end, len(self._tokens))
        is_first = all(at in self._taken or self._tokens[at].is_mark for at in before)
        is_last = all(at in self._taken or self._tokens[at].is_mark for at in behind)
        return is_first or (is_last and not at_start)
