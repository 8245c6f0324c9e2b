import asyncio

from domain.delivery.model import Matter, NewNotice
from tests.sending_world import sending_world

PEOPLE = 1000


async def test_a_thousand_notices_leave_at_telegrams_pace_with_no_refusal_and_no_loss(engine):
    async with sending_world(engine, people=PEOPLE, limits="telegram") as (world, _):
        people = await world.given_people(PEOPLE)
        async with world.ledger() as book:
            await book.add(
                [NewNotice(person, "offer_due", Matter.OFFER, person) for person in people]
            )
        floods = []
        world.budget.pause = floods.append

        await world.sender.drain()

        rows = await world.rows()
        assert {row.status for row in rows} == {"sent"}
        assert {len(chat_of(world, person)) for person in people} == {1}
        assert floods == []
        assert world.time.now >= (PEOPLE - 1) / 30


async def test_a_stop_finishes_what_is_in_flight_and_claims_no_more(engine):
    async with sending_world(engine) as (world, persons):
        await world.given_notice(await world.given_person(), matter_id=1)
        await persons["p1"].orders_fault("delay", seconds=0.2)
        running = asyncio.create_task(world.sender.run())
        await world.offers.was_asked.wait()

        await world.sender.stop()
        await world.given_notice(await world.given_person(), matter_id=2)
        await running

        assert [row.status for row in await world.rows()] == ["sent", "due"]


async def test_a_wake_up_sends_at_once(engine):
    async with sending_world(engine) as (world, persons):
        running = asyncio.create_task(world.sender.run())
        await world.given_notice(await world.given_person())

        world.sender.wake()

        await persons["p1"].sees("КП 1")
        await world.sender.stop()
        await running


async def test_draining_beside_a_running_sender_waits_for_all_that_is_due(engine):
    async with sending_world(engine) as (world, _):
        running = asyncio.create_task(world.sender.run())
        for matter_id in range(1, 4):
            await world.given_notice(await world.given_person(), matter_id=matter_id)

        await world.sender.drain()

        assert {row.status for row in await world.rows()} == {"sent"}
        await world.sender.stop()
        await running


def chat_of(world, person_id):
    chat = world.playground.world.find_chat(1000 + person_id)
    return [message for message in chat.messages.values() if message.message["from"]["is_bot"]]
