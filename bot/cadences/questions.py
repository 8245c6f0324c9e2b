"""What is asked in words about contacts that are due, and what the answers do."""

from collections.abc import Awaitable
from datetime import date
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.cadences.callback_data import AskForLaterDay, AskWhyNoMove
from bot.matters import ShowMatter
from bot.questions import Asked, Question, ask
from domain.cadences.choices import CheckLaterDay
from domain.cadences.model import CadenceMoveId
from domain.cadences.moving import AskCadenceMove, DeclineCadenceMove, ViewCadenceMove
from domain.cadences.rules import require_decidable
from domain.clients.model import ClientId
from domain.delivery.model import Matter
from domain.errors import Outdated
from domain.org.model import Actor
from domain.typed_dates import parse_day


async def later_pressed(
    _query: CallbackQuery,
    callback_data: AskForLaterDay,
    actor: Actor,
    check_later_day: CheckLaterDay,
    dialog_manager: DialogManager,
) -> None:
    """Refused, as the request itself would be, before anybody takes the trouble to answer."""
    client_id, version = callback_data.client_id, callback_data.version
    await check_later_day(actor, ClientId(client_id), None, version=version)
    await ask(dialog_manager, "cadence_day", cadence_id=client_id, version=version)


async def day_told(asked: Asked, text: str) -> None:
    check_later_day: CheckLaterDay = asked.data["check_later_day"]
    actor: Actor = asked.data["actor"]
    cadence_id, version = asked.ids["cadence_id"], asked.ids["version"]
    day = parse_day(text, today=asked.data["clock"]().astimezone(actor.zone).date())
    checked = check_later_day(actor, ClientId(cadence_id), day, version=version)
    await _done_or_outdated(asked, checked, Matter.CADENCE, cadence_id)
    await ask(
        asked.manager,
        "cadence_reason",
        cadence_id=cadence_id,
        version=version,
        day=day.isoformat(),
    )


async def reason_told(asked: Asked, text: str) -> None:
    ask_cadence_move: AskCadenceMove = asked.data["ask_cadence_move"]
    ids, actor = asked.ids, asked.data["actor"]
    day = date.fromisoformat(ids["day"])
    asking = ask_cadence_move(actor, ClientId(ids["cadence_id"]), day, text, version=ids["version"])
    await _done_or_outdated(asked, asking, Matter.CADENCE, ids["cadence_id"])
    await _show(asked, Matter.CADENCE, ids["cadence_id"])


async def decline_pressed(
    _query: CallbackQuery,
    callback_data: AskWhyNoMove,
    actor: Actor,
    view_cadence_move: ViewCadenceMove,
    dialog_manager: DialogManager,
) -> None:
    """Refused, as declining itself would be, before anybody takes the trouble to answer."""
    page = await view_cadence_move(actor, CadenceMoveId(callback_data.move_id))
    require_decidable(actor, page.view)
    await ask(dialog_manager, "move_decline", move_id=callback_data.move_id)


async def decline_reason_told(asked: Asked, text: str) -> None:
    decline_cadence_move: DeclineCadenceMove = asked.data["decline_cadence_move"]
    move_id = asked.ids["move_id"]
    declining = decline_cadence_move(asked.data["actor"], CadenceMoveId(move_id), text)
    await _done_or_outdated(asked, declining, Matter.CADENCE_MOVE, move_id)
    await _show(asked, Matter.CADENCE_MOVE, move_id)


async def _done_or_outdated(
    asked: Asked, acting: Awaitable[Any], matter: Matter, matter_id: int
) -> None:
    """Where it has changed meanwhile, no answer to the question fits any more: the card as it is
    now comes before the refusal.
    """
    try:
        await acting
    except Outdated:
        await _show(asked, matter, matter_id)
        raise


async def _show(asked: Asked, matter: Matter, matter_id: int) -> None:
    show_matter: ShowMatter = asked.data["show_matter"]
    await asked.close()
    await show_matter(asked.target, asked.data["actor"], matter, matter_id)


QUESTIONS = (
    Question("cadence_day", "question-cadence-day", day_told),
    Question("cadence_reason", "question-cadence-reason", reason_told),
    Question("move_decline", "question-move-decline", decline_reason_told),
)


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="cadences-asking")
    asking.callback_query.register(later_pressed, AskForLaterDay.filter())
    asking.callback_query.register(decline_pressed, AskWhyNoMove.filter())
    return asking
