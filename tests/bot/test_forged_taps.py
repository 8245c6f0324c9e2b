"""Callback data that no button of ours had: nothing breaks, changes, or is told."""

import asyncio
from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.deals import callback_data as deals
from domain.rulebook.model import SnoozeChoice
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask
from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    APOLOGIES,
    nothing_breaks,
    nothing_changes,
)
from tests.bot.surface import buttons
from tests.company import Company
from tests.messages import Json

TAPS_AT_ONCE = 20


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


async def test_keys_and_versions_that_there_are_not_change_nothing(company: Company, engine):
    deal = await company.given_deal()
    offer = await company.given_offer(deal)
    card = await company.rep.last()
    tapped = [
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
        for button in tapped:
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
    st.sampled_from(list(buttons())),
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
