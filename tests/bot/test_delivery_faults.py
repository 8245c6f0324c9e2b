"""What the sender does when Telegram, the database, its own process or our own words fail it."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from storage.delivery.leadership import AdvisoryLeadership
from storage.tables import people
from tests.ledger_world import break_connections, break_leaders_connection
from tests.sending_world import FIRST_CHAT, Leader, anna, boris, chats, world

__all__ = ["anna", "boris", "chats", "world"]


async def test_a_flood_refusal_stops_everything_for_as_long_as_telegram_says(world, anna, boris):
    for matter_id in (1, 2):
        await world.given_notice(await world.given_person(), matter_id=matter_id)
    await anna.orders_fault("too_many_requests", retry_after=7)
    await world.sender.drain()
    world.skip(seconds=6.9)
    await world.sender.drain()
    silent = [await world.chat(anna), await world.chat(boris)]
    world.skip(seconds=0.1)

    await world.sender.drain()

    assert silent == [[], []]
    assert await world.chat(anna) == ["КП 1\nждёт ответа"]
    assert await world.chat(boris) == ["КП 2\nждёт ответа"]
    assert not any(row.is_repeat for row in await world.rows())


async def test_what_leaves_after_a_silence_is_made_after_it(world, anna):
    await world.given_notice(await world.given_person())
    await anna.orders_fault("too_many_requests", retry_after=7)
    await world.sender.drain()
    world.offers.titles[1] = "КП изменилось"
    world.skip(seconds=7)

    await world.sender.drain()

    assert await world.chat(anna) == ["КП изменилось\nждёт ответа"]


async def test_who_led_before_a_silence_leaves_the_notice_to_whoever_leads_after_it(world, anna):
    leadership = Passing()
    sender = world.another_sender(leadership)
    await world.given_notice(await world.given_person())
    await anna.orders_fault("too_many_requests", retry_after=7)
    await sender.drain()
    leadership.leads = False
    world.skip(seconds=7)

    await sender.drain()

    assert await world.chat(anna) == []
    assert [(row.status, row.claimed_until) for row in await world.rows()] == [("due", None)]


class Passing(Leader):
    """Leads until it is told otherwise."""

    leads = True
    calls = 0

    async def is_held(self):
        return self.leads

    async def call(self):
        self.calls += 1


async def test_a_long_silence_gives_the_notice_back_unmarked(world, anna):
    await world.given_notice(await world.given_person())
    await anna.orders_fault("too_many_requests", retry_after=300)
    await world.sender.drain()
    silent = await world.chat(anna)
    world.skip(seconds=299)
    await world.sender.drain()
    still_silent = await world.chat(anna)
    world.skip(seconds=1)

    await world.sender.drain()

    assert silent == still_silent == []
    assert await world.chat(anna) == ["КП 1\nждёт ответа"]


async def test_a_message_whose_answer_was_lost_is_repeated_once_and_marked(world, anna):
    await world.given_notice(await world.given_person())
    await anna.orders_fault("drop_after", methods=["sendMessage"])

    await world.sender.drain()
    world.skip(seconds=1)
    await world.sender.drain()

    assert await world.chat(anna) == [
        "КП 1\nждёт ответа",
        "🔁 Возможно, это уже приходило: связь прервалась.\nКП 1\nждёт ответа",
    ]


async def test_a_process_killed_between_sending_and_settling_repeats_once_and_marks_it(world, anna):
    await world.given_notice(await world.given_person())
    world.outbox.settle, kept = killed, world.outbox.settle
    await world.sender.drain()
    world.outbox.settle = kept
    world.skip(minutes=3)

    await world.another_sender().drain()

    texts = await world.chat(anna)
    assert len(texts) == 2
    assert texts[1].startswith("🔁")
    assert await world.outcomes() == ["rang"]


async def killed(_settlement):
    raise asyncio.CancelledError


async def test_an_hour_without_telegram_loses_nothing_and_burns_no_attempts(world, anna, boris):
    await world.given_notice(await world.given_person(), matter_id=1)
    await world.given_notice(await world.given_person(), matter_id=2)
    await anna.orders_fault("outage")
    for _ in range(120):
        await world.sender.drain()
        world.skip(seconds=30)
    during = await world.rows()
    await anna.ends_faults()

    await world.sender.drain()

    assert {row.status for row in during} == {"due"}
    assert {row.attempts for row in during} == {0}
    assert len(await world.chat(anna)) == len(await world.chat(boris)) == 1


async def test_a_connection_that_breaks_off_is_no_failure_of_the_notice(world, anna):
    await world.given_notice(await world.given_person())
    world.offers.meanwhile = lambda: break_connections(world.engine)
    await world.sender.drain()
    during = await world.rows()
    world.skip(seconds=1)

    await world.sender.drain()

    assert [(row.status, row.attempts) for row in during] == [("due", 0)]
    assert await world.chat(anna) == ["КП 1\nждёт ответа"]


async def test_what_an_outage_of_the_database_cut_off_goes_on_as_soon_as_it_is_back(world, anna):
    """It was away as the message was sent, and when the claim was to be given back."""
    await world.given_notice(await world.given_person())
    settle, give_back = world.outbox.settle, world.outbox.give_back
    world.outbox.settle = world.outbox.give_back = is_away
    await world.sender.drain()
    was_working = world.sender.is_working
    world.outbox.settle, world.outbox.give_back = settle, give_back
    world.skip(seconds=1)

    await world.sender.drain()

    assert not was_working
    assert world.sender.is_working
    assert [text.startswith("🔁") for text in await world.chat(anna)] == [False, True]


async def is_away(*_args, **_kwargs):
    raise ConnectionResetError


async def test_a_sender_with_nothing_to_send_is_well_again_after_an_outage(world):
    claim = world.outbox.claim
    world.outbox.claim = is_away
    await world.sender.drain()
    was_working = world.sender.is_working
    world.outbox.claim = claim
    world.skip(seconds=1)

    await world.sender.drain()

    assert not was_working
    assert world.sender.is_working


async def test_a_server_error_is_tried_again(world, anna):
    await world.given_notice(await world.given_person())
    await anna.orders_fault("server_error")

    await world.sender.drain()
    world.skip(seconds=1)
    await world.sender.drain()

    assert [text.splitlines()[-2] for text in await world.chat(anna)] == ["КП 1"]


async def test_a_boss_is_told_once_who_blocked_the_bot_until_they_return(world, anna, boris):
    lead = await world.given_person(role="lead", name="Борис")
    rep = await world.given_person(name="Анна", boss_id=lead)
    rep_chat, lead_chat = boris, anna
    await rep_chat.blocks_bot()
    for matter_id in (1, 2):
        await world.given_notice(rep, matter_id=matter_id)

    await world.sender.drain()

    assert await world.chat(lead_chat) == [
        "🔕 Анна не получает сообщений\nЧеловек остановил бота в Telegram. "
        "Попросите открыть чат с ботом и нажать «Запустить»."
    ]
    assert {row.outcome for row in await world.rows(recipient_id=rep)} == {"blocked"}
    await rep_chat.unblocks_bot()
    await world.note_reachable(rep)
    await world.given_notice(rep, matter_id=3)
    await world.sender.drain()
    assert "КП 3\nждёт ответа" in await world.chat(rep_chat)
    async with world.engine.connect() as connection:
        marks = await connection.scalars(select(people.c.blocked_bot_at))
        assert set(marks) == {None}


async def test_who_never_joined_gets_nothing_and_nothing_fails(world):
    person = await world.given_person(telegram_id=None)
    await world.given_notice(person)

    await world.sender.drain()

    assert await world.outcomes() == ["no_chat"]


async def test_our_own_bad_html_is_settled_and_stops_nobody_else(world, anna):
    person = await world.given_person()
    world.offers.titles[1] = "<broken"
    for matter_id in (1, 2):
        await world.given_notice(person, matter_id=matter_id)

    await world.sender.drain()

    assert await world.outcomes() == ["bad_request", "rang"]


async def test_a_text_that_cannot_be_made_is_tried_later_and_stops_nobody_else(world, anna):
    person = await world.given_person()
    world.offers.broken.add(1)
    for matter_id in (1, 2):
        await world.given_notice(person, matter_id=matter_id)
    await world.sender.drain()
    before = await world.chat(anna)
    world.offers.broken.clear()
    world.skip(minutes=1)

    await world.sender.drain()

    assert before == ["КП 2\nждёт ответа"]
    assert await world.chat(anna) == ["КП 2\nждёт ответа", "КП 1\nждёт ответа"]


async def test_a_held_matter_that_cannot_be_made_does_not_keep_the_others(world, anna):
    person = await world.given_person()
    world.skip(hours=9)
    for matter_id in (1, 2, 3):
        await world.given_notice(person, matter_id=matter_id)
    await world.sender.drain()
    world.offers.broken.add(2)
    world.skip(hours=11)

    await world.sender.drain()

    assert await world.chat(anna) == ["📬 Для вас 2 сообщения\n1. КП 1\n2. КП 3"]
    assert [row.status for row in await world.rows(matter_id=2)] == ["due"]


async def test_of_two_senders_only_the_leader_sends(world, anna):
    one, other = (AdvisoryLeadership(world.engine) for _ in range(2))
    leader, follower = world.another_sender(one), world.another_sender(other)
    await leader.drain()
    await world.given_notice(await world.given_person())

    await follower.drain()
    by_follower = await world.chat(anna)
    await leader.drain()

    assert by_follower == []
    assert await world.chat(anna) == ["КП 1\nждёт ответа"]
    await one.resign()
    await other.resign()


async def test_who_follows_calls_the_leader_after_its_own_commits_alone(world):
    leadership = Passing()
    leadership.leads = False
    follower = world.another_sender(leadership)
    await follower.drain()
    before = leadership.calls

    follower.wake()
    await follower.drain()
    await follower.drain()

    assert (before, leadership.calls) == (0, 1)


async def test_who_stops_sees_through_what_has_begun_and_leaves_the_rest(world, anna, boris):
    """Two notices are in hand: one waits for its turn, and one is on its way."""
    for number in (1, 2):
        await world.given_notice(await world.given_person(), matter_id=number)
    sender = world.sender
    begun, may_go_on = asyncio.Event(), asyncio.Event()
    begin, turn = world.outbox.begin, world.budget.ledger_turn

    async def begins(notice, now):
        begun.set()
        await may_go_on.wait()
        return await begin(notice, now)

    async def waits_for_boris(chat_id):
        if chat_id != FIRST_CHAT:
            await asyncio.Event().wait()
        await turn(chat_id)

    world.outbox.begin, world.budget.ledger_turn = begins, waits_for_boris
    running = asyncio.create_task(sender.run())
    await begun.wait()
    await sender.stop()
    may_go_on.set()
    await running
    world.outbox.begin, world.budget.ledger_turn = begin, turn
    before = await world.chat(boris)

    await world.another_sender().drain()

    assert await world.chat(anna) == ["КП 1\nждёт ответа"]
    assert before == []
    assert await world.chat(boris) == ["КП 2\nждёт ответа"]


async def test_a_leader_that_was_frozen_sends_nothing_that_its_follower_has_taken(world, anna):
    """It is continued when it has its turn already, and before it knows what has happened."""
    await world.given_notice(await world.given_person())
    turn = world.budget.ledger_turn

    async def is_frozen_in_its_turn(chat_id):
        world.budget.ledger_turn = turn
        await turn(chat_id)
        await world.another_sender().drain()

    world.budget.ledger_turn = is_frozen_in_its_turn

    await world.sender.drain()

    assert await world.chat(anna) == ["КП 1\nждёт ответа"]
    assert await world.outcomes() == ["rang"]


async def test_a_claim_does_not_outlast_a_clock_that_is_set_back(world, anna):
    await world.sender.drain()  # leads
    long_ago = world.clock() - timedelta(hours=2)
    await world.given_notice(await world.given_person(), not_before=long_ago)
    await world.claim()  # and then something broke
    await world.sender.drain()
    before = await world.chat(anna)
    world.clock.now -= timedelta(hours=1)

    await world.sender.drain()

    assert before == []
    assert await world.chat(anna) == ["КП 1\nждёт ответа"]


async def test_who_begins_to_lead_does_not_wait_for_the_claims_of_the_dead(world, anna):
    await world.given_notice(await world.given_person())
    await world.claim()

    await world.sender.drain()

    assert await world.chat(anna) == ["КП 1\nждёт ответа"]


async def test_hours_that_cannot_be_read_stop_their_own_person_alone(world, anna, boris):
    for number in (1, 2):
        await world.given_notice(await world.given_person(), matter_id=number)
    world.next_digest = fails_for_the_first

    await world.sender.drain()

    assert await world.chat(anna) == []
    assert await world.chat(boris) == ["КП 2\nждёт ответа"]
    assert [row.attempts for row in await world.rows()] == [1, 0]


def fails_for_the_first(actor, *_):
    if actor.id == 1:
        raise ValueError("no week")


async def test_who_follows_takes_over_when_the_leaders_connection_is_gone(world, anna):
    one, other = (AdvisoryLeadership(world.engine) for _ in range(2))
    leader, follower = world.another_sender(one), world.another_sender(other)
    await leader.drain()
    await follower.drain()
    await world.given_notice(await world.given_person())

    await break_leaders_connection(world.engine)
    world.skip(seconds=1)
    await follower.drain()
    await leader.drain()

    assert await world.chat(anna) == ["КП 1\nждёт ответа"]
    assert not await one.is_held()
    await other.resign()
