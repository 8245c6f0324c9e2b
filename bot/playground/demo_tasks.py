"""The demo company's tasks: a dozen in several hands and states, some of them late.

They are made by the use cases, on the led clock; what people were told of them they have read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum, auto
from typing import Final

from bot.playground.led_clock import LedClock
from domain.deals.model import Deal
from domain.delivery.model import Outcome, Settlement
from domain.delivery.ports import Outbox
from domain.org.model import Actor, PersonId, Role
from domain.org.ports import Actors
from domain.tasks.dates import ProposeNewDate
from domain.tasks.doing import AcceptResult, AcceptTask, DeclineTask, FinishTask, StartTask
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask, Rating, Task, TaskPriority
from domain.unit_of_work import Begin

DAY_ENDS_AT: Final = 15
"""18:00 in Moscow, in UTC."""
CLAIM_SECONDS: Final = 60
MOST_NOTICES: Final = 100


class Step(StrEnum):
    """What has become of a task after it was given."""

    ACCEPT = auto()
    START = auto()
    FINISH = auto()
    RATE = auto()
    DECLINE = auto()
    ASK_NEW_DATE = auto()


@dataclass(frozen=True, slots=True)
class Told:
    """A task of the story: ``by`` and ``to`` are names; days are counted from now."""

    title: str
    by: str
    to: str
    days_ago: float
    due_in_days: int
    hours: int | None = None
    steps: tuple[Step, ...] = ()
    priority: TaskPriority = TaskPriority.NORMAL
    is_draft: bool = False
    words: str = ""
    is_of_deal: bool = False


DIRECTOR, MANAGER, LEAD = "Елена Орлова", "Сергей Волков", "Ольга Смирнова"
REP, COLLEAGUE, FAR = "Иван Петров", "Дмитрий Фёдоров", "Айгуль Каримова"
OFFICE = "Мария Лебедева"

STORY: Final = (
    Told("Отчёт по выставке", LEAD, REP, 4, -1, 3, (Step.ACCEPT,)),
    Told("Подготовить КП для кафе «Облако»", LEAD, REP, 1, 0, 2, (Step.ACCEPT, Step.START)),
    Told("Прислать фото монтажа в «Леднике»", FAR, REP, 0.1, 1, 1),
    Told("Узнать, что решили по КП", LEAD, REP, 1, 1, 1, (Step.ACCEPT,), is_of_deal=True),
    Told("Обновить цены в презентации", REP, REP, 2, 3, 2),
    Told("Поздравить клиентов с праздником", REP, REP, 0.2, 7, is_draft=True),
    Told("Проверить акты сверки", REP, FAR, 3, 2, 4, (Step.FINISH,), words="Всё сошлось."),
    Told("Пересчитать склад вместе с Казанью", REP, COLLEAGUE, 0.05, 5, 20),
    Told("Обзвонить клиентов без сделок", LEAD, COLLEAGUE, 5, -2, 6, (Step.ACCEPT, Step.START)),
    Told("Согласовать график монтажей", LEAD, COLLEAGUE, 2, 1, 3, (Step.FINISH,)),
    Told(
        "Собрать отзывы клиентов",
        LEAD,
        COLLEAGUE,
        2,
        2,
        5,
        (Step.ACCEPT, Step.ASK_NEW_DATE),
        words="Двое в отпуске до понедельника.",
    ),
    Told("План продаж на следующий месяц", MANAGER, LEAD, 0.1, 0, 4, priority=TaskPriority.HIGH),
    Told("Бюджет региона", DIRECTOR, MANAGER, 1, 5, 8),
    Told("Заполнить карточки клиентов", OFFICE, REP, 3, 4, 3, (Step.DECLINE,), words="Уже есть."),
    Told("Договор с ТЦ «Парус»", LEAD, REP, 9, -6, 2, (Step.FINISH, Step.RATE), words="Подписан."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoTasks:
    """Makes the tasks once; ``clock`` is the one that the use cases were wired with."""

    begin: Begin
    clock: LedClock
    actors: Actors
    outbox: Outbox
    create_task: CreateTask
    accept_task: AcceptTask
    start_task: StartTask
    finish_task: FinishTask
    accept_result: AcceptResult
    decline_task: DeclineTask
    propose_new_date: ProposeNewDate

    async def make(self, now: datetime, deals: Sequence[Deal]) -> None:
        """``deals`` are those that the story is about, the first of them."""
        async with self.begin() as uow:
            found = await uow.people.with_role(tuple(Role))
        people = {person.name: person.id for person in found}
        for told in sorted(STORY, key=lambda told: -told.days_ago):
            await self._tell(told, people, now, deals)
        self.clock.now = now
        await self._read_everything(now)

    async def _tell(
        self,
        told: Told,
        people: Mapping[str, PersonId],
        now: datetime,
        deals: Sequence[Deal],
    ) -> None:
        moment = now - timedelta(days=told.days_ago)
        new = NewTask(
            told.title,
            executor_id=people[told.to],
            deadline=_day(now, told.due_in_days),
            estimate=timedelta(hours=told.hours) if told.hours else None,
            priority=told.priority,
            deal_id=deals[0].id if told.is_of_deal else None,
        )
        assigner = await self._at(moment, people[told.by])
        task = await self.create_task(assigner, new, as_draft=told.is_draft)
        for step in told.steps:
            moment += timedelta(minutes=20)
            by = told.by if step is Step.RATE else told.to
            actor = await self._at(min(moment, now), people[by])
            task = await self._do(step, actor, task, told.words, now)

    async def _do(self, step: Step, actor: Actor, task: Task, words: str, now: datetime) -> Task:
        match step:
            case Step.ACCEPT:
                return await self.accept_task(actor, task.id, version=task.version)
            case Step.START:
                return await self.start_task(actor, task.id, version=task.version)
            case Step.FINISH:
                return await self.finish_task(actor, task.id, words or None, version=task.version)
            case Step.RATE:
                return await self.accept_result(actor, task.id, Rating.UP, version=task.version)
            case Step.DECLINE:
                return await self.decline_task(actor, task.id, words, version=task.version)
            case Step.ASK_NEW_DATE:
                later = _day(now, 6)
                await self.propose_new_date(actor, task.id, later, words, version=task.version)
                return task

    async def _at(self, moment: datetime, person_id: PersonId) -> Actor:
        """The person at ``moment``, to which the clock is led."""
        self.clock.now = moment
        return await self.actors.get(person_id, now=moment)

    async def _read_everything(self, now: datetime) -> None:
        """What was told in the past is no news: nobody's chat begins with a dozen messages."""
        lease = timedelta(seconds=CLAIM_SECONDS)
        while notices := await self.outbox.claim(now, lease=lease, limit=MOST_NOTICES):
            for notice in notices:
                await self.outbox.settle(Settlement(notice.id, Outcome.SETTLED_BEFORE, now))


def _day(now: datetime, in_days: int) -> Deadline:
    """The end of that working day, or later today where it has passed."""
    day = now.astimezone(UTC) + timedelta(days=in_days)
    at = day.replace(hour=DAY_ENDS_AT, minute=0, second=0, microsecond=0)
    return Deadline(max(at, now + timedelta(hours=2)) if in_days == 0 else at)
