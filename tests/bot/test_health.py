import asyncio
from contextlib import asynccontextmanager

import pytest
import structlog
from aiohttp import ClientSession, web

from bot.delivery.metrics import DeliveryMetrics
from bot.health import Health, Remembered, serve
from bot.heartbeat import Heartbeat
from bot.metrics import Metrics
from bot.sweep_lines import with_lines
from bot.updates.progress import Outcome as UpdateOutcome
from bot.updates.progress import following
from bot.use_case_times import time_use_cases
from domain.delivery.model import Outcome
from storage.engine import make_engine
from storage.watched_pool import connections_in_use, pool_size, watch_pool


@asynccontextmanager
async def served(checks, metrics=None):
    app = web.Application()
    Health(checks, metrics or Metrics(), check_seconds=0.05).add_to(app)
    runner = await serve(app, "127.0.0.1", 0)
    async with ClientSession("http://{}:{}".format(*runner.addresses[0])) as http:
        yield http
    await runner.cleanup()


async def holds():
    return True


async def fails():
    return False


async def breaks():
    raise OSError


async def hangs():
    await asyncio.Event().wait()
    return True


async def test_a_process_that_answers_is_alive():
    async with served({"database": breaks}) as http, http.get("/healthz") as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("check", "status"), [(holds, 200), (fails, 503), (breaks, 503), (hangs, 503)]
)
async def test_it_is_ready_when_every_check_holds(check, status):
    async with served({"database": check, "updates": holds}) as http, http.get("/readyz") as answer:
        assert answer.status == status
        assert await answer.json() == {"database": status == 200, "updates": True}


async def test_however_often_one_looks_the_database_is_asked_once_a_second():
    asked, now, answers = [], [100.0], [True, False, OSError(), True]

    async def ask():
        asked.append(now[0])
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    check = Remembered(ask, monotonic=lambda: now[0])
    many = await asyncio.gather(*(check() for _ in range(5)))
    now[0] = 100.9
    soon = await check()
    now[0] = 101.0
    later = await check()
    now[0] = 102.0
    async with served({"database": check}) as http:
        away, back = [(await http.get("/readyz")).status for _ in range(2)]

    assert (many, soon, later) == ([True] * 5, True, False)
    assert (away, back) == (503, 200)
    assert asked == [100.0, 101.0, 102.0, 102.0]


async def test_metrics_tell_what_was_counted():
    metrics = Metrics()
    metrics.update_done(UpdateOutcome.HANDLED, 0.02)
    metrics.settled("offer_due", Outcome.RANG)
    metrics.leading(is_leader=True)
    metrics.sweep_done("offers", 0.5)
    metrics.sweep_failed("offers")

    async def ledger():
        return 12, 90.5

    metrics.read_ledger_by(ledger)
    metrics.observer_of("move_deal")(0.01)
    metrics.pool_waited(0.002)
    metrics.loop_lagged(0.03)
    metrics.read_pool_by(lambda: 3, size=10)

    async with served({}, metrics) as http, http.get("/metrics") as answer:
        said = await answer.text()

    assert 'naparnik_updates_total{outcome="handled"} 1.0' in said
    assert 'naparnik_update_seconds_bucket{le="0.025"} 1.0' in said
    assert 'naparnik_sends_total{kind="offer_due",outcome="rang"} 1.0' in said
    assert "naparnik_sender_is_leader 1.0" in said
    assert 'naparnik_sweep_seconds_count{sweep="offers"} 1.0' in said
    assert 'naparnik_sweep_failures_total{sweep="offers"} 1.0' in said
    assert "naparnik_ledger_depth 12.0" in said
    assert "naparnik_ledger_oldest_due_seconds 90.5" in said
    assert 'naparnik_use_case_seconds_bucket{le="0.025",use_case="move_deal"} 1.0' in said
    assert 'naparnik_pool_wait_seconds_bucket{le="0.005"} 1.0' in said
    assert 'naparnik_loop_lag_seconds_bucket{le="0.05"} 1.0' in said
    assert "naparnik_pool_in_use 3.0" in said
    assert "naparnik_pool_size 10.0" in said


async def test_the_sender_counts_with_the_same_metrics():
    metrics = Metrics()
    counted: DeliveryMetrics = metrics
    counted.delayed(0.1)
    counted.flooded(3)
    counted.outage_met()

    async with served({}, metrics) as http, http.get("/metrics") as answer:
        told = await answer.text()

    assert "naparnik_send_delay_seconds_count 1.0" in told
    assert "naparnik_flood_silence_seconds_total 3.0" in told
    assert "naparnik_telegram_outages_total 1.0" in told


async def test_metrics_are_there_while_the_database_is_away():
    metrics = Metrics()
    metrics.read_ledger_by(breaks)

    async with served({}, metrics) as http, http.get("/metrics") as answer:
        assert answer.status == 200
        assert "naparnik_ledger_depth NaN" in await answer.text()


async def test_a_port_that_is_taken_is_an_error_at_once():
    app = web.Application()
    first = await serve(app, "127.0.0.1", 0)

    with pytest.raises(OSError, match="address"):
        await serve(web.Application(), "127.0.0.1", first.addresses[0][1])
    await first.cleanup()


async def test_a_request_that_never_ends_does_not_keep_its_connection():
    runner = await serve(web.Application(), "127.0.0.1", 0, idle_seconds=0.05)
    reader, writer = await asyncio.open_connection(*runner.addresses[0])

    writer.write(b"GET /heal")
    rest = await reader.read()

    assert rest == b""
    writer.close()
    await runner.cleanup()


def test_two_sets_of_metrics_do_not_meet():
    one, another = Metrics(), Metrics()
    one.outage_met()

    assert another.registry.get_sample_value("naparnik_telegram_outages_total") == 0


@pytest.mark.parametrize(
    ("ended", "is_stuck", "status"), [([], False, 200), (["sender"], False, 503), ([], True, 503)]
)
async def test_it_is_worth_keeping_while_its_parts_run_and_its_loop_turns(ended, is_stuck, status):
    health = Health({}, Metrics(), ended_parts=lambda: ended, is_stuck=lambda: is_stuck)
    app = web.Application()
    health.add_to(app)
    runner = await serve(app, "127.0.0.1", 0)

    async with (
        ClientSession("http://{}:{}".format(*runner.addresses[0])) as http,
        http.get("/healthz") as answer,
    ):
        said = await answer.json()

    assert answer.status == status
    assert said == {"alive": status == 200, "ended": ended, "stuck": is_stuck}
    await runner.cleanup()


async def test_a_loop_that_was_held_up_is_stuck_until_it_turns_again():
    lags, has_beaten = [], asyncio.Event()

    def beat(seconds):
        lags.append(seconds)
        has_beaten.set()

    heartbeat = Heartbeat(beat, beat_seconds=0.01, stuck_seconds=0.02)
    beating = asyncio.create_task(heartbeat.run())
    await asyncio.sleep(0)

    end = asyncio.get_running_loop().time() + 0.05
    while asyncio.get_running_loop().time() < end:
        pass
    was_stuck = heartbeat.is_stuck()
    await has_beaten.wait()

    assert was_stuck
    assert not heartbeat.is_stuck()
    assert max(lags) > 0.02
    beating.cancel()
    await asyncio.wait([beating])
    assert not heartbeat.is_stuck()


class MoveThings:
    """As a use case is."""

    limit = 5

    async def __call__(self, actor, *, version):
        return actor, version


class WatchThings:
    def __call__(self):
        return "watching"


async def test_use_cases_are_timed_and_noted_for_the_update_in_hand():
    observed = []
    handed_out = {"move_things": MoveThings(), "watch_things": WatchThings(), "clock": 3}

    time_use_cases(
        handed_out,
        ["move_things", "watch_things"],
        lambda name: lambda seconds: observed.append((name, seconds >= 0)),
    )
    with following() as progress:
        moved = await handed_out["move_things"]("Anna", version=2)

    assert moved == ("Anna", 2)
    assert handed_out["move_things"].limit == 5
    assert handed_out["watch_things"]() == "watching"
    assert observed == [("move_things", True)]
    assert progress.use_cases == ["move_things"]


async def test_a_wait_for_a_connection_is_told(database_url):
    waits = []
    engine = make_engine(database_url, pool_size=1)
    watch_pool(engine, waits.append)

    async with engine.connect():
        in_use = connections_in_use(engine)

    assert (in_use, connections_in_use(engine), pool_size(engine)) == (1, 0, 1)
    assert len(waits) == 1
    assert waits[0] > 0
    await engine.dispose()


@pytest.mark.parametrize(("done", "level"), [(0, "debug"), (3, "info"), (None, "debug")])
async def test_a_tick_tells_its_sweep_and_what_it_did(done, level):
    async def run():
        structlog.get_logger("ours").warning("inside")
        return done

    with structlog.testing.capture_logs(
        processors=[structlog.contextvars.merge_contextvars]
    ) as lines:
        assert await with_lines("offers", run)() == done

    inside, line = lines
    assert inside["sweep"] == line["sweep"] == "offers"
    assert (line["event"], line["log_level"], line["did"]) == ("sweep", level, done)
