import asyncio
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web

from bot.delivery.metrics import DeliveryMetrics
from bot.health import Health, serve
from bot.metrics import Metrics
from domain.delivery.model import Outcome


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


async def test_metrics_tell_what_was_counted():
    metrics = Metrics()
    metrics.update_done("handled", 0.02)
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


def test_the_sender_counts_with_the_same_metrics():
    counted: DeliveryMetrics = Metrics()

    counted.delayed(0.1)
    counted.flooded(3)
    counted.outage_met()


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


def test_two_sets_of_metrics_do_not_meet():
    one, another = Metrics(), Metrics()
    one.outage_met()

    assert another.registry.get_sample_value("naparnik_telegram_outages_total") == 0
