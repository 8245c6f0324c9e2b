from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.interactions.model import InteractionId
from domain.org.model import PersonId
from domain.org.visibility import Scope
from domain.pages import Page
from domain.polls.model import Answer, Asked
from domain.polls.periods import Period
from domain.polls.views import (
    AnswerCount,
    AnswerRow,
    NamedPoll,
    QuestionSummary,
    SaidInWords,
    WordsPage,
)
from storage.changes import change_marks
from storage.clients.visibility import client_visible
from storage.tables import clients, people, poll_answers

LATEST_FIRST = (poll_answers.c.answered_at.desc(), poll_answers.c.id.desc())


class SqlPolls:
    """See ``domain.polls.ports.Polls``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def asked(
        self, client_id: ClientId, interaction_id: InteractionId
    ) -> Mapping[str, Asked]:
        is_here = poll_answers.c.interaction_id == interaction_id
        rows = await self._connection.execute(
            select(
                poll_answers.c.poll,
                func.max(poll_answers.c.answered_at).filter(~is_here).label("last_at"),
                func.bool_or(is_here).label("is_here"),
            )
            .where(poll_answers.c.client_id == client_id)
            .group_by(poll_answers.c.poll)
        )
        return {row.poll: Asked(row.last_at, row.is_here) for row in rows}

    async def answers(self, interaction_id: InteractionId, poll: str) -> Mapping[str, Answer]:
        rows = await self._connection.execute(
            select(poll_answers)
            .where(poll_answers.c.interaction_id == interaction_id, poll_answers.c.poll == poll)
            .order_by(poll_answers.c.position, poll_answers.c.id)
        )
        return {row.question: _to_answer(row) for row in rows}

    async def keep(self, answer: Answer, now: datetime) -> Answer:
        said = {
            "question_text": dict(answer.question_text),
            "position": answer.position,
            "answer": answer.answer,
            "answer_name": dict(answer.answer_name) if answer.answer_name else None,
            "words": answer.words,
            "answered_by": answer.answered_by,
            **change_marks(now),
        }
        kept = await self._connection.execute(
            upsert(poll_answers)
            .values(
                client_id=answer.client_id,
                interaction_id=answer.interaction_id,
                poll=answer.poll,
                poll_name=dict(answer.poll_name),
                question=answer.question,
                segment=answer.segment,
                answered_at=answer.answered_at,
                **said,
            )
            .on_conflict_do_update(
                index_elements=[
                    poll_answers.c.interaction_id,
                    poll_answers.c.poll,
                    poll_answers.c.question,
                ],
                set_={**said, "version": poll_answers.c.version + 1},
            )
            .returning(*poll_answers.c)
        )
        return _to_answer(kept.one())

    async def named(self, scope: Scope) -> Sequence[NamedPoll]:
        latest = func.array_agg(aggregate_order_by(poll_answers.c.poll_name, *LATEST_FIRST))[1]
        rows = await self._connection.execute(
            select(poll_answers.c.poll, latest.label("name"))
            .join(clients, clients.c.id == poll_answers.c.client_id)
            .where(client_visible(scope))
            .group_by(poll_answers.c.poll)
            .order_by(poll_answers.c.poll)
        )
        return [NamedPoll(row.poll, row.name) for row in rows]

    async def summary(
        self, poll: str, period: Period, segment: str | None, scope: Scope
    ) -> tuple[int, Sequence[QuestionSummary]]:
        chosen = _chosen(poll, period, segment, scope)
        asked = await self._connection.scalar(
            select(func.count(poll_answers.c.interaction_id.distinct()))
            .join(clients, clients.c.id == poll_answers.c.client_id)
            .where(chosen)
        )
        is_in_words = poll_answers.c.words.is_not(None).label("is_in_words")
        rows = await self._connection.execute(
            select(
                poll_answers.c.question,
                poll_answers.c.answer,
                is_in_words,
                func.count().label("count"),
                func.min(poll_answers.c.position).label("position"),
                _latest(poll_answers.c.question_text).label("text"),
                _latest(poll_answers.c.answer_name).label("name"),
            )
            .join(clients, clients.c.id == poll_answers.c.client_id)
            .where(chosen)
            .group_by(poll_answers.c.question, poll_answers.c.answer, literal_column("3"))
            .order_by(
                func.min(poll_answers.c.position),
                poll_answers.c.question,
                literal_column("3"),
                func.count().desc(),
                poll_answers.c.answer,
            )
        )
        return asked or 0, _questions(rows.all())

    async def in_words(
        self,
        poll: str,
        period: Period,
        segment: str | None,
        scope: Scope,
        *,
        offset: int,
        size: int,
    ) -> WordsPage:
        chosen = _chosen(poll, period, segment, scope) & poll_answers.c.words.is_not(None)
        named = select(poll_answers, clients.c.name.label("client_name")).join(
            clients, clients.c.id == poll_answers.c.client_id
        )
        total = await self._connection.scalar(
            select(func.count()).select_from(named.where(chosen).subquery())
        )
        page = Page.nearest(max(offset, 0), size, total or 0)
        rows = await self._connection.execute(
            named.where(chosen).order_by(*LATEST_FIRST).offset(page.offset).limit(size)
        )
        lines = [
            SaidInWords(row.words, row.client_name, _on_wall(row.answered_at, period.zone).date())
            for row in rows
        ]
        return WordsPage(lines, page)

    async def rows(
        self, poll: str, period: Period, segment: str | None, scope: Scope
    ) -> Sequence[AnswerRow]:
        is_answered = poll_answers.c.answer.is_not(None) | poll_answers.c.words.is_not(None)
        rows = await self._connection.execute(
            select(
                poll_answers,
                clients.c.name.label("client_name"),
                people.c.name.label("person_name"),
            )
            .join(clients, clients.c.id == poll_answers.c.client_id)
            .join(people, people.c.id == poll_answers.c.answered_by)
            .where(_chosen(poll, period, segment, scope), is_answered)
            .order_by(
                poll_answers.c.answered_at,
                poll_answers.c.interaction_id,
                poll_answers.c.position,
                poll_answers.c.id,
            )
        )
        return [
            AnswerRow(
                at=_on_wall(row.answered_at, period.zone),
                client_name=row.client_name,
                segment=row.segment,
                person_name=row.person_name,
                question=row.question_text,
                answer=row.answer_name,
                words=row.words,
            )
            for row in rows
        ]


def _chosen(poll: str, period: Period, segment: str | None, scope: Scope) -> ColumnElement[bool]:
    chosen = (
        (poll_answers.c.poll == poll)
        & (poll_answers.c.answered_at >= period.since)
        & (poll_answers.c.answered_at < period.until)
        & client_visible(scope)
    )
    return chosen if segment is None else chosen & (poll_answers.c.segment == segment)


def _latest(column: Any) -> Any:
    """As it was worded last."""
    return func.array_agg(aggregate_order_by(column, *LATEST_FIRST))[1]


def _on_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone)


def _questions(rows: Sequence[Any]) -> list[QuestionSummary]:
    """``rows`` come by question; ready answers before words, the most frequent first."""
    found: list[QuestionSummary] = []
    for key in dict.fromkeys(row.question for row in rows):
        of_question = [row for row in rows if row.question == key]
        answers = tuple(
            AnswerCount(row.answer, row.name, row.count)
            for row in sorted(of_question, key=lambda row: row.answer is None)
            if row.answer is not None or row.is_in_words
        )
        skipped = sum(
            row.count for row in of_question if row.answer is None and not row.is_in_words
        )
        found.append(QuestionSummary(key, of_question[0].text, answers, skipped))
    return found


def _to_answer(row: Any) -> Answer:
    return Answer(
        client_id=ClientId(row.client_id),
        interaction_id=InteractionId(row.interaction_id),
        poll=row.poll,
        poll_name=row.poll_name,
        question=row.question,
        question_text=row.question_text,
        position=row.position,
        segment=row.segment,
        answered_by=PersonId(row.answered_by),
        answered_at=row.answered_at,
        answer=row.answer,
        answer_name=row.answer_name,
        words=row.words,
        version=row.version,
    )
