"""A task made of a brief, on a real Postgres: kept whole, sent where it belongs, read by some."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from domain.briefs.errors import BriefUnfinished, BriefWithoutExecutor
from domain.briefs.model import BriefAnswers
from domain.errors import NotFound
from domain.org.model import Person, Role
from domain.rulebook.model import Rulebook
from domain.tasks.errors import DeadlineInPast, ExecutorLeft, TaskNotReady, TaskPartMissing
from domain.tasks.model import ApprovalReason, FileKind, TaskFile, TaskPriority, TaskState
from tests.builders import utc
from tests.crm import Crm, by

POST = BriefAnswers(
    {
        "topic": "Открытие <склада>",
        "place": "site",
        "length": Decimal("1500.5"),
        "publish_on": date(2026, 11, 27),
        "must_have": None,
        "files": (
            TaskFile("AgAD", FileKind.PHOTO),
            TaskFile("BQAD", FileKind.DOCUMENT, "план.pdf"),
        ),
    }
)
LAYOUT = BriefAnswers(
    {
        "what": "Баннер",
        "medium": "site",
        "words": "Скидки",
        "examples": (TaskFile("AgAD", FileKind.PHOTO),),
    }
)


@pytest.fixture
async def office(crm: Crm) -> Crm:
    """Анна asks; Пётр is under Лев; Анна's own boss is Ольга."""
    people: dict[str, Person] = {}
    people["lead"] = await crm.given_person("Лев", Role.LEAD)
    people["executor"] = await crm.given_person("Пётр", boss=people["lead"])
    people["far_lead"] = await crm.given_person("Ольга", Role.LEAD)
    people["assigner"] = await crm.given_person("Анна", boss=people["far_lead"])
    for part, person in people.items():
        setattr(crm, part, await crm.actor(person))
    return crm


async def in_department(crm: Crm, name: str, *people: Any) -> None:
    async with crm.connection() as connection:
        added = await connection.execute(
            text(
                "INSERT INTO departments (name) VALUES (:name)"
                " ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id"
            ),
            {"name": name},
        )
        await connection.execute(
            text("UPDATE people SET department_id = :department WHERE id = ANY(:people)"),
            {"department": added.scalar_one(), "people": [person.id for person in people]},
        )


async def a_post(crm: Any, **said: Any) -> Any:
    known = {"executor_id": crm.executor.id} | said
    with by(crm.assigner):
        return await crm.create_task_by_brief(crm.assigner, "post", 1, POST, **known)


async def with_new_rulebook(crm: Any, change: Any) -> int:
    """The version that holds from now on."""
    async with crm.transaction() as uow:
        current = await uow.rulebooks.current()
        body = current.rulebook.model_dump(mode="json")
        change(body)
        added = await uow.rulebooks.add(
            Rulebook.model_validate(body),
            after_version=current.version,
            source_text=None,
            comment=None,
            created_at=crm.now,
            created_by=None,
        )
    return int(added.version)


async def test_the_task_is_as_the_template_says_and_its_brief_is_kept_whole(office):
    task = await a_post(office)

    assert task.state is TaskState.GIVEN
    assert task.title == "Текст или пост: Открытие <склада>"
    assert task.estimate == timedelta(hours=3)
    assert task.priority is TaskPriority.NORMAL
    assert task.deadline.at == utc("2026-11-20 15:00")  # two working days on, 18:00 in Moscow
    brief = await office.view_task_brief(office.executor, task.id)
    assert brief.answers == POST
    assert brief.name.ru == "Текст или пост"
    view = await office.view_task(office.executor, task.id)
    assert view.brief_name.ru == "Текст или пост"


async def test_a_task_without_a_brief_has_none(office):
    task = await a_post(office)
    async with office.connection() as connection:
        await connection.execute(text("DELETE FROM task_briefs"))

    assert (await office.view_task(office.executor, task.id)).brief_name is None
    with pytest.raises(NotFound):
        await office.view_task_brief(office.executor, task.id)


async def test_the_audit_knows_who_wrote_the_brief(office):
    task = await a_post(office)

    (row,) = await office.audit("task_briefs", task.id)

    assert (row.act, row.actor_id) == ("insert", office.assigner.id)
    assert row.after["answers"]["topic"] == "Открытие <склада>"


async def test_whoever_does_not_see_the_task_does_not_see_its_brief(office):
    stranger = await office.actor(await office.given_person("Чужой"))
    task = await a_post(office)

    with pytest.raises(NotFound):
        await office.view_task_brief(stranger, task.id)


async def test_nothing_is_made_where_a_required_question_has_no_answer(office):
    unfinished = BriefAnswers({"topic": "Открытие"})

    with pytest.raises(BriefUnfinished) as refused:
        await office.create_task_by_brief(
            office.assigner, "post", 1, unfinished, executor_id=office.executor.id
        )

    assert refused.value.facts == {"count": 2}


async def test_a_refused_task_leaves_no_brief_behind(office):
    with pytest.raises(DeadlineInPast):
        await a_post(office, due_on=date(2026, 11, 17))

    async with office.connection() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM task_briefs")) == 0
        assert await connection.scalar(text("SELECT count(*) FROM tasks")) == 0


async def test_a_day_off_ends_when_working_days_do(office):
    task = await a_post(office, due_on=date(2026, 11, 22))

    assert task.deadline.at == utc("2026-11-22 15:00")


async def test_a_template_that_wants_approval_asks_the_executor_s_head(office):
    task = await office.create_task_by_brief(
        office.assigner, "layout", 1, LAYOUT, executor_id=office.executor.id
    )

    assert task.state is TaskState.WAITING_APPROVAL
    assert task.approval_reasons == (ApprovalReason.TEMPLATE,)
    assert await office.notices("task_approval") == [("Лев", task.id)]


async def test_a_boss_of_the_executor_needs_nobody_s_approval(office):
    proposed = await office.propose_task_by_brief(
        office.lead, "layout", 1, executor_id=office.executor.id
    )
    task = await office.create_task_by_brief(
        office.lead, "layout", 1, LAYOUT, executor_id=office.executor.id
    )

    assert not proposed.is_approved_first
    assert task.state is TaskState.GIVEN


async def test_a_draft_of_a_template_is_approved_when_it_is_sent(office):
    draft = await office.create_task_by_brief(
        office.assigner, "layout", 1, LAYOUT, executor_id=office.executor.id, as_draft=True
    )

    sent = await office.send_task(office.assigner, draft.id, version=draft.version)

    assert sent.approval_reasons == (ApprovalReason.TEMPLATE,)


async def test_what_was_not_approved_is_mended_and_sent_again(office):
    asked = await office.create_task_by_brief(
        office.assigner, "layout", 1, LAYOUT, executor_id=office.executor.id
    )
    draft = await office.decline_approval(
        office.lead, asked.id, "Какой баннер?", version=asked.version
    )

    with by(office.assigner):
        mended = await office.change_task_brief(
            office.assigner,
            draft.id,
            LAYOUT.with_answer("what", "Баннер для сайта"),
            version=draft.version,
        )
    sent = await office.send_task(office.assigner, draft.id, version=mended.version)

    assert sent.state is TaskState.WAITING_APPROVAL
    assert sent.title == "Макет: Баннер для сайта"
    brief = await office.view_task_brief(office.lead, draft.id)
    assert brief.answers.get("what") == "Баннер для сайта"
    assert not brief.can_be_changed_by(office.assigner)
    rows = await office.audit("task_briefs", draft.id)
    assert [row.act for row in rows] == ["insert", "update"]


async def test_the_brief_of_a_task_that_was_sent_is_not_changed(office):
    task = await a_post(office)

    with pytest.raises(TaskNotReady):
        await office.change_task_brief(office.assigner, task.id, POST, version=task.version)
    with pytest.raises(TaskPartMissing):
        await office.change_task_brief(office.executor, task.id, POST, version=task.version)


async def test_a_mended_brief_is_still_whole(office):
    draft = await a_post(office, as_draft=True)

    with pytest.raises(BriefUnfinished):
        await office.change_task_brief(
            office.assigner, draft.id, BriefAnswers(), version=draft.version
        )


async def test_a_form_goes_on_with_the_questions_it_was_begun_with(office):
    def without_posts(body: dict[str, Any]) -> None:
        body["briefs"] = [brief for brief in body["briefs"] if brief["key"] != "post"]

    await with_new_rulebook(office, without_posts)
    assigner = await office.actor(await office.given_person("Нина"))

    opened = await office.view_brief(assigner, "post", 1)
    task = await office.create_task_by_brief(
        assigner, "post", 1, POST, executor_id=office.executor.id
    )

    assert opened.has_changed
    assert (await office.view_task_brief(office.executor, task.id)).answers == POST
    with pytest.raises(NotFound):
        await office.view_brief(assigner, "post")


async def test_a_form_begun_before_the_rule_of_approval_is_no_way_around_it(office):
    def posts_are_approved(body: dict[str, Any]) -> None:
        next(brief for brief in body["briefs"] if brief["key"] == "post")["approval"] = True

    await with_new_rulebook(office, posts_are_approved)
    assigner = await office.actor(await office.given_person("Нина"))

    task = await office.create_task_by_brief(
        assigner, "post", 1, POST, executor_id=office.executor.id
    )

    assert task.state is TaskState.WAITING_APPROVAL


async def test_the_brief_of_a_task_stays_when_the_template_changes(office):
    task = await a_post(office)

    def renamed(body: dict[str, Any]) -> None:
        post = next(brief for brief in body["briefs"] if brief["key"] == "post")
        post["name"]["ru"] = "Статья"
        post["fields"] = post["fields"][:1]

    await with_new_rulebook(office, renamed)

    brief = await office.view_task_brief(office.executor, task.id)
    assert brief.name.ru == "Текст или пост"
    assert [field.key for field in brief.fields] == list(POST.given)


async def test_it_goes_to_somebody_of_the_department_who_has_the_least_to_do(office):
    busy = await office.given_person("Алла")
    idle = await office.given_person("Яна")
    await in_department(office, "маркетинг", busy, idle, office.assigner)
    await a_post(office, executor_id=busy.id)

    proposed = await office.propose_task_by_brief(office.assigner, "post", 1)

    assert proposed.executor_name == "Яна"


async def test_who_is_near_comes_before_who_is_far(office):
    far = await office.given_branch("Казань")
    await in_department(
        office,
        "Маркетинг",
        await office.given_person("Алла", branch=far),
        await office.given_person("Яна"),
    )

    assert (await office.propose_task_by_brief(office.assigner, "post", 1)).executor_name == "Яна"


async def test_who_is_away_or_has_left_is_not_proposed(office):
    away, left = (
        await office.given_person("Алла"),
        await office.given_person("Яна", is_active=False),
    )
    await in_department(office, "Маркетинг", away, left)
    await office.given_absence(away, left, date(2026, 11, 18), date(2026, 11, 20))

    proposed = await office.propose_task_by_brief(office.assigner, "post", 1)

    assert proposed.executor_id is None
    assert proposed.deadline.at == utc("2026-11-20 15:00")


async def test_where_the_department_has_nobody_the_role_is_asked(office):
    await office.given_person("Марина", Role.MANAGER)

    assert (
        await office.propose_task_by_brief(office.assigner, "booth", 1)
    ).executor_name == "Марина"


async def test_nothing_is_given_to_nobody(office):
    with pytest.raises(BriefWithoutExecutor):
        await office.create_task_by_brief(office.assigner, "layout", 1, LAYOUT)


async def test_an_executor_who_left_meanwhile_is_not_proposed_and_not_given_it(office):
    left = await office.given_person("Яна", is_active=False)

    proposed = await office.propose_task_by_brief(office.assigner, "post", 1, executor_id=left.id)
    with pytest.raises(ExecutorLeft):
        await a_post(office, executor_id=left.id)

    assert proposed.executor_id is None


async def test_templates_are_listed_by_pages_for_colleagues_alone(office):
    client = await office.actor(await office.given_person("Гость", Role.CLIENT))

    briefs, page = await office.list_briefs(office.assigner, offset=2, size=3)

    assert [brief.key for brief in briefs] == ["client_offer", "booth"]
    assert page.total == 4
    for ask in (
        office.list_briefs(client, offset=0, size=8),
        office.view_brief(client, "post"),
        office.create_task_by_brief(client, "post", 1, POST, executor_id=office.executor.id),
    ):
        with pytest.raises(NotFound):
            await ask
