"""Callback data that no button of ours had: nothing breaks, changes, or is told."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.cadences import callback_data as cadences
from bot.callback_data import OpenClient, OpenDeal, OpenOffer, OpenTask
from bot.clients import callback_data as clients
from bot.cycles import callback_data as cycles
from bot.deals import callback_data as deals
from bot.digests import callback_data as digests
from bot.greetings import callback_data as greetings
from bot.kpi import callback_data as kpi
from bot.plans import callback_data as plans
from bot.polls import callback_data as polls
from bot.products import callback_data as products
from bot.reports import callback_data as reports
from bot.requests import callback_data as requests
from bot.risks import callback_data as risks
from bot.segments import callback_data as segments
from bot.tasks import callback_data as tasks
from bot.visits import callback_data as visits
from domain.greetings.model import ClientLanguage
from domain.interactions.model import InteractionKind
from domain.kpi.model import FactKind
from domain.org.whose import WhoseKind
from domain.plans.model import Planned
from domain.products.model import UseState
from domain.requests.model import Rating as RequestRating
from domain.rulebook.model import SnoozeChoice
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask, Rating, TaskPriority
from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    APOLOGIES,
    nothing_breaks,
    nothing_changes,
)
from tests.company import Company
from tests.person import Json

BEYOND_BIGINT = 2**63
NOBODY = 10**9
TAPS_AT_ONCE = 20


def kinds_of_buttons(kind: type[CallbackData] = CallbackData) -> list[type[CallbackData]]:
    """Every kind of button that the program has."""
    return [
        button
        for below in kind.__subclasses__()
        for button in (below, *kinds_of_buttons(below))
        if button.__module__.startswith("bot.")
    ]


async def given_anothers_offer(company: Company) -> None:
    """Client 1, deal 1, offer 1 and task 1, of another branch."""
    deal = await company.given_deal(owner="other_rep")
    offer = await company.given_offer(deal, owner="other_rep")
    create_task = company.container.get(CreateTask)
    tomorrow = Deadline(company.clock() + timedelta(days=1))
    task = await create_task(await company.actor("other_rep"), NewTask("Отчёт", None, tomorrow))
    assert deal.client_id == deal.id == offer.id == task.id == 1


async def forges(company: Company, on: Json, data: str) -> str:
    """What a rep is told who taps a button of their own making."""
    answer = await company.rep.taps_data(on, data, forged=True)
    assert answer["answered"]
    assert not answer["text"].startswith(APOLOGIES)
    return str(answer["text"])


DIGEST_LEVELS: tuple[tuple[WhoseKind, digests.LevelView], ...] = (
    (WhoseKind.PERSON, "deals"),
    (WhoseKind.TEAM, "people"),
    (WhoseKind.BRANCH, "branches"),
    (WhoseKind.COMPANY, "branches"),
    (WhoseKind.BRANCH, "people"),
)


def of(id_: int) -> dict[str, Any]:
    """Whose plan; ``1`` is the director."""
    return {"kind": WhoseKind.PERSON, "id": id_, "month": 202611, "planned": Planned.WON_VALUE}


def figures_of(of: kpi.Of, id_: int) -> list[CallbackData]:
    """What leads to somebody's figures, beside what the conversation about them plays."""
    whose: dict[str, Any] = {"of": of, "id": id_}
    return [
        kpi.OpenLossesOf(**whose, reason="price"),
        kpi.OpenLaunch(**whose),
        kpi.OpenKpiPicture(**whose, drawn="plan"),
        kpi.ChooseKpiPeriod(**whose),
        kpi.AskKpiPeriod(**whose),
    ]


def with_id(id_: int) -> list[CallbackData]:
    """Every act on a deal, an offer, a client and a task, on the record ``id_``."""
    return [
        OpenDeal(deal_id=id_),
        deals.MoveDealTo(deal_id=id_, version=1, stage="engaging"),
        deals.ChooseStage(deal_id=id_),
        deals.WinDealNow(deal_id=id_, version=1),
        deals.ChooseLostReason(deal_id=id_),
        deals.LoseDealBecause(deal_id=id_, version=1, reason="price"),
        deals.ReopenDealNow(deal_id=id_, version=1),
        deals.OpenChecklist(deal_id=id_),
        deals.TickChecklist(deal_id=id_, version=1, item="first_talk", is_done=True),
        deals.EditDeal(deal_id=id_),
        deals.OpenDealHistory(deal_id=id_),
        deals.NewOffer(deal_id=id_),
        OpenOffer(offer_id=id_),
        deals.AnswerOffer(offer_id=id_, version=1, answer="accepted"),
        deals.AnswerOffer(offer_id=id_, version=1, answer="thinking"),
        deals.AnswerOffer(offer_id=id_, version=1, answer="no_answer"),
        deals.ChooseRefusal(offer_id=id_),
        deals.RefuseBecause(offer_id=id_, version=1, reason="price"),
        deals.AskAgainOn(offer_id=id_, version=1, in_days=5),
        deals.ChooseSnooze(offer_id=id_),
        deals.SnoozeFor(offer_id=id_, version=1, choice=SnoozeChoice.HOUR),
        deals.ShowOfferFile(offer_id=id_),
        OpenClient(client_id=id_),
        deals.OpenClientDeals(client_id=id_),
        deals.NewDeal(client_id=id_),
        clients.SetSegment(client_id=id_, segment="vip"),
        clients.LeaveSegment(client_id=id_),
        segments.OpenSegmentChange(change_id=id_),
        risks.OpenRisk(risk_id=id_),
        risks.DecideRisk(risk_id=id_, version=1, decision=risks.Decision.TAKE),
        risks.TaskOfRisk(risk_id=id_),
        cadences.OpenCadence(client_id=id_),
        cadences.ContactedNow(client_id=id_, version=1, kind=InteractionKind.CALL),
        cadences.NobodyAnswered(client_id=id_, version=1),
        cadences.ChooseContactDay(client_id=id_, version=1),
        cadences.MoveContactTo(client_id=id_, version=1, ordinal=740_000),
        cadences.AskForLaterDay(client_id=id_, version=1),
        cadences.RemindResponsible(client_id=id_),
        cadences.OpenCadenceMove(move_id=id_),
        cadences.AgreeToMove(move_id=id_),
        cadences.AskWhyNoMove(move_id=id_),
        deals.NewDealOf(client_id=id_, product_id=1),
        products.OpenClientProducts(client_id=id_),
        products.OpenClientProduct(client_id=id_, product_id=1),
        products.StateUse(client_id=id_, product_id=1, version=0, state=UseState.USED),
        products.AskCompetitor(client_id=id_, product_id=1, version=0),
        reports.CancelReportRun(run_id=id_),
        reports.SetForSelection(
            selection_id=id_, version=1, part=reports.SelectionPart.STAGE, value="offer"
        ),
        reports.ResetSelection(selection_id=id_, version=1),
        reports.TakeSelection(selection_id=id_, file=reports.FileKind.XLSX),
        reports.ListSelected(selection_id=id_),
        reports.DropSelection(selection_id=id_, version=1),
        reports.Subscribe(
            selection_id=id_,
            version=1,
            every=reports.Every.DAY,
            file=reports.FileKind.PDF,
        ),
        reports.Unsubscribe(selection_id=id_, version=1),
        polls.OpenPoll(interaction_id=id_, poll="needs"),
        polls.AnswerPollWith(interaction_id=id_, poll=0, question=0, answer=1, rules=1, version=0),
        polls.AskPollWords(interaction_id=id_, poll=0, question=0, rules=1, version=0),
        requests.OpenClientRequests(client_id=id_),
        requests.NewRequestOf(client_id=id_ or NOBODY),  # 0 asks whose it is
        requests.OpenRequest(request_id=id_),
        requests.ReactedTo(request_id=id_, version=1),
        requests.ChooseAnswer(request_id=id_),
        requests.AskForAnswer(request_id=id_, kind="call"),
        requests.AskForResult(request_id=id_, version=1),
        requests.RateRequestAs(request_id=id_, version=1, rating=RequestRating.DOWN),
        requests.OpenAgain(request_id=id_, version=1),
        requests.ChooseReceiver(request_id=id_),
        requests.MakeTask(request_id=id_, version=1),
        requests.NewDealOfRequest(request_id=id_),
        requests.ShowRequestFiles(request_id=id_),
        requests.OpenRequestHistory(request_id=id_),
        greetings.OpenDates(client_id=id_),
        greetings.ChooseWhoseDate(client_id=id_),
        greetings.ChooseDateToRemove(client_id=id_),
        greetings.RemoveDate(client_id=id_, date_id=1),
        greetings.OpenConsents(client_id=id_),
        greetings.OpenHolidays(client_id=id_),
        greetings.SetHoliday(client_id=id_, kind="public", key="russia_day", is_wanted=True),
        greetings.ChooseLanguage(client_id=id_),
        greetings.SetLanguage(client_id=id_, language=ClientLanguage.ENGLISH),
        plans.OpenPlan(**of(id_)),
        plans.AskPlan(**of(id_), version=0),
        plans.SharePlan(**of(id_), way="evenly"),
        plans.ChooseFactor(**of(id_)),
        plans.CopyPlans(**of(id_), factor=plans.Factor.SAME),
        plans.AskFactor(**of(id_)),
        plans.SendPlanSheet(kind=WhoseKind.PERSON, id=id_, month=202611),
        plans.ConfirmPlans(**of(1), proposal_id=id_, only_new=False),
        cycles.OpenCall(call_id=id_),
        cycles.MissCall(call_id=id_, version=1),
        cycles.SetCallAgain(call_id=id_, version=1, when="hour"),
        cycles.SetNoInterest(call_id=id_, version=1, reason="other"),
        cycles.OpenPairBoard(pair_id=id_),
        greetings.OpenGreeting(greeting_id=id_),
        greetings.CongratulatedNow(greeting_id=id_, version=1),
        greetings.PutOffGreeting(greeting_id=id_, version=1),
        greetings.ShowGreetingText(greeting_id=id_),
        visits.OpenSlots(client_id=id_),
        visits.OpenSlots(client_id=1, visit_id=id_),
        visits.OpenSlotsOfDay(client_id=id_, visitor_id=5, call_id=0, visit_id=0, day=740_000),
        visits.TakeSlot(client_id=id_, visitor_id=5, call_id=0, at=29_700_000),
        visits.OpenVisit(visit_id=id_),
        visits.ConfirmVisitSeen(visit_id=id_, version=1),
        visits.SendVisitFile(visit_id=id_),
        visits.StartVisitReport(visit_id=id_, is_held=True),
        visits.OpenClashes(absence_id=id_),
        visits.GiveClashes(absence_id=id_),
        visits.AskForAddress(client_id=id_),
        visits.PlaceClientHere(interaction_id=id_),
        *(
            digests.OpenLevel(kind=kind, id=id_, day=20261118, view=view)
            for kind, view in DIGEST_LEVELS
        ),
        digests.OpenClosedDeal(deal_id=id_, kind=WhoseKind.COMPANY, id=0, day=20261118, page=0),
        digests.OpenEvening(day=id_),
        *figures_of("t", id_),
        *figures_of("b", id_),
        kpi.OpenFact(m=kpi.MeasureSign.WON_VALUE, kind=FactKind.DEAL, fact=id_),
        kpi.OpenFact(m=kpi.MeasureSign.CALLS, kind=FactKind.INTERACTION, fact=id_),
        OpenTask(task_id=id_),
        tasks.AcceptTaskNow(task_id=id_, version=1),
        tasks.StartTaskNow(task_id=id_, version=1),
        tasks.FinishTaskNow(task_id=id_, version=1),
        tasks.RateTask(task_id=id_, version=1, rating=Rating.UP),
        tasks.AcceptResultNow(task_id=id_, version=1),
        tasks.AgreeDate(task_id=id_, proposal_id=1),
        tasks.RefuseDate(task_id=id_, proposal_id=1),
        tasks.OpenTaskActs(task_id=id_),
        tasks.ChoosePriority(task_id=id_),
        tasks.RaisePriorityTo(task_id=id_, version=1, priority=TaskPriority.URGENT),
        tasks.AskToCancelTask(task_id=id_),
        tasks.CancelTaskNow(task_id=id_, version=1),
        tasks.OpenParts(task_id=id_),
        tasks.PutTaskUnder(task_id=id_, version=1, parent_id=0),
        tasks.AskAboutTask(task_id=id_, version=1, what="decline"),
        tasks.ChooseExecutor(task_id=id_, version=1),
    ]


async def test_anothers_record_is_answered_as_one_that_does_not_exist(company: Company, engine):
    await given_anothers_offer(company)
    card = await company.rep.last()
    anything_told = len(await company.rep.messages())

    async with nothing_changes(engine):
        for theirs, nobodys in zip(with_id(1), with_id(NOBODY), strict=True):
            told = await forges(company, card, theirs.pack())
            assert told == await forges(company, card, nobodys.pack())

            assert told.startswith("Не нашлось"), theirs
    assert len(await company.rep.messages()) == anything_told


@pytest.mark.parametrize("id_", [0, -1, BEYOND_BIGINT - 1, BEYOND_BIGINT, -BEYOND_BIGINT, 2**70])
async def test_ids_that_nothing_has_are_answered_in_words(company: Company, engine, id_):
    card = await company.rep.last()

    async with nothing_changes(engine):
        for button in with_id(id_):
            assert await forges(company, card, button.pack()), button


async def test_keys_and_versions_that_there_are_not_change_nothing(company: Company, engine):
    deal = await company.given_deal()
    offer = await company.given_offer(deal)
    card = await company.rep.last()
    buttons = [
        deals.MoveDealTo(deal_id=deal.id, version=deal.version, stage="nowhere"),
        deals.MoveDealTo(deal_id=deal.id, version=deal.version, stage="won"),
        deals.LoseDealBecause(deal_id=deal.id, version=deal.version, reason="none"),
        deals.TickChecklist(deal_id=deal.id, version=deal.version, item="none", is_done=True),
        deals.RefuseBecause(offer_id=offer.id, version=offer.version, reason="none"),
        deals.AskAgainOn(offer_id=offer.id, version=offer.version, in_days=-7),
        deals.AskAgainOn(offer_id=offer.id, version=offer.version, in_days=10**6),
        *(
            button
            for version in (0, -1, 99, 2**40)
            for button in (
                deals.MoveDealTo(deal_id=deal.id, version=version, stage="engaging"),
                deals.WinDealNow(deal_id=deal.id, version=version),
                deals.LoseDealBecause(deal_id=deal.id, version=version, reason="price"),
                deals.AnswerOffer(offer_id=offer.id, version=version, answer="accepted"),
                deals.RefuseBecause(offer_id=offer.id, version=version, reason="price"),
                deals.SnoozeFor(offer_id=offer.id, version=version, choice=SnoozeChoice.HOUR),
            )
        ),
    ]

    async with nothing_changes(engine):
        for button in buttons:
            assert await forges(company, card, button.pack()), button


async def test_half_a_button_and_a_button_of_another_version_are_outdated(company: Company, engine):
    deal = await company.given_deal()
    offer = await company.given_offer(deal)
    card = await company.rep.last()

    async with nothing_changes(engine):
        for data in (
            "d-move",
            "d-move:",
            f"d-move:{deal.id}",
            f"d-move:{deal.id}:1",
            f"d-move:{deal.id}:1:engaging:more",
            f"d-move2:{deal.id}:1:engaging",
            f"D-MOVE:{deal.id}:1:engaging",
            "deal:one",
            "deal:1.5",
            "deal:",
            "deal",
            "lang:tlh",
            "t-ask:1:1:price",
            "t-rate:1:1:sideways",
            "t-raise:1:1:never",
            "t-bell:1:1:7",
            f"d-ask:{deal.id}:price",
            f"o-ans:{offer.id}:{offer.version}:maybe",
            f"o-later:{offer.id}:{offer.version}:never",
            "b:galaxy:0",
            "b:all:x",
            "b-pic:galaxy:0",
            "b-stage:galaxy:0:engaging:0",
            "b-cash:galaxy:0",
            "b-whose:team:0",
            "\x00",
            "\x1dsave",
        ):
            assert "устарела" in await forges(company, card, data), data


async def test_a_button_of_a_form_that_is_not_open_says_so(company: Company, engine):
    card = await company.rep.last()

    async with nothing_changes(engine):
        for data in ("none\x1dsave", "\x00\x1dsave", "a\x00b\x1d"):
            assert "уже закрыта" in await forges(company, card, data), repr(data)


fields = st.one_of(
    st.integers(-3, 12),
    st.integers(-(2**80), 2**80),
    st.sampled_from(["", "all", "person", "team", "branch", "won", "lost", "engaging", "price"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
).map(str)
forged_buttons = st.builds(
    lambda kind, values: ":".join([kind.__prefix__, *values[: len(kind.model_fields)]]),
    st.sampled_from(kinds_of_buttons()),
    st.lists(fields, min_size=5, max_size=5),
)
noise = st.one_of(
    st.binary(min_size=1, max_size=64).map(lambda bytes_: bytes_.decode("latin-1")),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=64),
    st.text("0123456789abcdef\x1d:", min_size=1, max_size=64),
)
random_data = (forged_buttons | noise).filter(lambda data: 0 < len(data.encode()) <= 64)


async def test_random_bytes_break_nothing_and_change_nothing(company: Company, engine):
    await given_anothers_offer(company)
    card = await company.rep.last()
    loop = asyncio.get_running_loop()

    @settings(
        max_examples=8,
        deadline=None,
        # To shrink lists of taps takes minutes; the one that broke something is named as it is.
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(st.lists(random_data, min_size=TAPS_AT_ONCE, max_size=TAPS_AT_ONCE))
    def taps(several: list[str]) -> None:
        async def all_of_them() -> None:
            for data in several:
                await forges(company, card, data)

        asyncio.run_coroutine_threadsafe(all_of_them(), loop).result()

    async with nothing_changes(engine):
        await asyncio.to_thread(taps)
