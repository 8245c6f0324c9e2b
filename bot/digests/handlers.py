"""One's own digest: when it comes, with what, and at once. Unpack, one use case, show."""

from collections.abc import Awaitable, Callable
from datetime import time
from typing import Final

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.digests import settings_cards
from bot.digests.callback_data import (
    AsEverybody,
    ComeAt,
    ComeOnDays,
    OpenDigest,
    OpenDigestSetting,
    SendDigestNow,
    SwitchPart,
    SwitchPeriod,
    SwitchWeekday,
)
from bot.digests.group_handlers import show_groups
from bot.digests.painters import PaintDigest
from bot.matters import show_instead
from bot.screens import Screen, send
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.ports import Cards
from domain.digests.choosing import (
    ChooseDigestDays,
    ChooseDigestTime,
    SwitchDigestPart,
    SwitchDigestWeekday,
    SwitchPeriodDigest,
    ViewDigestPlan,
    WantDigestAsEverybody,
)
from domain.digests.errors import DigestEmpty, DigestTimeImpossible
from domain.digests.groups import ListGroupDigests
from domain.digests.model import DigestKind, DigestPlan
from domain.org.model import Actor

SETTINGS: Final[dict[str, Callable[[DigestPlan, Texts], Screen]]] = {
    "time": settings_cards.time_screen,
    "days": settings_cards.days_screen,
    "parts": settings_cards.parts_screen,
    "periods": settings_cards.periods_screen,
    "now": lambda _plan, texts: settings_cards.now_screen(texts),
}


def _screen(plan: DigestPlan, texts: Texts, actor: Actor, clock: Clock) -> Screen:
    today = clock().astimezone(actor.zone).date()
    return settings_cards.plan_screen(plan, texts, actor=actor, today=today)


async def digest_opened(
    target: Message | CallbackQuery,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    cards: Cards,
    view_digest_plan: ViewDigestPlan,
) -> None:
    plan = await view_digest_plan(actor)
    await show_instead(target, _screen(plan, texts, actor, clock), cards)


async def setting_opened(
    query: CallbackQuery,
    callback_data: OpenDigestSetting,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    clock: Clock,
    view_digest_plan: ViewDigestPlan,
    list_group_digests: ListGroupDigests,
) -> None:
    if callback_data.setting == "groups":
        await show_groups(query, actor, texts, cards, clock, list_group_digests)
        return
    plan = await view_digest_plan(actor)
    await show_instead(query, SETTINGS[callback_data.setting](plan, texts), cards)


async def time_tapped(
    query: CallbackQuery,
    callback_data: ComeAt,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    cards: Cards,
    choose_digest_time: ChooseDigestTime,
) -> None:
    hour, minute = divmod(callback_data.at, 100)
    try:
        at = time(hour, minute)
    except ValueError as error:
        raise DigestTimeImpossible(text=str(callback_data.at)) from error
    plan = await choose_digest_time(actor, at, callback_data.version)
    await show_instead(query, _screen(plan, texts, actor, clock), cards)


async def weekday_switched(
    query: CallbackQuery,
    callback_data: SwitchWeekday,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    switch_digest_weekday: SwitchDigestWeekday,
) -> None:
    plan = await switch_digest_weekday(
        actor, callback_data.weekday, callback_data.version, is_on=callback_data.is_on
    )
    await show_instead(query, settings_cards.days_screen(plan, texts), cards)


async def days_chosen(
    query: CallbackQuery,
    callback_data: ComeOnDays,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    choose_digest_days: ChooseDigestDays,
) -> None:
    plan = await choose_digest_days(actor, callback_data.version, every_day=callback_data.every_day)
    await show_instead(query, settings_cards.days_screen(plan, texts), cards)


async def part_switched(
    query: CallbackQuery,
    callback_data: SwitchPart,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    switch_digest_part: SwitchDigestPart,
) -> None:
    plan = await switch_digest_part(
        actor, callback_data.part, callback_data.version, is_on=callback_data.is_on
    )
    await show_instead(query, settings_cards.parts_screen(plan, texts), cards)


async def period_switched(
    query: CallbackQuery,
    callback_data: SwitchPeriod,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    switch_period_digest: SwitchPeriodDigest,
) -> None:
    plan = await switch_period_digest(
        actor, callback_data.kind, callback_data.version, is_on=callback_data.is_on
    )
    await show_instead(query, settings_cards.periods_screen(plan, texts), cards)


async def as_everybody_pressed(
    query: CallbackQuery,
    callback_data: AsEverybody,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    cards: Cards,
    want_digest_as_everybody: WantDigestAsEverybody,
) -> None:
    plan = await want_digest_as_everybody(actor, callback_data.version)
    await show_instead(query, _screen(plan, texts, actor, clock), cards)


async def digest_wanted_now(
    query: CallbackQuery,
    callback_data: SendDigestNow,
    actor: Actor,
    texts: Texts,
    paint_digest: PaintDigest,
) -> None:
    """Raises: DigestEmpty."""
    painted: dict[DigestKind, Callable[[Actor], Awaitable[Screen | None]]] = {
        DigestKind.DAILY: paint_digest,
        DigestKind.WEEKLY: paint_digest.weekly,
        DigestKind.MONTHLY: paint_digest.monthly,
    }
    screen = await painted[callback_data.kind](actor)
    if screen is None:
        raise DigestEmpty
    assert query.bot is not None
    await query.answer(texts.plain("digest-sent"))
    await send(query.bot, query.from_user.id, screen)


def router() -> Router:
    digests = Router(name="digests")
    digests.message.register(digest_opened, Command("digest"))
    tapped = digests.callback_query.register
    tapped(digest_opened, OpenDigest.filter())
    tapped(setting_opened, OpenDigestSetting.filter())
    tapped(time_tapped, ComeAt.filter())
    tapped(weekday_switched, SwitchWeekday.filter())
    tapped(days_chosen, ComeOnDays.filter())
    tapped(part_switched, SwitchPart.filter())
    tapped(period_switched, SwitchPeriod.filter())
    tapped(as_everybody_pressed, AsEverybody.filter())
    tapped(digest_wanted_now, SendDigestNow.filter())
    return digests
