"""A company on a stage: the real program, real Postgres, a stand-in for Telegram, and its people.

    async def test_…(company):
        client = await company.given_client("ООО «Ромашка»")
        await company.rep.sends("/day")
        await company.rep.sees("ваш день")

The clock stands at Wednesday 18 November 2026, 10:00 in Moscow, and runs. Иван Петров is a rep,
Ольга Смирнова his team lead, Сергей Волков their manager; Вера Соколова sells in another branch.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from aiogram import Bot
from dishka import Container
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.composition.playground import TOKEN, stage
from bot.composition.program import Program, make_bot
from bot.composition.wiring import wire
from bot.delivery.throttle import NoLimits
from bot.playground.clock import MovableClock
from bot.playground.demo import PERSONAS
from bot.playground.personas import Persona
from domain.amounts import TypedAmount
from domain.clients.model import Client
from domain.clients.typed_line import TypedClient
from domain.clients.use_cases import CreateClient
from domain.clock import utc_now
from domain.deals.model import Deal, Offer
from domain.deals.offer_sending import SendOffer
from domain.deals.use_cases import CreateDeal
from domain.desk import Desk
from domain.kpi.closing import CloseKpiPeriods
from domain.org.model import Absence, Actor, Branch, Person, PersonId, Role
from domain.org.ports import Actors
from domain.rulebook.use_cases import InstallDefaultRulebook
from storage.engine import make_engine
from tests.person import Person as Chatter
from tests.postgres_fixtures import as_program

WEDNESDAY_TEN = datetime(2026, 11, 18, 7, 0, tzinfo=UTC)
OTHER_REP = Persona("other_rep", 7011, "Вера", "rep", "Соколова")
GUEST = Persona("guest", 7012, "Gleb", "client", language="en")
USERNAME_OF = {persona.key: persona.username or None for persona in PERSONAS}
TELEGRAM_OF = {persona.key: persona.user_id for persona in (*PERSONAS, OTHER_REP, GUEST)}
BEGINNERS = tuple(persona.key for persona in PERSONAS)
"""Who has pressed Start when a test begins; the other rep and the guest never did."""
JUST_BEFORE = timedelta(minutes=1)
STAGE_FOLDER = "naparnik-stage-"
JOURNAL = "journal.jsonl"
"""Of what was said before a test begins. It is kept as the comment of the database's schema, where
it is copied with the rest.
"""
CHART: tuple[tuple[str, str, Role, str, str | None], ...] = (
    ("director", "Елена Орлова", Role.DIRECTOR, "group", None),
    ("administrator", "Мария Лебедева", Role.ADMINISTRATOR, "group", "director"),
    ("manager", "Сергей Волков", Role.MANAGER, "moscow", "director"),
    ("lead", "Ольга Смирнова", Role.LEAD, "moscow", "manager"),
    ("rep", "Иван Петров", Role.REP, "moscow", "lead"),
    ("other_manager", "Павел Зимин", Role.MANAGER, "siberia", "director"),
    ("other_rep", "Вера Соколова", Role.REP, "siberia", "other_manager"),
)
"""Part, name, role, branch, and whose report they are."""


class Company:
    """People by name of their part, and short ways to what a test begins with."""

    def __init__(
        self,
        origin: str,
        clock: MovableClock,
        container: Container,
        people: dict[str, Person],
        program: Program,
    ) -> None:
        self.origin = origin
        self.program = program
        self.clock = clock
        self.container = container
        self.people = people
        self.engine = container.get(AsyncEngine)
        self.rep = Chatter(origin, "rep")
        self.lead = Chatter(origin, "lead")
        self.manager = Chatter(origin, "manager")
        self.director = Chatter(origin, "director")
        self.administrator = Chatter(origin, "administrator")
        self.client = Chatter(origin, "client")
        self.other_rep = Chatter(origin, "other_rep")
        self.guest = Chatter(origin, "guest")
        self.bot: Bot = make_bot(TOKEN, origin, NoLimits())
        """Another hand on the same bot, to ask Telegram what it has."""

    async def actor(self, part: str = "rep") -> Actor:
        person = self.people[part]
        actors: Actors = self.container.get(Actors)
        return await actors.get(person.id, now=self.clock())

    async def person(self, part: str) -> Person:
        """As they are now."""
        async with self.container.get(Desk).begin() as uow:
            return await uow.people.get(self.people[part].id)

    async def given_client(
        self,
        name: str = "ООО «Ромашка»",
        phone: str | None = "+79161234567",
        owner: str = "rep",
        contact: str | None = None,
    ) -> Client:
        create_client = self.container.get(CreateClient)
        typed = TypedClient(name=name, phone=phone, contact_name=contact)
        return await create_client(await self.actor(owner), typed, in_spite_of_twins=True)

    async def given_deal(
        self, client: Client | None = None, amount: int | None = 120_000, owner: str = "rep"
    ) -> Deal:
        client = client or await self.given_client(owner=owner)
        typed = None if amount is None else TypedAmount(Decimal(amount), None)
        create_deal = self.container.get(CreateDeal)
        return await create_deal(await self.actor(owner), client.id, amount=typed)

    async def given_offer(
        self, deal: Deal | None = None, amount: int = 120_000, owner: str = "rep"
    ) -> Offer:
        deal = deal or await self.given_deal(owner=owner)
        send_offer = self.container.get(SendOffer)
        return await send_offer(
            await self.actor(owner), deal.id, TypedAmount(Decimal(amount), None)
        )

    async def given_branch(self, name: str, zone: str = "Europe/Moscow") -> Branch:
        """One more below the group."""
        group = self.people["director"].branch_id
        async with self.container.get(Desk).begin() as uow:
            branch = await uow.branches.add(name=name, parent_id=group, country="RU", zone=zone)
            await uow.branches.rebuild_tree()
            await uow.commit()
        return branch

    async def given_person(
        self,
        name: str = "Анна Серова",
        role: Role = Role.REP,
        *,
        branch: Branch | None = None,
        boss: Person | None = None,
    ) -> Person:
        """One more, who has not come to the chat; of the rep's branch where nothing is said."""
        async with self.container.get(Desk).begin() as uow:
            person = await uow.people.add(
                Person(
                    id=PersonId(0),
                    name=name,
                    role=role,
                    branch_id=branch.id if branch else self.people["rep"].branch_id,
                    boss_id=boss.id if boss else None,
                )
            )
            await uow.people.rebuild_reporting()
            await uow.commit()
        return person

    async def given_joined(self, part: str) -> Chatter:
        """A colleague of the chart comes to the chat."""
        async with self.container.get(Desk).begin() as uow:
            person = await uow.people.get(self.people[part].id)
            joined = replace(person, telegram_id=TELEGRAM_OF[part], joined_at=self.clock())
            await uow.people.save(joined)
            await uow.commit()
        chatter: Chatter = getattr(self, part)
        return chatter

    async def given_absence(
        self, person: Person, deputy: Person, first: date, last: date
    ) -> Absence:
        absence = Absence(person.id, first, last, deputy.id)
        async with self.container.get(Desk).begin() as uow:
            absence_id = await uow.absences.add(absence)
            await uow.commit()
        return replace(absence, id=absence_id)

    async def told(self) -> list[tuple[int, str]]:
        """Recipient and kind of every notice, in the order in which they were added."""
        rows = await self.rows("SELECT recipient_id, kind FROM ledger ORDER BY id")
        return [(row.recipient_id, row.kind) for row in rows]

    async def rows(self, sql: str) -> Sequence[Any]:
        async with self.engine.connect() as connection:
            return (await connection.execute(text(sql))).all()

    async def value(self, sql: str) -> Any:
        return (await self.rows(sql))[0][0]

    async def waits(self, **span: float) -> None:
        """Let the clock run on; what comes due is told by the time this returns."""
        await self.rep.moves_clock(self.clock() + timedelta(**span))

    async def waits_until(self, moment: datetime) -> None:
        await self.rep.moves_clock(moment)

    async def leaves(self) -> None:
        for chatter in vars(self).values():
            if isinstance(chatter, Chatter):
                await chatter.leaves()
        await self.bot.session.close()


async def hire(database_url: str) -> None:
    """The rulebook and the people, into an empty database. Their October and the quarter before it
    are closed: the first tick of the clock would spend as much on that as on all the rest.
    """
    engine = make_engine(database_url, pool_size=1)
    try:
        container = wire(engine, _clock(WEDNESDAY_TEN - JUST_BEFORE))
        await container.get(InstallDefaultRulebook)()
        await _hire(container)
        await container.get(CloseKpiPeriods)()
    finally:
        await engine.dispose()


async def staff(database_url: str) -> None:
    """What every stage begins with, into an empty database: those whom ``hire`` has made, and what
    was said when the beginners pressed Start.
    """
    await hire(database_url)
    with tempfile.TemporaryDirectory(prefix=STAGE_FOLDER) as folder:
        clock = _clock(WEDNESDAY_TEN - JUST_BEFORE)
        async with _staged(database_url, clock, Path(folder)) as company:
            await asyncio.gather(*(getattr(company, part).starts() for part in BEGINNERS))
            await company.rep.waits_for_idle_bot()
            chats = (Path(folder) / JOURNAL).read_text()
    quoted = chats.replace("'", "''")
    engine = make_engine(database_url, pool_size=1)
    try:
        async with engine.begin() as connection:
            await connection.exec_driver_sql(f"COMMENT ON SCHEMA public IS '{quoted}'")
    finally:
        await engine.dispose()


async def _hire(container: Container) -> None:
    people: dict[str, Person] = {}
    async with container.get(Desk).begin() as uow:
        add = uow.branches.add
        group = await add(name="Группа", parent_id=None, country="RU", zone="Europe/Moscow")
        branches = {"group": group.id}
        for key, name, zone in (
            ("moscow", "Москва", "Europe/Moscow"),
            ("siberia", "Новосибирск", "Asia/Novosibirsk"),
        ):
            city = await add(name=name, parent_id=group.id, country="RU", zone=zone)
            branches[key] = city.id
        await uow.branches.rebuild_tree()
        for part, name, role, branch, boss in CHART:
            telegram_id = TELEGRAM_OF[part] if part in BEGINNERS else None
            people[part] = await uow.people.add(
                Person(
                    id=PersonId(0),
                    name=name,
                    role=role,
                    branch_id=branches[branch],
                    boss_id=people[boss].id if boss else None,
                    telegram_id=telegram_id,
                    telegram_username=USERNAME_OF.get(part),
                    telegram_language="ru" if telegram_id else None,
                    joined_at=utc_now() if telegram_id else None,
                )
            )
        await uow.people.rebuild_reporting()
        await uow.commit()


async def _people(container: Container) -> dict[str, Person]:
    async with container.get(Desk).begin() as uow:
        by_name = {person.name: person for person in await uow.people.with_role(tuple(Role))}
    return {part: by_name[name] for part, name, *_ in CHART}


def _clock(moment: datetime) -> MovableClock:
    clock = MovableClock()
    clock.move_to(moment, force=True)
    return clock


async def _settled(program: Program) -> None:
    """A start sets menus and looks what is due, beside all else; no test is to meet that."""
    await asyncio.sleep(0)  # the sender takes its first step
    await program.sender.drain()
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "menus"))


@asynccontextmanager
async def on_stage(database_url: str, *, more: Sequence[Persona] = ()) -> AsyncIterator[Company]:
    """The database is one that ``staff`` has filled; ``more`` can be played besides the usual."""
    with tempfile.TemporaryDirectory(prefix=STAGE_FOLDER) as folder:
        clock = _clock(WEDNESDAY_TEN)
        async with _staged(database_url, clock, Path(folder), more) as company:
            yield company


@asynccontextmanager
async def _staged(
    database_url: str, clock: MovableClock, folder: Path, more: Sequence[Persona] = ()
) -> AsyncIterator[Company]:
    async with AsyncExitStack() as stack:
        engine = make_engine(database_url, pool_size=2)
        stack.push_async_callback(engine.dispose)
        container = wire(engine, clock)
        people = await _people(container)
        async with engine.connect() as connection:
            chats = await connection.scalar(text("SELECT obj_description('public'::regnamespace)"))
        (folder / JOURNAL).write_text(chats or "")
        programs: list[Program] = []

        async def note(program: Program) -> None:
            programs.append(program)
            await _settled(program)

        origin = await stack.enter_async_context(
            stage(
                as_program(database_url),
                clock,
                personas=(*PERSONAS, OTHER_REP, GUEST, *more),
                folder=folder,
                pool_size=8,
                once_started=note,
            )
        )
        company = Company(origin, clock, container, people, programs[0])
        stack.push_async_callback(company.leaves)
        yield company
