"""The hour of a digest, in words."""

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.digests.callback_data import TypeDigestTime
from bot.digests.settings_cards import plan_screen
from bot.questions import Asked, Question, ask
from bot.screens import show
from domain.digests.choosing import ChooseDigestTime
from domain.digests.rules import typed_hour

TIME: Final = "digest-time"


async def time_asked(_query: CallbackQuery, dialog_manager: DialogManager) -> None:
    await ask(dialog_manager, TIME)


async def time_answered(asked: Asked, text: str) -> None:
    at = typed_hour(text)
    actor, texts, clock = asked.data["actor"], asked.data["texts"], asked.data["clock"]
    choose_digest_time: ChooseDigestTime = asked.data["choose_digest_time"]
    plan = await choose_digest_time(actor, at)
    await asked.close()
    today = clock().astimezone(actor.zone).date()
    await show(asked.target, plan_screen(plan, texts, actor=actor, today=today))


QUESTIONS: Final = (Question(TIME, "digest-question-time", time_answered),)


def dialog_router() -> Router:
    asking = Router(name="digests-asking")
    asking.callback_query.register(time_asked, TypeDigestTime.filter())
    return asking
