"""A company on a stage: the real program, real Postgres, a stand-in for Telegram, and its people.

    async def test_…(company):
        client = await company.given_client("ООО «Ромашка»")
        await company.rep.sends("/day")
        await company.rep.sees("ваш день")

The clock stands at Wednesday 18 November 2026, 10:00 in Moscow, and runs. Иван Петров is a rep,
Ольга Смирнова his team lead, Сергей Волков their manager; Вера Соколова sells in another branch.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from dishka import Container

from bot.composition.playground import stage
from bot.composition.wiring import wire
from bot.playground.clock import MovableClock
from bot.playground.demo import PERSONAS
from domain.amounts import TypedAmount
from domain.clients.model import Client
from domain.clients.typed_line import TypedClient
from domain.clients.use_cases import CreateClient
from domain.clock import utc_now
from domain.deals.desk import Desk
from domain.deals.model import Deal, Offer
from domain.deals.offer_use_cases import SendOffer
from domain.deals.use_cases import CreateDeal
from domain.org.model import Actor, Person, PersonId, Role
from domain.org.ports import Actors
from domain.rulebook.use_cases import InstallDefaultRulebook
from storage.engine import make_engine
from tests.person import Person as Chatter

WEDNESDAY_TEN = datetime(2026, 11, 18, 7, 0, tzinfo=UTC)
TELEGRAM_OF = {persona.key: persona.user_id for persona in PERSONAS}


class Company:
    """People by name of their part, and short ways to what a test begins with."""

    def __init__(self, origin: str, clock: MovableClock, container: Container) -> None:
        self.origin = origin
        self.clock = clock
        self.container = container
        self.people: dict[str, Person] = {}
        self.rep = Chatter(origin, "rep")
        self.lead = Chatter(origin, "lead")
        self.manager = Chatter(origin, "manager")
        self.director = Chatter(origin, "director")
        self.administrator = Chatter(origin, "administrator")
        self.client = Chatter(origin, "client")

    async def actor(self, part: str = "rep") -> Actor:
        person = self.people[part]
        return await self.container.get(Actors).get(person.id, now=self.clock())

    async def given_client(
        self, name: str = "ООО «Ромашка»", phone: str | None = "+79161234567", owner: str = "rep"
    ) -> Client:
        create_client = self.container.get(CreateClient)
        typed = TypedClient(name=name, phone=phone)
        return await create_client(await self.actor(owner), typed, in_spite_of_twins=True)

    async def given_deal(
        self, client: Client | None = None, amount: int | None = 120_000, owner: str = "rep"
    ) -> Deal:
        client = client or await self.given_client(owner=owner)
        typed = None if amount is None else TypedAmount(Decimal(amount), None)
        create_deal = self.container.get(CreateDeal)
        return await create_deal(await self.actor(owner), client.id, amount=typed)

    async def given_offer(self, deal: Deal | None = None, amount: int = 120_000) -> Offer:
        deal = deal or await self.given_deal()
        send_offer = self.container.get(SendOffer)
        return await send_offer(await self.actor(), deal.id, TypedAmount(Decimal(amount), None))

    async def waits(self, **span: float) -> None:
        """Let the clock run on; what comes due is told by the time this returns."""
        await self.rep.moves_clock(self.clock() + timedelta(**span))

    async def waits_until(self, moment: datetime) -> None:
        await self.rep.moves_clock(moment)


async def hire(container: Container) -> dict[str, Person]:
    """The small company that every stage begins with."""
    chart: tuple[tuple[str, str, Role, str, str | None], ...] = (
        ("director", "Елена Орлова", Role.DIRECTOR, "group", None),
        ("administrator", "Мария Лебедева", Role.ADMINISTRATOR, "group", "director"),
        ("manager", "Сергей Волков", Role.MANAGER, "moscow", "director"),
        ("lead", "Ольга Смирнова", Role.LEAD, "moscow", "manager"),
        ("rep", "Иван Петров", Role.REP, "moscow", "lead"),
        ("other_manager", "Павел Зимин", Role.MANAGER, "siberia", "director"),
        ("other_rep", "Вера Соколова", Role.REP, "siberia", "other_manager"),
    )
    people: dict[str, Person] = {}
    async with container.get(Desk).begin() as uow:
        add = uow.branches.add
        group = await add(name="Группа", parent_id=None, country="RU", zone="Europe/Moscow")
        branches = {"group": group.id}
        for key, name, zone in (
            ("moscow", "Москва", "Europe/Moscow"),
            ("siberia", "Новосибирск", "Asia/Novosibirsk"),
        ):
            branch = await add(name=name, parent_id=group.id, country="RU", zone=zone)
            branches[key] = branch.id
        await uow.branches.rebuild_tree()
        for part, name, role, branch, boss in chart:
            telegram_id = TELEGRAM_OF.get(part)
            people[part] = await uow.people.add(
                Person(
                    id=PersonId(0),
                    name=name,
                    role=role,
                    branch_id=branches[branch],
                    boss_id=people[boss].id if boss else None,
                    telegram_id=telegram_id,
                    telegram_language="ru" if telegram_id else None,
                    joined_at=utc_now() if telegram_id else None,
                )
            )
        await uow.people.rebuild_reporting()
        await uow.commit()
    return people


@asynccontextmanager
async def on_stage(database_url: str) -> AsyncIterator[Company]:
    clock = MovableClock()
    clock.move_to(WEDNESDAY_TEN, force=True)
    engine = make_engine(database_url, pool_size=2)
    container = wire(engine, clock)
    await container.get(InstallDefaultRulebook)()
    people = await hire(container)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(engine.dispose)
        origin = await stack.enter_async_context(stage(database_url, clock, pool_size=8))
        company = Company(origin, clock, container)
        company.people = people
        for chatter in vars(company).values():
            if isinstance(chatter, Chatter):
                stack.push_async_callback(chatter.leaves)
        for part in TELEGRAM_OF:
            await getattr(company, part).starts()
        await company.rep.waits_for_idle_bot()
        yield company
