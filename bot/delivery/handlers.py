from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import KICKED, MEMBER, ChatMemberUpdatedFilter
from aiogram.types import CallbackQuery, ChatMemberUpdated

from bot.delivery.cards import send_card
from bot.delivery.held_matters import OpenNotice
from bot.delivery.makers import Makers
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.model import NoticeId
from domain.delivery.ports import Cards, Outbox
from domain.delivery.use_cases import NotePersonBlocked, NotePersonReachable
from domain.org.model import Actor


async def told_matter_opened(
    query: CallbackQuery,
    callback_data: OpenNotice,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    outbox: Outbox,
    makers: Makers,
    cards: Cards,
    clock: Clock,
) -> None:
    notice = await outbox.find(NoticeId(callback_data.notice_id), actor.id)
    screen = await makers.make_opened(actor, notice) if notice else None
    if notice is None or screen is None:
        await query.answer(texts.plain("delivery-settled"))
        return
    await query.answer()
    await send_card(bot, query.from_user.id, screen, notice, cards=cards, clock=clock, texts=texts)


async def bot_blocked(
    _update: ChatMemberUpdated, actor: Actor, note_person_blocked: NotePersonBlocked
) -> None:
    await note_person_blocked(actor.id)


async def bot_unblocked(
    _update: ChatMemberUpdated, actor: Actor, note_person_reachable: NotePersonReachable
) -> None:
    await note_person_reachable(actor.id)


def router() -> Router:
    delivery = Router(name="delivery")
    delivery.callback_query.register(told_matter_opened, OpenNotice.filter())
    in_private = F.chat.type == ChatType.PRIVATE
    changed = delivery.my_chat_member.register
    changed(bot_blocked, in_private, ChatMemberUpdatedFilter(member_status_changed=KICKED))
    changed(bot_unblocked, in_private, ChatMemberUpdatedFilter(member_status_changed=MEMBER))
    return delivery
