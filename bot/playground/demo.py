"""The demo company: branches, people, clients, deals and offers with two months behind them.

Everything is made by the same use cases that people use, on a clock that is led through the past,
so that every history, reminder and figure is as it would have become by itself.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.playground.personas import Persona
from domain.amounts import TypedAmount
from domain.clients.model import ClientId
from domain.clients.typed_line import TypedClient
from domain.clients.use_cases import CreateClient
from domain.deals.model import Deal, Offer
from domain.deals.offer_use_cases import AcceptOffer, NoteThinking, RefuseOffer, SendOffer
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
from domain.unit_of_work import Begin

SEED = 7
HISTORY_DAYS = 60
OLD_ANSWERS = ("accepted", "accepted", "refused")
RECENT_ANSWERS = ("accepted", "thinking", "silent")
STILL_OPEN = timedelta(days=9)
"""An offer silent for longer than this would have been settled by the program itself."""
SHARE_CLOSED = 0.45
SHARE_WON = 0.6
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


@dataclass
class LedClock:
    """A clock that whoever makes the past sets by hand."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Hire:
    """A person of the chart; ``branch`` and ``boss`` by name, ``persona`` where one plays them."""

    name: str
    role: Role
    branch: str
    boss: str = ""
    persona: str = ""


STAFF = (
    Hire("Елена Орлова", Role.DIRECTOR, "", persona="director"),
    Hire("Мария Лебедева", Role.ADMINISTRATOR, "", "Елена Орлова", "administrator"),
    Hire("Сергей Волков", Role.MANAGER, "Центр", "Елена Орлова", "manager"),
    Hire("Ольга Смирнова", Role.LEAD, "Москва", "Сергей Волков", "lead"),
    Hire("Иван Петров", Role.REP, "Москва", "Ольга Смирнова", "rep"),
    Hire("Дмитрий Фёдоров", Role.REP, "Москва", "Ольга Смирнова"),
    Hire("Айгуль Каримова", Role.REP, "Казань", "Сергей Волков"),
    Hire("Павел Зимин", Role.MANAGER, "Сибирь", "Елена Орлова"),
    Hire("Вера Соколова", Role.REP, "Новосибирск", "Павел Зимин"),
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
    refuse_offer: RefuseOffer
    note_thinking: NoteThinking

    async def make(self, now: datetime) -> None:
        """Everything up to ``now``."""
        self.clock.now = now - timedelta(days=HISTORY_DAYS + 1)
        sellers = await self._hire()
        chance = random.Random(SEED)  # noqa: S311 - the same company every time, no secret
        for place, name in enumerate(CLIENT_NAMES):
            seller = sellers[place % len(sellers)]
            await self._serve_client(seller, name, place, chance, now)

    async def _hire(self) -> list[Person]:
        """The company's chart; the sellers, the persona among them first."""
        at = self.clock.now
        async with self.begin() as uow:
            group = await uow.branches.add(
                name="Климат-Сервис", parent_id=None, country="RU", zone="Europe/Moscow"
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
                        external_key=f"demo:{hire.persona or hire.name}",
                        telegram_id=persona.user_id if persona else None,
                        telegram_username=persona.username or None if persona else None,
                        telegram_language=persona.language if persona else None,
                        joined_at=at if persona else None,
                        phone=persona.phone or None if persona else None,
                    )
                )
            await uow.people.rebuild_reporting()
            await uow.commit()
        return [person for person in people.values() if person.role is Role.REP]

    async def _serve_client(
        self, seller: Person, name: str, place: int, chance: random.Random, now: datetime
    ) -> None:
        begun = now - timedelta(days=chance.randint(20, HISTORY_DAYS))
        actor = await self._at(begun, seller)
        phone = f"+7916{place:02d}55{chance.randint(100, 999)}"
        typed = TypedClient(name=name, phone=phone, contact_name=chance.choice(CONTACTS))
        client = await self.create_client(actor, typed, in_spite_of_twins=True)
        for _ in range(chance.choice((1, 2, 2, 3))):
            await self._run_deal(seller, client.id, chance, begun, now)

    async def _run_deal(
        self,
        seller: Person,
        client_id: ClientId,
        chance: random.Random,
        begun: datetime,
        now: datetime,
    ) -> None:
        moment = begun + timedelta(days=chance.randint(0, 12))
        amount = TypedAmount(Decimal(chance.randint(8, 90) * 5000), None)
        actor = await self._at(moment, seller)
        goods = chance.choice(GOODS)
        deal = await self.create_deal(actor, client_id, title=goods, amount=amount)
        for _ in range(chance.choice((0, 1, 2, 2, 2, 3, 4))):
            moment += timedelta(days=chance.randint(1, 5))
            if moment > now:
                break
            actor = await self._at(moment, seller)
            deal = await self._advance(actor, deal)
            if deal.stage == "offer":
                await self._offer(seller, deal, amount, chance, moment, now)
        await self._end_or_plan(seller, deal, chance, min(moment, now), now)

    async def _advance(self, actor: Actor, deal: Deal) -> Deal:
        async with self.begin() as uow:
            rulebook = (await uow.rulebooks.get(actor.rulebook_version)).rulebook
        stage = rulebook.stage(deal.stage)
        following = rulebook.next_stage(deal.stage)
        for item in stage.checklist:
            if item.required:
                deal = await self.tick_item(
                    actor, deal.id, item.key, is_done=True, version=deal.version
                )
        if following is None:
            return deal
        return await self.move_deal(actor, deal.id, following.key, version=deal.version)

    async def _offer(
        self,
        seller: Person,
        deal: Deal,
        amount: TypedAmount,
        chance: random.Random,
        sent_at: datetime,
        now: datetime,
    ) -> None:
        actor = await self._at(sent_at, seller)
        number = f"{chance.randint(100, 999)}"
        offer = await self.send_offer(actor, deal.id, amount, number=number)
        answered_at = sent_at + timedelta(days=chance.randint(2, 6))
        if answered_at < now - timedelta(days=2):
            answers = RECENT_ANSWERS if answered_at > now - STILL_OPEN else OLD_ANSWERS
            actor = await self._at(answered_at, seller)
            await self._answer(actor, offer, chance.choice(answers))

    async def _answer(self, actor: Actor, offer: Offer, answer: str) -> None:
        match answer:
            case "accepted":
                await self.accept_offer(actor, offer.id, version=offer.version)
            case "thinking":
                await self.note_thinking(actor, offer.id, version=offer.version)
            case "refused":
                await self.refuse_offer(actor, offer.id, "price", version=offer.version)
            case _:
                pass  # nobody asked: the reason why this program exists

    async def _end_or_plan(
        self, seller: Person, deal: Deal, chance: random.Random, moment: datetime, now: datetime
    ) -> None:
        ends_at = moment + timedelta(days=chance.randint(1, 8))
        if ends_at < now and chance.random() < SHARE_CLOSED:
            actor = await self._at(ends_at, seller)
            if chance.random() < SHARE_WON:
                deal = await self._tick_all(actor, deal)
                await self.win_deal(actor, deal.id, version=deal.version)
            else:
                reason = chance.choice(("price", "competitor", "timing"))
                await self.lose_deal(actor, deal.id, reason, version=deal.version)
            return
        planned_at = max(moment, now - timedelta(days=chance.randint(0, 3)))
        actor = await self._at(min(planned_at, now - timedelta(minutes=5)), seller)
        when = chance.choice(("завтра", "через 2 дня", "через 3 дня", "через неделю"))
        await self.plan_next_step(actor, deal.id, chance.choice(STEPS), when)
        closes_on = (now + timedelta(days=chance.randint(5, 75))).date()
        await self.change_deal(actor, deal.id, closes_on=closes_on)

    async def _tick_all(self, actor: Actor, deal: Deal) -> Deal:
        async with self.begin() as uow:
            rulebook = (await uow.rulebooks.get(actor.rulebook_version)).rulebook
        for item in rulebook.stage(deal.stage).checklist:
            if item.required:
                deal = await self.tick_item(
                    actor, deal.id, item.key, is_done=True, version=deal.version
                )
        return deal

    async def _at(self, moment: datetime, seller: Person) -> Actor:
        """The seller at ``moment``, to which the clock is led."""
        self.clock.now = moment
        return await self.actors.get(seller.id, now=moment)
