import asyncio
import logging

import pytest

from jobs.scheduler import MAKE_UP, Ticker

OFTEN = 0.01
NEVER = 3600


async def test_a_job_is_ticked_again_and_again():
    ticks, enough = [], asyncio.Event()

    async def job():
        ticks.append(1)
        if len(ticks) == 3:
            enough.set()

    ticker = Ticker()
    ticker.add("sweep", seconds=OFTEN, run=job)
    ticker.start()
    await asyncio.wait_for(enough.wait(), 20)
    await ticker.stop()

    assert len(ticks) >= 3


async def test_a_failure_is_logged_and_counted_and_the_next_tick_comes(caplog):
    failures, done, recovered = [], [], asyncio.Event()

    async def job():
        if not failures:
            raise RuntimeError("bug")
        recovered.set()

    ticker = Ticker(
        on_failure=failures.append, on_done=lambda job_id, _seconds: done.append(job_id)
    )
    ticker.add("sweep", seconds=OFTEN, run=job)
    ticker.start()
    with caplog.at_level(logging.ERROR):
        await asyncio.wait_for(recovered.wait(), 20)
    await ticker.stop()

    assert failures == ["sweep"]
    assert set(done) <= {"sweep"}
    assert "job sweep failed: RuntimeError" in caplog.text


async def test_a_job_never_runs_beside_itself():
    now_running, most, gate = 0, 0, asyncio.Event()

    async def job():
        nonlocal now_running, most
        now_running += 1
        most = max(most, now_running)
        await gate.wait()
        now_running -= 1

    ticker = Ticker()
    ticker.add("sweep", seconds=NEVER, run=job)
    both = asyncio.gather(ticker.tick_all(), ticker.tick_all())
    await asyncio.sleep(0)
    gate.set()
    await both

    assert most == 1


async def test_who_does_not_lead_does_not_tick():
    asked, enough, ticks = [], asyncio.Event(), []

    def leads():
        asked.append(1)
        if len(asked) == 3:
            enough.set()
        return False

    async def job():
        ticks.append(1)

    ticker = Ticker(leads=leads)
    ticker.add("sweep", seconds=OFTEN, run=job)
    ticker.start()
    await asyncio.wait_for(enough.wait(), 20)
    await ticker.stop()

    assert ticks == []


async def test_a_rare_job_does_not_wait_its_whole_time_after_each_start():
    enough = asyncio.Event()

    async def search():
        enough.set()

    ticker = Ticker(first_tick_seconds=OFTEN)
    ticker.add("duplicates", seconds=NEVER, run=search)
    ticker.start()
    await asyncio.wait_for(enough.wait(), 20)
    await ticker.stop()


async def test_what_was_not_ticked_while_another_led_is_made_up_for_by_who_leads_next():
    ran, enough, leads = [], asyncio.Event(), False

    async def search():
        ran.append("duplicates")
        enough.set()

    ticker = Ticker(leads=lambda: leads, make_up_seconds=OFTEN)
    ticker.add("duplicates", seconds=NEVER, run=search)
    for _ in range(2):
        await ticker.tick("duplicates")
    before = list(ran)
    leads = True
    ticker.start()
    await asyncio.wait_for(enough.wait(), 20)
    await ticker.stop()

    assert before == []
    assert ran == ["duplicates"]


async def test_a_tick_that_waited_while_the_lead_passed_on_is_left_to_who_leads():
    ran, begun, gate, leads = [], asyncio.Event(), asyncio.Event(), True

    async def search():
        ran.append("duplicates")
        begun.set()
        await gate.wait()

    ticker = Ticker(leads=lambda: leads, make_up_seconds=OFTEN)
    ticker.add("duplicates", seconds=NEVER, run=search)
    first = asyncio.create_task(ticker.tick("duplicates"))
    await begun.wait()
    second = asyncio.create_task(ticker.tick("duplicates"))
    await asyncio.sleep(0)
    leads = False
    gate.set()
    await asyncio.gather(first, second)

    assert ran == ["duplicates"]


async def test_a_missed_tick_that_the_next_one_made_up_for_is_not_made_up_for_again():
    ran, begun, gate, leads = [], asyncio.Event(), asyncio.Event(), False

    async def search():
        ran.append("duplicates")
        begun.set()
        await gate.wait()

    async def last():
        ran.append("last")

    ticker = Ticker(leads=lambda: leads, make_up_seconds=OFTEN)
    ticker.add("duplicates", seconds=NEVER, run=search)
    ticker.add("last", seconds=NEVER, run=last)
    for job in ("duplicates", "last"):
        await ticker.tick(job)
    leads = True
    ticked = asyncio.create_task(ticker.tick("duplicates"))
    await begun.wait()
    ticker.start()
    gate.set()
    while "last" not in ran:  # noqa: ASYNC110 - the one that was missed too is through
        await asyncio.sleep(0)
    await ticked
    await ticker.stop()

    assert ran == ["duplicates", "last"]


async def test_what_waits_as_the_program_stops_is_not_begun_any_more():
    ran, begun = [], asyncio.Event()

    async def job():
        ran.append("sweep")
        begun.set()
        await asyncio.Event().wait()

    ticker = Ticker()
    ticker.add("sweep", seconds=NEVER, run=job)
    both = asyncio.gather(ticker.tick("sweep"), ticker.tick("sweep"))
    await begun.wait()
    await ticker.stop(within_seconds=0.01)
    await both

    assert ran == ["sweep"]


async def test_all_jobs_can_be_run_at_once_in_their_order():
    ran = []

    def job(name):
        async def run():
            ran.append(name)

        return run

    ticker = Ticker()
    ticker.add("follow-ups", seconds=NEVER, run=job("follow-ups"))
    ticker.add("digests", seconds=NEVER, run=job("digests"))

    await ticker.tick_all()

    assert ran == ["follow-ups", "digests"]


async def test_a_stop_lets_what_runs_finish():
    gate, finished = asyncio.Event(), []

    async def job():
        await gate.wait()
        finished.append(1)

    ticker = Ticker()
    ticker.add("sweep", seconds=NEVER, run=job)
    ticker.start()
    running = asyncio.create_task(ticker.tick_all())
    await asyncio.sleep(0)
    stopping = asyncio.create_task(ticker.stop())
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(stopping, running)

    assert finished == [1]


async def test_a_job_that_does_not_end_is_cut_off_by_the_stop():
    begun = asyncio.Event()

    async def job():
        begun.set()
        await asyncio.Event().wait()

    ticker = Ticker()
    ticker.add("sweep", seconds=NEVER, run=job)
    ticker.start()
    running = asyncio.create_task(ticker.tick_all())
    await begun.wait()

    await ticker.stop(within_seconds=0.01)
    await running


@pytest.mark.parametrize("taken", ["sweep", MAKE_UP])
async def test_two_jobs_of_one_name_are_refused(taken):
    async def job():
        return None

    ticker = Ticker()
    ticker.add("sweep", seconds=NEVER, run=job)

    with pytest.raises(ValueError, match=taken):
        ticker.add(taken, seconds=NEVER, run=job)
