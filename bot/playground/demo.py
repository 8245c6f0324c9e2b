"""The demo company: branches, people, clients, deals, offers and tasks with two months behind them.

Everything is made by the same use cases that people use, on a clock that is led through the past,
so that every history, reminder and figure is as it would have become by itself.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bot.playground.demo_cadences import DemoCadences
from bot.playground.demo_cycles import DemoCycles
from bot.playground.demo_plans import DemoPlans
from bot.playground.demo_products import DemoProducts
from bot.playground.demo_requests import DemoRequests
from bot.playground.demo_risks import DemoRisks
from bot.playground.demo_tasks import DemoTasks
from bot.playground.demo_visits import DemoVisits
from bot.playground.led_clock import LedClock
from bot.playground.personas import Persona
from domain.amounts import TypedAmount
from domain.clients.model import ClientId
from domain.clients.typed_line import TypedClient
from domain.clients.use_cases import CreateClient
from domain.deals.model import Deal, Offer
from domain.deals.offer_answers import AcceptOffer
from domain.deals.offer_sending import SendOffer
from domain.deals.use_cases import (
    ChangeDeal,
    CreateDeal,
    LoseDeal,
    MoveDeal,
    PlanNextStep,
    TickItem,
    WinDeal,
)
from domain.org.model import Actor, BranchId, Person, PersonId, Role
from domain.org.ports import Actors
from domain.rulebook.model import Rulebook
from domain.unit_of_work import Begin

SEED = 7
HISTORY_DAYS = 60
SHARE_OPEN = 0.8
SHARE_WON = 0.6
OFFER_STAGE = 2
"""Moves from the first stage to the offer."""
SCENES = (
    ("Кафе «Встреча»", "+79165550101", 340_000, 6),
    ("ООО «Новый офис»", "+79165550202", 180_000, 2),
)
"""Client, phone, amount, and how many days ago the offer was sent."""
REGIONS = (
    ("Центр", (("Москва", "Europe/Moscow"), ("Казань", "Europe/Moscow"))),
    ("Сибирь", (("Новосибирск", "Asia/Novosibirsk"),)),
)
STEPS = (
    "Позвонить и уточнить сроки",
    "Согласовать договор",
    "Отправить расчёт",
    "Встреча на объекте",
)
CLIENT_NAMES = (
    "ООО «Ромашка»",
    "АО «Северный ветер»",
    "ООО «Тёплый дом»",
    "Кафе «Облако»",
    "ООО «Ледник»",
    "Отель «Берег»",
    "ИП Сафин",
    "ООО «Мегаполис»",
    "Школа № 12",
    "ООО «Формат»",
    "Клиника «Доктор рядом»",
    "ООО «Горизонт»",
    "Фитнес-клуб «Ритм»",
    "ООО «Лютик и Ко»",
    "ТЦ «Парус»",
    "ООО «Сибтехника»",
    "Пекарня «Каравай»",
    "ООО «Вектор»",
    "Аптека «Ромашка плюс»",
    "ООО «Магистраль»",
)
GOODS = ("Сплит-системы", "Вентиляция офиса", "Монтаж под ключ", "Сервис на год", "Чиллер")
CONTACTS = ("Анна Сергеева", "Олег Ким", "Марина Ильина", "Рустам Галиев", "Пётр Лапин")


@dataclass(frozen=True, slots=True)
class Hire:
    """A person of the chart; branch, boss and department by name; ``persona``: who plays them."""

    name: str
    role: Role
    branch: str
    boss: str = ""
    persona: str = ""
    department: str = ""


COMPANY_NAME = "Климат-Сервис"
SALES = "Продажи"
STAFF = (
    Hire("Елена Орлова", Role.DIRECTOR, "", persona="director"),
    Hire("Мария Лебедева", Role.ADMINISTRATOR, "", "Елена Орлова", "administrator"),
    Hire("Сергей Волков", Role.MANAGER, "Центр", "Елена Орлова", "manager"),
    Hire("Ольга Смирнова", Role.LEAD, "Москва", "Сергей Волков", "lead", SALES),
    Hire("Иван Петров", Role.REP, "Москва", "Ольга Смирнова", "rep", SALES),
    Hire("Дмитрий Фёдоров", Role.REP, "Москва", "Ольга Смирнова", department=SALES),
    Hire("Айгуль Каримова", Role.REP, "Казань", "Сергей Волков", department=SALES),
    Hire("Павел Зимин", Role.MANAGER, "Сибирь", "Елена Орлова"),
    Hire("Вера Соколова", Role.REP, "Новосибирск", "Павел Зимин", department=SALES),
    Hire("Нина Белова", Role.REP, "Центр", "Сергей Волков", department="Маркетинг"),
    Hire("Артём Зуев", Role.REP, "Центр", "Сергей Волков", department="Дизайн"),
    Hire("Лариса Котова", Role.REP, "Центр", "Сергей Волков", department="Логистика"),
)

PERSONAS = (
    Persona("rep", 7001, "Иван", "rep", "Петров", username="petrov", phone="+79160000001"),
    Persona("lead", 7002, "Ольга", "lead", "Смирнова", username="smirnova", phone="+79160000002"),
    Persona("manager", 7003, "Сергей", "manager", "Волков", username="volkov"),
    Persona("director", 7004, "Елена", "director", "Орлова", username="orlova"),
    Persona("client", 7005, "Анна", "client", "Сергеева", phone="+79031112233"),
    Persona("administrator", 7006, "Мария", "administrator", "Лебедева", username="lebedeva"),
)
"""Who can be played; the client is nobody in the company."""


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """Makes the company once; ``clock`` is the one that the use cases were wired with."""

    begin: Begin
    clock: LedClock
    actors: Actors
    create_client: CreateClient
    create_deal: CreateDeal
    change_deal: ChangeDeal
    tick_item: TickItem
    move_deal: MoveDeal
    plan_next_step: PlanNextStep
    win_deal: WinDeal
    lose_deal: LoseDeal
    send_offer: SendOffer
    accept_offer: AcceptOffer
    cadences: DemoCadences
    cycles: DemoCycles
    tasks: DemoTasks
    plans: DemoPlans
    products: DemoProducts
    requests: DemoRequests
    risks: DemoRisks
    visits: DemoVisits

    async def make(self, now: datetime) -> None:
        """Everything up to ``now``."""
        self.clock.now = now - timedelta(days=HISTORY_DAYS + 1)
        sellers = await self._hire()
        chance = random.Random(SEED)  # noqa: S311 - the same company every time, no secret
        for place, name in enumerate(CLIENT_NAMES):
            seller = sellers[place % len(sellers)]
            await self._serve_client(seller, name, place, chance, now)
        staged = await self._stage_scenes(sellers[0], now)
        await self.cadences.make(now, sellers)
        await self.cycles.make(now, sellers)
        await self.plans.make(now)
        await self.products.make(now)
        await self.requests.make(now)
        await self.risks.make(now)
        await self.visits.make(now, sellers)
        await self.tasks.make(now, staged)

    async def _hire(self) -> list[Person]:
        """The company's chart; the sellers, the persona among them first."""
        at = self.clock.now
        async with self.begin() as uow:
            group = await uow.branches.add(
                name=COMPANY_NAME, parent_id=None, country="RU", zone="Europe/Moscow"
            )
            branches: dict[str, BranchId] = {"": group.id}
            for region, cities in REGIONS:
                zone = cities[0][1]
                made = await uow.branches.add(
                    name=region, parent_id=group.id, country="RU", zone=zone
                )
                branches[region] = made.id
                for city, city_zone in cities:
                    place = await uow.branches.add(
                        name=city, parent_id=made.id, country="RU", zone=city_zone
                    )
                    branches[city] = place.id
            await uow.branches.rebuild_tree()
            named = dict.fromkeys(hire.department for hire in STAFF if hire.department)
            departments = {name: (await uow.people.add_department(name)).id for name in named}
            people: dict[str, Person] = {}
            by_key = {persona.key: persona for persona in PERSONAS}
            for hire in STAFF:
                persona = by_key.get(hire.persona)
                boss = people[hire.boss].id if hire.boss else None
                people[hire.name] = await uow.people.add(
                    Person(
                        id=PersonId(0),
                        name=hire.name,
                        role=hire.role,
                        branch_id=branches[hire.branch],
                        boss_id=boss,
                        department_id=departments.get(hire.department),
                        external_key=f"demo:{hire.persona or hire.name}",
                        telegram_id=persona.user_id if persona else None,
                        telegram_username=persona.username or None if persona else None,
                        telegram_language=persona.language if persona else None,
                        joined_at=at,
                        phone=persona.phone or None if persona else None,
                    )
                )
            await uow.people.rebuild_reporting()
            await uow.commit()
        return [
            people[hire.name]
            for hire in STAFF
            if hire.role is Role.REP and hire.department == SALES
        ]

    async def _serve_client(
        self, seller: Person, name: str, place: int, chance: random.Random, now: datetime
    ) -> None:
        met = now - timedelta(days=HISTORY_DAYS, minutes=-place)
        actor = await self._at(met, seller)
        phone = f"+7916{place:02d}55{chance.randint(100, 999)}"
        typed = TypedClient(name=name, phone=phone, contact_name=chance.choice(CONTACTS))
        client = await self.create_client(actor, typed, in_spite_of_twins=True)
        for _ in range(chance.choice((1, 1, 2))):
            await self._close_deal(seller, client.id, chance, now)
        if chance.random() < SHARE_OPEN:
            await self._open_deal(seller, client.id, chance, now)

    async def _close_deal(
        self, seller: Person, client_id: ClientId, chance: random.Random, now: datetime
    ) -> None:
        """A deal of the past two months, won or lost."""
        moment = now - timedelta(days=chance.randint(25, HISTORY_DAYS - 1))
        deal = await self._begin(seller, client_id, chance, moment)
        for _ in range(chance.choice((1, 2, 3, 4))):
            moment += timedelta(days=chance.randint(1, 4), hours=chance.randint(0, 6))
            deal = await self._advance(await self._at(moment, seller), deal)
            if deal.stage == "offer":
                offer = await self._offer(seller, deal, chance, moment)
                moment += timedelta(days=chance.randint(1, 4))
                actor = await self._at(moment, seller)
                await self.accept_offer(actor, offer.id, version=offer.version)
        moment += timedelta(days=chance.randint(0, 3), hours=1)
        actor = await self._at(moment, seller)
        if chance.random() < SHARE_WON:
            deal = await self._tick_required(actor, deal)
            await self.win_deal(actor, deal.id, version=deal.version)
        else:
            reason = chance.choice(("price", "competitor", "timing"))
            await self.lose_deal(actor, deal.id, reason, version=deal.version)

    async def _open_deal(
        self, seller: Person, client_id: ClientId, chance: random.Random, now: datetime
    ) -> None:
        """A deal under way: begun lately, with a next step, now and then behind its time."""
        stages = chance.choice((0, 1, 2, 2, 3, 4))
        moment = now - timedelta(days=stages + chance.randint(1, 3), hours=-3)
        deal = await self._begin(seller, client_id, chance, moment)
        for _ in range(stages):
            moment += timedelta(days=1, minutes=chance.randint(1, 90))
            deal = await self._advance(await self._at(min(moment, now), seller), deal)
            if deal.stage == "offer":
                offer = await self._offer(seller, deal, chance, min(moment, now))
        if stages > OFFER_STAGE:  # past the offer: its answer is known
            actor = await self._at(min(moment, now), seller)
            await self.accept_offer(actor, offer.id, version=offer.version)
        actor = await self._at(min(moment + timedelta(minutes=5), now), seller)
        when = chance.choice(("завтра", "через 2 дня", "через 3 дня", "через неделю"))
        await self.plan_next_step(actor, deal.id, chance.choice(STEPS), when)
        closes_on = (now + timedelta(days=chance.randint(5, 75))).date()
        await self.change_deal(actor, deal.id, closes_on=closes_on)

    async def _stage_scenes(self, rep: Person, now: datetime) -> list[Deal]:
        """What the newcomer meets first: an offer that nobody asked about, and one due tomorrow."""
        staged = []
        for name, phone, amount, sent_days_ago in SCENES:
            met = now - timedelta(days=sent_days_ago + 2)
            typed = TypedClient(name=name, phone=phone, contact_name="Пётр Лапин")
            client = await self.create_client(
                await self._at(met, rep), typed, in_spite_of_twins=True
            )
            actor = await self._at(met + timedelta(hours=1), rep)
            price = TypedAmount(Decimal(amount), None)
            deal = await self.create_deal(actor, client.id, title="Кондиционеры", amount=price)
            for hours in (4, 26):
                actor = await self._at(met + timedelta(hours=hours), rep)
                deal = await self._advance(actor, deal)
            actor = await self._at(now - timedelta(days=sent_days_ago), rep)
            await self.send_offer(actor, deal.id, price, number=str(sent_days_ago + 40))
            await self.plan_next_step(actor, deal.id, "Узнать решение", "через неделю")
            staged.append(deal)
        return staged

    async def _begin(
        self, seller: Person, client_id: ClientId, chance: random.Random, moment: datetime
    ) -> Deal:
        actor = await self._at(moment, seller)
        amount = TypedAmount(Decimal(chance.randint(8, 90) * 5000), None)
        return await self.create_deal(actor, client_id, title=chance.choice(GOODS), amount=amount)

    async def _offer(
        self, seller: Person, deal: Deal, chance: random.Random, moment: datetime
    ) -> Offer:
        assert deal.amount is not None
        price = TypedAmount(deal.amount.amount, None)
        actor = await self._at(moment, seller)
        return await self.send_offer(actor, deal.id, price, number=str(chance.randint(100, 999)))

    async def _advance(self, actor: Actor, deal: Deal) -> Deal:
        """One stage on, its required items done first; the last stage stays."""
        deal = await self._tick_required(actor, deal)
        following = (await self._rulebook(actor)).next_stage(deal.stage)
        if following is None:
            return deal
        view, _ = await self.move_deal(actor, deal.id, following.key, version=deal.version)
        return view.deal

    async def _tick_required(self, actor: Actor, deal: Deal) -> Deal:
        for item in (await self._rulebook(actor)).stage(deal.stage).checklist:
            if item.required:
                deal = await self.tick_item(
                    actor, deal.id, item.key, is_done=True, version=deal.version
                )
        return deal

    async def _rulebook(self, actor: Actor) -> Rulebook:
        async with self.begin() as uow:
            return (await uow.rulebooks.get(actor.rulebook_version)).rulebook

    async def _at(self, moment: datetime, seller: Person) -> Actor:
        """The seller at ``moment``, to which the clock is led."""
        self.clock.now = moment
        return await self.actors.get(seller.id, now=moment)
