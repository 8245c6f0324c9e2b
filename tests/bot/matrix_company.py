"""A company in which one branch has a record of every kind, and people from everywhere else.

What belongs to Иван in Москва is told by two signs wherever it is shown: every text of it holds
``MARK``, and every id of it begins with ``731``. Вера in Новосибирск owns the same under other
signs, so that what is her own can be mixed with what is not.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, fields
from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.playground.personas import Persona
from domain.clients.model import ClientId, ContactId
from domain.interactions.model import (
    FiledKind,
    FiledMessage,
    InteractionKind,
    NewInteraction,
)
from domain.interactions.use_cases import LogInteraction
from domain.org.model import Actor, Role
from domain.projects.model import Anchor
from domain.projects.running import PutTaskIntoProject
from domain.projects.starting import StartProject, Wish
from domain.requests.model import NewRequest
from domain.requests.use_cases import LogRequest
from domain.segments.use_cases import ChangeSegment
from domain.tasks.dates import ProposeNewDate
from domain.tasks.discussion import AddTaskComment, LogTime
from domain.tasks.giving import CreateTask
from domain.tasks.lines import ReadLine
from domain.tasks.model import Deadline, FileKind, NewTask, TaskFile
from storage.tables import metadata
from tests.company import Company, on_stage
from tests.person import Person as Chatter

MARK = "Зюйд"
SUM = 731_731
PHONE = "+79310007310"
OWN_MARK = "Норд"
OWN_SUM = 842_842
OWN_PHONE = "+79428428420"
FOREIGN_IDS, OWN_IDS = 7_310_000, 8_420_000
NOBODY = 7_999_999
ROOM = 40
"""Ids of each table."""

OTHER_LEAD = Persona("other_lead", 7021, "Роман", "lead", "Гусев")
OTHER_MANAGER = Persona("other_manager", 7022, "Павел", "manager", "Зимин")
OUTSIDER = Persona("outsider", 7023, "Глеб", "client", "Клиентов")
LOWERED = Persona("lowered", 7024, "Нина", "manager", "Белова")
DISMISSED = Persona("dismissed", 7025, "Артём", "lead", "Зуев")
CAST = (OTHER_LEAD, OTHER_MANAGER, OUTSIDER, LOWERED, DISMISSED)


@dataclass(frozen=True)
class Ids:
    """One record of every kind, as callback data names them; no two have the same id.

    ``versions`` are by id; a client's is that of its cadence.
    """

    client: int
    twin: int
    contact: int
    date: int
    deal: int
    offer: int
    task: int
    draft: int
    other_task: int
    comment: int
    time: int
    task_date: int
    project: int
    interaction: int
    request: int
    risk: int
    visit: int
    greeting: int
    call: int
    sellers: int
    duplicates: int
    merge: int
    segment_change: int
    move: int
    handover: int
    absence: int
    notice: int
    binding: int
    import_run: int
    report_run: int
    selection: int
    plan_proposal: int
    rulebook_proposal: int
    person: int
    lead: int
    department: int
    branch: int
    versions: Mapping[int, int] = field(default_factory=dict)


_ALL_NOBODYS: dict[str, Any] = {
    known.name: NOBODY for known in fields(Ids) if known.name != "versions"
}
NOBODYS = Ids(**_ALL_NOBODYS | {"twin": NOBODY + 1})


async def number_from(connection: AsyncConnection, first: int) -> None:
    """Every table's ids go on from a number of its own at or above ``first``."""
    await connection.execute(
        text(
            "SELECT setval(pg_get_serial_sequence(quote_ident(name), 'id'),"
            " :first + place * :room, false)"
            " FROM (SELECT table_name AS name, row_number() OVER (ORDER BY table_name) AS place"
            "         FROM information_schema.columns"
            "        WHERE table_schema = 'public' AND column_name = 'id' AND is_identity = 'YES'"
            "          AND table_name NOT IN ('audit', 'timeline', 'deal_moves')) AS known"
        ),
        {"first": first, "room": ROOM},
    )


async def given_records(
    company: Company, *, owner: str, boss: str, mark: str, amount: int, phone: str, first: int
) -> Ids:
    """One of everything, the owner's; ``boss`` gave the tasks."""
    partner = await company.given_person(f"Напарник {owner}", boss=company.people[boss])
    async with company.engine.begin() as connection:
        department = await connection.execute(
            text("INSERT INTO departments (name) VALUES (:name) RETURNING id"),
            {"name": f"Отдел {owner}"},
        )
        department_id: int = department.scalar_one()
        await connection.exec_driver_sql(
            f"UPDATE people SET department_id = {department_id}"
            f" WHERE id = {company.people[owner].id}"
        )
        await number_from(connection, first)
    rep, lead = await company.actor(owner), await company.actor(boss)
    client = await company.given_client(f"{mark}-клиент", phone, owner, f"{mark} Пётр")
    await company.container.get(ChangeSegment)(rep, client.id, "vip")
    twin = await company.given_client(f"{mark}-двойник", None, owner)
    deal = await company.given_deal(client, amount, owner)
    offer = await company.given_offer(deal, amount, owner)
    known: dict[str, int] = {
        "client": client.id,
        "twin": twin.id,
        "deal": deal.id,
        "offer": offer.id,
        "contact": await company.value(f"SELECT max(id) FROM contacts WHERE client_id={client.id}"),
    }
    known |= await _contacts(company, rep, known, mark)
    known |= await _tasks(company, rep, lead, known, mark)
    async with company.engine.begin() as connection:
        words = {"rep": rep.id, "lead": lead.id, "partner": partner.id, "branch": rep.branch_id}
        known |= await _rows(connection, {**known, **words, "mark": mark, "amount": amount})
    return Ids(
        **known,
        person=rep.id,
        lead=lead.id,
        branch=rep.branch_id,
        department=department_id,
        versions=await _versions(company),
    )


async def _versions(company: Company) -> dict[int, int]:
    selects = [
        f"SELECT {'client_id' if table.name == 'cadences' else 'id'}, version FROM {table.name}"
        for table in metadata.tables.values()
        if "version" in table.c and ("id" in table.c or table.name == "cadences")
    ]
    return dict(map(tuple, await company.rows(" UNION ALL ".join(selects))))


async def _contacts(
    company: Company, rep: Actor, known: dict[str, int], mark: str
) -> dict[str, int]:
    find = company.container.get
    client_id, contact_id = ClientId(known["client"]), ContactId(known["contact"])
    filed = (FiledMessage(FiledKind.PHOTO, f"photo-{mark}"),)
    new = NewInteraction(
        InteractionKind.CALL, client_id, words=f"{mark}: говорили", contact_id=contact_id,
        files=filed,
    )  # fmt: skip
    logged = await find(LogInteraction)(rep, new)
    asked = NewRequest(client_id, "phone", "complaint", f"{mark}: сломалось", files=filed)
    request = await find(LogRequest)(rep, asked)
    return {"interaction": logged.interaction.id, "request": request.id}


async def _tasks(
    company: Company, rep: Actor, lead: Actor, known: dict[str, int], mark: str
) -> dict[str, int]:
    """Two tasks in a project, on one of them all that may hang on a task; and a draft."""
    find = company.container.get
    tomorrow = Deadline(company.clock() + timedelta(days=1))
    wish = Wish(None, Anchor.END, company.clock().date() + timedelta(days=30), {})
    project = await find(StartProject)(lead, wish, name=f"{mark}-проект", goals=None, form_key=mark)
    made = []
    for title in ("смета", "отчёт"):
        new = NewTask(f"{mark}-{title}", rep.id, tomorrow, deal_id=known["deal"])
        task = await find(CreateTask)(lead, new)
        made.append(await find(PutTaskIntoProject)(lead, project.id, task.id))
    task = made[0]
    logged = await find(LogTime)(rep, task.id, timedelta(hours=1))
    photo = TaskFile(f"photo-{mark}", FileKind.PHOTO)
    await find(AddTaskComment)(rep, task.id, f"{mark}: смета в файле", file=photo)
    version = int(await company.value(f"SELECT version FROM tasks WHERE id = {task.id}"))
    later = Deadline(company.clock() + timedelta(days=5))
    proposal = await find(ProposeNewDate)(rep, task.id, later, f"{mark}: ждём", version=version)
    draft = (await find(ReadLine)(rep, f"{mark} черновик завтра", is_task=True)).task
    assert draft is not None
    return {
        "task": task.id,
        "draft": draft.id,
        "other_task": made[1].id,
        "comment": await company.value(
            f"SELECT max(id) FROM task_comments WHERE task_id = {task.id}"
        ),
        "time": logged.id,
        "task_date": proposal.id,
        "project": project.id,
    }


ROWS = """
date: INSERT INTO personal_dates (client_id, kind, month, day, noted_at)
      VALUES ({client}, 'company', 11, 18, now())
greeting: INSERT INTO greetings (client_id, personal_date_id, occasion, occasion_on, due_on,
                                 overdue_at, charge, responsible_id)
      VALUES ({client}, {date}, 'company', '2026-11-18', '2026-11-18', '2026-11-20', 'owner', {rep})
risk: INSERT INTO risks (client_id, keys, signs, responsible_id, asked_id, opened_at)
      VALUES ({client}, '{{silent}}', '[]', {lead}, {lead}, now())
visit: INSERT INTO visits (client_id, visitor_id, booked_by, booked_at, starts_at, ends_at,
                           held_until, agreed)
      VALUES ({client}, {rep}, {rep}, now(), '2026-11-20 09:00+03', '2026-11-20 10:00+03',
              '2026-11-20 10:30+03', '{mark}: показать')
absence: INSERT INTO absences (person_id, starts_on, ends_on, deputy_id)
      VALUES ({rep}, '2026-11-20', '2026-11-22', {lead})
sellers: INSERT INTO seller_pairs (caller_id, visitor_id, made_at)
      VALUES ({rep}, {partner}, now())
cycle: INSERT INTO cycles (pair_id, number, starts_on, ends_on, planned_for, working_days)
      VALUES ({sellers}, 1, '2026-11-16', '2026-12-27', '2026-11-18', 30)
call: INSERT INTO planned_calls (cycle_id, client_id, planned_on, place)
      VALUES ({cycle}, {client}, '2026-11-18', 1)
duplicates: INSERT INTO duplicate_pairs (one_id, other_id, likeness, score, found_at)
      VALUES ({client}, {twin}, 0.9, 90, now())
merged: INSERT INTO clients (name, name_key, branch_id, owner_id, segment, merged_into_id,
                             created_at)
      VALUES ('{mark}-прежний', '{mark}', {branch}, {rep}, 'prospect', {client}, now())
merge: INSERT INTO client_merges (loser_id, survivor_id, merged_by, merged_at, was, became)
      VALUES ({merged}, {client}, {lead}, now(), '{{}}', '{{}}')
segment_change: INSERT INTO segment_changes (client_id, was, segment, at)
      VALUES ({client}, 'prospect', 'vip', now())
move: INSERT INTO cadence_moves (client_id, asked_by, asked_at, counted_from, from_on, until_on,
                                 reason, approver_id, expires_at, climbs_left)
      VALUES ({client}, {rep}, now(), '2026-11-18', '2026-12-02', '2026-12-09', '{mark}: позже',
              {lead}, '2026-11-20', 1)
handover: INSERT INTO handovers (reason, status, person_id, by_id, record_id, receiver_id, made_at)
      VALUES ('client', 'proposed', {rep}, {rep}, {client}, {partner}, now())
notice: INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                            dedupe_key, status, held_until)
      VALUES ({rep}, 'offer_follow_up', 'offer', {offer}, 'batch', now(), now(), '{mark}', 'held',
              '2027-01-01')
binding: INSERT INTO group_digests (chat_id, group_title, bound_by, bound_at)
      VALUES (-{client}, '{mark}-группа', {lead}, now())
import_run: INSERT INTO import_runs (person_id, chat_id, created_at, updated_at)
      VALUES ({rep}, 1, now(), now())
report_run: INSERT INTO report_runs (person_id, chat_id, report, filter, file, created_at,
                                     claimed_until, every)
      VALUES ({rep}, 1, 'deals', '{{"whose": "person", "whose_id": {rep}, "days": "ever"}}', 'xlsx',
              now(), '2027-01-01', 'day')
selection: INSERT INTO report_selections (person_id, name, name_key, filter, created_at)
      VALUES ({rep}, '{mark}-выборка', '{mark}',
              '{{"whose": "person", "whose_id": {rep}, "days": "ever"}}', now())
plan: INSERT INTO plans (month, whose, person_id, planned, amount, currency)
      VALUES ('2026-11-01', 'person', {rep}, 'won_value', {amount}, 'RUB')
plan_proposal: INSERT INTO plan_proposals (kind, made_by, made_at, currency, changes)
      VALUES ('file', {lead}, now(), 'RUB',
              '[["2026-11-01", "person", {rep}, "won_value", null, 0, "{amount}"]]')
rulebook_proposal: INSERT INTO rulebook_proposals (source_text, based_on, proposed_by, proposed_at)
      VALUES ('{mark}', 1, {lead}, now())
"""


async def _rows(connection: AsyncConnection, known: dict[str, Any]) -> dict[str, int]:
    """What takes many steps in the chat, as it stands in the tables."""
    made: dict[str, int] = {}
    for name, sql in _named(ROWS.strip()):
        added = await connection.exec_driver_sql(f"{sql.format(**known, **made)} RETURNING id")
        made[name] = added.scalar_one()
    inner = {"cycle", "merged", "plan"}
    return {name: id_ for name, id_ in made.items() if name not in inner}


def _named(statements: str) -> list[tuple[str, str]]:
    """Pairs of a name and a statement: a line that does not begin with a space begins one."""
    found: list[tuple[str, str]] = []
    for line in statements.splitlines():
        if line.startswith(" "):
            name, sql = found[-1]
            found[-1] = (name, f"{sql} {line.strip()}")
        else:
            name, _, sql = line.partition(": ")
            found.append((name, sql))
    return found


@dataclass
class Matrix:
    """The company, its records, and who asks for them."""

    company: Company
    foreign: Ids
    own: Ids
    askers: dict[str, Chatter]


async def _hire(company: Company) -> None:
    """Who is no part of the usual company; ``lowered`` led the branch, ``dismissed`` the team."""
    manager = company.people["manager"]
    for part, name, role, boss in (
        ("other_lead", "Роман Гусев", Role.LEAD, manager),
        ("outsider", "Глеб Клиентов", Role.CLIENT, None),
        ("lowered", "Нина Белова", Role.MANAGER, company.people["director"]),
        ("dismissed", "Артём Зуев", Role.LEAD, manager),
    ):
        company.people[part] = await company.given_person(name, role, boss=boss)
    async with company.engine.begin() as connection:
        for persona in CAST:
            person = company.people[persona.key]
            await connection.exec_driver_sql(
                f"UPDATE people SET telegram_id = {persona.user_id}, joined_at = now(),"
                f" language = 'ru' WHERE id = {person.id}"
            )


@asynccontextmanager
async def on_matrix_stage(database_url: str) -> AsyncIterator[Matrix]:
    async with on_stage(database_url, more=CAST) as company:
        await _hire(company)
        await company.given_joined("other_rep")
        foreign = await given_records(
            company, owner="rep", boss="lead", mark=MARK, amount=SUM, phone=PHONE,
            first=FOREIGN_IDS,
        )  # fmt: skip
        own = await given_records(
            company, owner="other_rep", boss="other_manager", mark=OWN_MARK, amount=OWN_SUM,
            phone=OWN_PHONE, first=OWN_IDS,
        )  # fmt: skip
        async with AsyncExitStack() as stack:
            parts = ("client", "other_rep", *(persona.key for persona in CAST))
            askers = {part: Chatter(company.origin, part) for part in parts}
            for chatter in askers.values():
                await stack.enter_async_context(chatter)
                await chatter.starts()
            await company.rep.waits_for_idle_bot()
            await _settle(company)
            await _lower(company)
            yield Matrix(company, foreign, own, askers)


async def _settle(company: Company) -> None:
    """What the records have to tell is told: no notice comes between one tap and the next."""
    await company.rep.waits_for_idle_bot()
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            "UPDATE ledger SET status = 'dropped', held_until = NULL, settled_at = now()"
            " WHERE status IN ('due', 'held') AND kind <> 'offer_follow_up'"
        )


async def _lower(company: Company) -> None:
    """Who led the branch sells elsewhere now, who led the team has left, and who stood in for its
    manager does so no more.
    """
    siberia = company.people["other_rep"].branch_id
    ids = {part: person.id for part, person in company.people.items()}
    async with company.engine.begin() as connection:
        for change in (
            f"UPDATE people SET role = 'rep', branch_id = {siberia} WHERE id = {ids['lowered']}",
            f"UPDATE people SET is_active = false WHERE id = {ids['dismissed']}",
            "INSERT INTO absences (person_id, starts_on, ends_on, deputy_id)"
            f" VALUES ({ids['manager']}, '2026-11-10', '2026-11-17', {ids['other_lead']})",
        ):
            await connection.exec_driver_sql(change)
