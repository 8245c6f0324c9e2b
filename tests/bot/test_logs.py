import io
import json
import logging
import warnings

import pytest
import structlog

from bot.logs import set_up_logs
from bot.settings import LogFormat, LogLevel

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
ADDRESS = "postgresql://me:hunter2@db/crm"


@pytest.fixture(autouse=True)
def put_back():
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def logged(shape=LogFormat.JSON):
    stream = io.StringIO()
    set_up_logs(LogLevel.INFO, shape, secrets=(TOKEN, ADDRESS, "hunter2"), stream=stream)
    return stream


@pytest.mark.parametrize("shape", LogFormat)
def test_secrets_are_blotted_out_wherever_they_come_from(shape):
    stream = logged(shape)

    structlog.get_logger("ours").info("calling", url=f"https://api.telegram.org/bot{TOKEN}/getMe")
    logging.getLogger("aiohttp.client").warning("cannot reach %s", ADDRESS)
    logging.getLogger("other").warning("postgresql://you:swordfish@db and 987654321:%s", "A" * 35)

    said = stream.getvalue()
    assert len(said.splitlines()) == 3
    for secret in (TOKEN, "hunter2", "swordfish", "A" * 35):
        assert secret not in said


@pytest.mark.parametrize("logger", [structlog.get_logger("ours"), logging.getLogger("theirs")])
def test_an_exception_is_told_by_type_and_place_without_what_it_quotes(logger):
    stream = logged()

    try:
        try:
            int("+7 999 123-45-67")
        except ValueError as error:
            raise RuntimeError("client Romashka") from error
    except RuntimeError:
        logger.exception("update broken")

    event = json.loads(stream.getvalue())
    assert event["event"] == "update broken"
    assert event["exception"].splitlines()[-1] == "builtins.RuntimeError"
    assert "test_logs.py" in event["exception"]
    assert "999" not in stream.getvalue()
    assert "Romashka" not in stream.getvalue()


def test_an_error_that_speaks_of_code_alone_keeps_its_words():
    stream = logged()

    try:
        None.price  # noqa: B018 - to raise
    except AttributeError:
        structlog.get_logger("ours").exception("update broken")

    assert "has no attribute 'price'" in json.loads(stream.getvalue())["exception"]


def test_the_update_in_hand_is_on_every_line():
    stream = logged()

    with structlog.contextvars.bound_contextvars(update_id=17):
        structlog.get_logger("ours").info("ours")
        logging.getLogger("theirs").warning("theirs")

    assert [json.loads(line)["update_id"] for line in stream.getvalue().splitlines()] == [17, 17]


def test_what_is_below_the_level_is_not_written():
    stream = logged()

    structlog.get_logger("ours").debug("quiet")
    logging.getLogger("aiogram.event").info("Update id=1 is handled")

    assert stream.getvalue() == ""


def test_warnings_of_libraries_are_logged():
    stream = logged()

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old way", stacklevel=1)

    assert "old way" in stream.getvalue()


def test_a_log_that_nobody_reads_any_more_stops_nothing():
    stream = logged()
    stream.close()

    structlog.get_logger("ours").info("calling")


@pytest.mark.parametrize("shape", LogFormat)
def test_words_with_places_for_values_are_filled(shape):
    stream = logged(shape)

    structlog.get_logger("ours").info("told: %d", 3)
    logging.getLogger("theirs").warning("told: %d", 4)

    assert "told: 3" in stream.getvalue()
    assert "told: 4" in stream.getvalue()
