"""What happened with a deal: newest first, in pages, by name."""

import pytest

from tests.builders import utc
from tests.crm import Crm, by


@pytest.fixture
async def rep(crm: Crm):
    return await crm.actor(await crm.given_person("Анна"))


async def test_history_comes_newest_first_in_pages(crm, rep):
    deal = await crm.given_deal(rep)
    for number in range(5):
        crm.now = utc(f"2026-11-18 10:0{number}")
        await crm.add_note(rep, deal.id, str(number))

    _, first, page, _ = await crm.view_deal_history(rep, deal.id, offset=0, size=3)
    _, rest, _, _ = await crm.view_deal_history(rep, deal.id, offset=3, size=3)

    assert [entry.facts["text"] for entry in (*first, *rest)] == ["4", "3", "2", "1", "0"]
    assert page.count == 2


async def test_of_one_moment_the_later_written_is_the_newer(crm, rep):
    deal = await crm.given_deal(rep)
    for text in ("раньше", "позже"):
        await crm.add_note(rep, deal.id, text)

    _, entries, _, _ = await crm.view_deal_history(rep, deal.id, offset=0, size=8)

    assert [entry.facts["text"] for entry in entries] == ["позже", "раньше"]


async def test_a_line_names_the_person_the_way_in_and_the_stages(crm, rep):
    deal = await crm.given_deal(rep, is_ready=True)
    with by(rep):
        await crm.move_deal(rep, deal.id, "negotiation", version=1)

    _, (entry,), _, _ = await crm.view_deal_history(rep, deal.id, offset=0, size=8)

    assert (entry.at, entry.kind, entry.actor_name) == (crm.now, "stage", "Анна")
    assert (entry.channel, entry.from_stage, entry.to_stage) == (
        "telegram",
        "offer",
        "negotiation",
    )
    assert (entry.deal_id, entry.deal_title) == (deal.id, deal.title)


async def test_a_closed_deal_s_line_says_on_which_stage(crm, rep):
    deal = await crm.given_deal(rep)
    await crm.lose_deal(rep, deal.id, "price", "дорого", version=1)

    _, (entry,), _, _ = await crm.view_deal_history(rep, deal.id, offset=0, size=8)

    assert (entry.kind, entry.from_stage, entry.to_stage) == ("lost", "offer", None)
    assert entry.facts == {"reason": "price", "comment": "дорого"}


async def test_the_client_s_timeline_holds_what_happened_in_its_deals(crm, rep):
    client = await crm.given_client(rep)
    deals = [await crm.given_deal(rep, client_id=client.id) for _ in range(2)]
    other = await crm.given_deal(rep)
    for deal in (*deals, other):
        await crm.add_note(rep, deal.id, f"о сделке {deal.id}")

    async with crm.begin() as uow:
        entries, total = await uow.timeline.of_client(client.id, rep.scope, offset=0, size=8)

    assert [entry.deal_id for entry in entries] == [deals[1].id, deals[0].id]
    assert total == 2


async def test_a_long_history_says_whether_there_is_more_not_how_much(crm, rep):
    client = await crm.given_client(rep)
    for number in range(7):
        await crm.add_client_note(rep, client.id, f"заметка {number}")

    pages = [
        await crm.view_client_timeline(rep, client.id, offset=offset, size=3)
        for offset in (0, 3, 6, 9)
    ]

    assert [(page.number, page.count) for _, _, page, _ in pages] == [
        (1, 2),
        (2, 3),
        (3, 3),
        (1, 2),
    ]
    told = [[entry.facts["text"][-1] for entry in entries] for _, entries, _, _ in pages]
    assert told == [["6", "5", "4"], ["3", "2", "1"], ["0"], ["6", "5", "4"]]
