"""One line read into a draft on a real database, and what becomes of it.

The clock of ``crm`` stands at Wednesday 18 November 2026, 13:00 in Moscow.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.amounts import TypedAmount
from domain.errors import NotFound, Outdated
from domain.money import Money
from domain.org.model import Actor, Role
from domain.tasks.draft_views import DraftView
from domain.tasks.drafts import DRAFTS_KEPT, QuestionOpen
from domain.tasks.errors import (
    DeadlineMissing,
    ExecutorLeft,
    ExecutorStranger,
    TaskChanged,
    TaskNotReady,
)
from domain.tasks.lines import LineRead, Settles
from domain.tasks.model import PeopleKind, Task, TaskPriority, TaskState
from domain.tasks.phrases import Every, NoteKind
from tests.builders import utc
from tests.crm import Crm, by

THURSDAY_THREE = utc("2026-11-19 12:00")
HOUR = timedelta(hours=1)


class Office:
    """A rep who writes lines, and colleagues whom the lines name."""

    def __init__(self, crm: Crm) -> None:
        self.crm = crm

    async def opens(self) -> "Office":
        self.boss = await self.crm.given_person("Сергей Волков", Role.LEAD)
        self.writer = await self.crm.given_person("Иван Петров", telegram_username="petrov")
        self.marina = await self.crm.given_person(
            "Марина Сидорова", telegram_username="sidorova", boss=self.boss
        )
        self.actor: Actor = await self.crm.actor(self.writer)
        return self

    async def reads(self, text: str, *, is_task: bool = False) -> LineRead:
        with by(self.writer):
            read: LineRead = await self.crm.read_line(self.actor, text, is_task=is_task)
        return read

    async def draft(self, text: str) -> Task:
        task = (await self.reads(text)).task
        assert task is not None
        return task

    async def shown(self, task: Task) -> DraftView:
        view: DraftView = await self.crm.view_draft(self.actor, task.id)
        return view


@pytest.fixture
async def office(crm: Crm) -> Office:
    return await Office(crm).opens()


async def test_a_line_becomes_a_draft_that_says_what_it_said(office: Office) -> None:
    task = await office.draft("завтра в 15 позвонить Климову 2ч @sidorova срочно")

    assert task.state is TaskState.DRAFT
    assert (task.title, task.said) == (
        "Позвонить Климову",
        "завтра в 15 позвонить Климову 2ч @sidorova срочно",
    )
    assert task.deadline is not None
    assert (task.deadline.at, task.deadline.has_time) == (THURSDAY_THREE, True)
    assert task.estimate == 2 * HOUR
    assert task.priority is TaskPriority.URGENT
    assert task.executor_id == office.marina.id


async def test_the_first_who_is_addressed_does_it_and_the_others_help(office: Office) -> None:
    task = await office.draft("поручить Марине и Волкову сверстать каталог до пятницы")

    people = (await office.shown(task)).view.people
    assert task.executor_id == office.marina.id
    assert [(one.person_id, one.kind) for one in people] == [
        (office.boss.id, PeopleKind.CO_EXECUTOR)
    ]


async def test_nobody_hears_of_a_draft_and_the_executors_boss_of_what_is_sent(
    office: Office,
) -> None:
    task = await office.draft("поручить Марине сверстать каталог до пятницы")
    before = await office.crm.notices("task_joined")

    with by(office.writer):
        await office.crm.change_draft(
            office.actor, task.id, version=task.version, priority=TaskPriority.HIGH
        )
        sent = await office.crm.send_task(office.actor, task.id, version=task.version + 1)

    assert before == []
    assert sent.state is TaskState.GIVEN
    assert await office.crm.notices("task_given") == [("Марина Сидорова", task.id)]
    assert await office.crm.notices("task_joined") == [("Сергей Волков", task.id)]


@pytest.mark.parametrize("text", ["Ромашка", "+7 999 123-45-67", "КП для Ромашки"])
async def test_what_is_no_task_makes_no_draft(office: Office, text: str) -> None:
    assert await office.reads(text) == LineRead()


async def test_the_name_of_one_client_is_no_task_though_it_reads_as_one(office: Office) -> None:
    await office.crm.given_client(office.writer, "Кафе Пятница")

    assert await office.reads("Пятница") == LineRead()
    assert (await office.reads("отчёт в пятницу")).task is not None


async def test_a_line_that_says_nothing_to_do_lacks_a_title(office: Office) -> None:
    assert await office.reads("завтра в 15") == LineRead(lacks_title=True)


async def test_the_only_client_of_a_name_is_linked_whatever_its_case(office: Office) -> None:
    client = await office.crm.given_client(office.writer, "ООО «Ромашка»")

    task = await office.draft("подготовить КП для Ромашки до пятницы")

    assert (task.title, task.client_id) == ("Подготовить КП для Ромашки", client.id)


async def test_a_contact_finds_their_client(office: Office) -> None:
    client = await office.crm.given_client(
        office.writer, "Рога и копыта", contact_name="Климов Пётр"
    )

    task = await office.draft("завтра позвонить Климову")

    assert task.client_id == client.id


async def test_a_client_of_others_is_not_linked(office: Office) -> None:
    stranger = await office.crm.given_person("Вера Чужая")
    await office.crm.given_client(stranger, "Ромашка")

    task = await office.draft("подготовить КП для Ромашки до пятницы")

    assert task.client_id is None
    assert (await office.shown(task)).questions == ()


async def test_of_several_clients_one_is_chosen_and_asked_about_once(office: Office) -> None:
    first = await office.crm.given_client(office.writer, "Ромашка")
    second = await office.crm.given_client(office.writer, "Ромашка Плюс")
    task = await office.draft("подготовить КП для Ромашки до пятницы")
    (question,) = (await office.shown(task)).questions
    assert {line.id for line in question.clients} == {first.id, second.id}

    answered = await office.crm.answer_draft_question(
        office.actor, task.id, question.key, second.id, version=task.version
    )

    assert answered.client_id == second.id
    assert (await office.shown(answered)).questions == ()


async def test_without_a_client_is_an_answer_too(office: Office) -> None:
    for name in ("Ромашка", "Ромашка Плюс"):
        await office.crm.given_client(office.writer, name)
    task = await office.draft("подготовить КП для Ромашки до пятницы")

    answered = await office.crm.answer_draft_question(
        office.actor, task.id, "client", 0, version=task.version
    )

    assert answered.client_id is None
    assert (await office.shown(answered)).questions == ()


async def test_a_client_that_was_not_offered_is_no_answer(office: Office) -> None:
    for name in ("Ромашка", "Ромашка Плюс"):
        await office.crm.given_client(office.writer, name)
    other = await office.crm.given_client(office.writer, "Лютик")
    task = await office.draft("подготовить КП для Ромашки до пятницы")

    with pytest.raises(Outdated):
        await office.crm.answer_draft_question(
            office.actor, task.id, "client", other.id, version=task.version
        )


async def test_an_hour_that_may_be_two_is_asked_about_days_later_too(office: Office) -> None:
    task = await office.draft("через 5 дней в 7 созвон с Acme")
    office.crm.now += timedelta(days=1)

    (question,) = (await office.shown(task)).questions
    moments = [one.deadline.at for one in question.readings if one.deadline]
    evening = int(moments[1].timestamp())
    answered = await office.crm.answer_draft_question(
        office.actor, task.id, question.key, evening, version=task.version
    )

    assert moments == [utc("2026-11-23 04:00"), utc("2026-11-23 16:00")]
    assert answered.deadline is not None
    assert answered.deadline.at == moments[1]
    assert (await office.shown(answered)).questions == ()


async def test_a_date_changed_by_hand_settles_what_the_line_left_open(office: Office) -> None:
    task = await office.draft("завтра в 7 созвон с Acme")
    deadline = await office.crm.read_deadline(office.actor, "в среду в 11")

    changed = await office.crm.change_draft(
        office.actor, task.id, version=task.version, deadline=deadline
    )

    assert (await office.shown(changed)).questions == ()


async def test_of_two_people_of_one_name_one_is_chosen_before_it_is_sent(office: Office) -> None:
    other = await office.crm.given_person("Марина Орлова")
    task = await office.draft("поручить Марине сверстать каталог до пятницы")
    (question,) = (await office.shown(task)).questions
    assert {one.executor.id for one in question.readings if one.executor} == {
        office.marina.id,
        other.id,
    }

    with pytest.raises(QuestionOpen):
        await office.crm.send_task(office.actor, task.id, version=task.version)
    answered = await office.crm.answer_draft_question(
        office.actor, task.id, question.key, other.id, version=task.version
    )
    sent = await office.crm.send_task(office.actor, task.id, version=answered.version)

    assert (answered.executor_id, sent.state) == (other.id, TaskState.GIVEN)


async def test_a_draft_without_a_date_is_not_sent(office: Office) -> None:
    task = await office.draft("подготовить большой отчёт по складу для Волкова")

    with pytest.raises(DeadlineMissing):
        await office.crm.send_task(office.actor, task.id, version=task.version)


async def test_a_second_tap_sends_nothing_twice(office: Office) -> None:
    task = await office.draft("поручить Марине сверстать каталог до пятницы")
    await office.crm.send_task(office.actor, task.id, version=task.version)

    with pytest.raises(TaskNotReady):
        await office.crm.send_task(office.actor, task.id, version=task.version)

    assert await office.crm.notices("task_given") == [("Марина Сидорова", task.id)]


async def test_what_repeats_says_so_and_begins_its_series_when_sent(office: Office) -> None:
    task = await office.draft("каждый понедельник в 10 планёрка по продажам")

    shown = await office.shown(task)
    await office.crm.send_task(office.actor, task.id, version=task.version)

    assert shown.repetition is not None
    assert (shown.repetition.unit, shown.repetition.weekdays) == (Every.WEEK, (0,))
    async with office.crm.begin() as uow:
        assert await uow.task_series.find_of_task(task.id) is not None


async def test_what_was_told_not_to_repeat_is_one_task(office: Office) -> None:
    task = await office.draft("каждый понедельник в 10 планёрка по продажам")

    once = await office.crm.change_draft(
        office.actor, task.id, version=task.version, without=[Settles.REPETITION]
    )
    shown = await office.shown(once)
    await office.crm.send_task(office.actor, task.id, version=once.version)

    assert shown.repetition is None
    async with office.crm.begin() as uow:
        assert await uow.task_series.find_of_task(task.id) is None


async def test_ten_thousand_hours_are_told_and_not_taken(office: Office) -> None:
    task = await office.draft("до пятницы сверстать каталог 10000 часов")

    shown = await office.shown(task)

    assert task.estimate is None
    assert shown.refused_estimate == 10_000 * HOUR


async def test_a_login_of_nobody_is_told(office: Office) -> None:
    task = await office.draft("завтра отправить прайс @nobody42")

    (note,) = (await office.shown(task)).notes

    assert (note.kind, note.words) == (NoteKind.UNKNOWN_LOGIN, "@nobody42")
    assert task.executor_id == office.writer.id


async def test_an_executor_who_left_is_told_on_the_card_and_refused_when_sent(
    office: Office,
) -> None:
    task = await office.draft("поручить Марине сверстать каталог до пятницы")
    async with office.crm.connection() as connection:
        await connection.exec_driver_sql(
            "UPDATE people SET is_active = false, changed_at = changed_at + interval '1 second'"
            f" WHERE id = {office.marina.id}"
        )

    assert (await office.shown(task)).has_left
    with pytest.raises(ExecutorLeft):
        await office.crm.send_task(office.actor, task.id, version=task.version)
    assert (await office.draft("поручить Марине сверстать баннер до пятницы")).title == (
        "Поручить Марине сверстать баннер"
    )


async def test_a_client_of_the_company_makes_no_tasks(office: Office) -> None:
    client = await office.crm.actor(await office.crm.given_person("Глеб", Role.CLIENT))

    assert await office.crm.read_line(client, "завтра в 15 позвонить Климову") == LineRead()
    with pytest.raises(ExecutorStranger):
        await office.crm.read_line(client, "завтра позвонить Климову", is_task=True)


async def test_a_draft_is_nobody_elses(office: Office) -> None:
    task = await office.draft("поручить Марине сверстать каталог до пятницы")
    marina = await office.crm.actor(office.marina)

    with pytest.raises(NotFound):
        await office.crm.view_draft(marina, task.id)
    with pytest.raises(NotFound):
        await office.crm.change_draft(marina, task.id, version=task.version, title="Моё")
    with pytest.raises(NotFound):
        await office.crm.answer_draft_question(marina, task.id, "client", 0, version=task.version)
    with pytest.raises(NotFound):
        await office.crm.send_task(marina, task.id, version=task.version)


async def test_a_button_of_an_older_card_changes_nothing(office: Office) -> None:
    task = await office.draft("завтра отправить прайс Климову")
    await office.crm.change_draft(office.actor, task.id, version=task.version, title="Прайс")

    with pytest.raises(TaskChanged):
        await office.crm.change_draft(office.actor, task.id, version=task.version, title="Другое")


async def test_every_field_can_be_changed_and_taken_away(office: Office) -> None:
    client = await office.crm.given_client(office.writer, "Лютик")
    task = await office.draft("завтра отправить прайс Климову 1ч")

    full = await office.crm.change_draft(
        office.actor,
        task.id,
        version=task.version,
        title="Отправить каталог",
        details="Новый, с ценами",
        estimate=3 * HOUR,
        priority=TaskPriority.LOW,
        executor_id=office.marina.id,
        client_id=client.id,
        cost=TypedAmount(Decimal(1500), None),
    )
    bare = await office.crm.change_draft(
        office.actor,
        task.id,
        version=full.version,
        without=[Settles.ESTIMATE, Settles.CLIENT, Settles.COST, Settles.DETAILS],
    )

    assert (full.title, full.details, full.estimate) == (
        "Отправить каталог",
        "Новый, с ценами",
        3 * HOUR,
    )
    assert (full.client_id, full.cost) == (client.id, Money(Decimal(1500), "RUB"))
    assert (full.executor_id, full.priority) == (office.marina.id, TaskPriority.LOW)
    assert (bare.estimate, bare.client_id, bare.cost, bare.details) == (None,) * 4


@pytest.mark.parametrize(
    ("text", "title", "details"),
    [
        ("Каталог до пятницы\nобложка\nцены", "Каталог", "обложка\nцены"),
        ("до пятницы\nсделать каталог", "Сделать каталог", None),
        ("завтра " + "слово " * 100, "Слово " + "слово " * 31 + "слово…", "слово " * 99 + "слово"),
    ],
)
async def test_what_is_too_long_for_a_title_is_the_description(
    office: Office, text: str, title: str, details: str | None
) -> None:
    task = await office.draft(text)

    assert task.details == details
    assert task.title == title


async def test_a_message_of_the_greatest_length_is_kept_whole(office: Office) -> None:
    text = ("завтра сделать <b>каталог</b> & прайс. " * 200)[:4096]

    task = await office.draft(text)

    assert task.said == text
    assert len(task.title) <= 200


async def test_drafts_that_nobody_touched_for_a_month_are_cancelled_once(office: Office) -> None:
    left = await office.draft("поручить Марине сверстать каталог до конца года")
    office.crm.now += timedelta(days=2)
    touched = await office.draft("поручить Марине сверстать баннер до конца года")
    office.crm.now += DRAFTS_KEPT - timedelta(days=1)

    assert await office.crm.cancel_left_drafts() == 1
    assert await office.crm.cancel_left_drafts() == 0

    states = [(await office.shown(task)).view.task.state for task in (left, touched)]
    assert states == [TaskState.CANCELLED, TaskState.DRAFT]


async def test_colleagues_are_known_anew_as_soon_as_somebody_changes(office: Office) -> None:
    async def called(name: str) -> list[str]:
        people, _ = await office.crm.find_colleagues(office.actor, name, offset=0, size=8)
        return [person.name for person in people]

    nobody = await called("Ксении")
    ksenia = await office.crm.given_person("Ксения Белова")
    new = await called("Ксении")
    renamed = replace(ksenia, name="Ксения Чернова")
    async with office.crm.transaction() as uow:
        await uow.people.save(renamed)
    under_new_name = await called("Черновой"), await called("Беловой")
    async with office.crm.transaction() as uow:
        await uow.people.save(replace(renamed, is_active=False))
    gone = await called("Ксении")

    assert (nobody, new, gone) == ([], ["Ксения Белова"], [])
    assert under_new_name == (["Ксения Чернова"], [])


async def test_clients_of_the_company_are_no_colleagues(office: Office) -> None:
    await office.crm.given_person("Глеб Клиентов", Role.CLIENT)

    people, _ = await office.crm.find_colleagues(office.actor, "", offset=0, size=100)

    assert "Глеб Клиентов" not in {person.name for person in people}
