"""A team's digest in a group: switched on and off there, and looked after from the private chat."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import IS_NOT_MEMBER, ChatMemberUpdatedFilter, Command, CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from aiogram.utils.deep_linking import create_startgroup_link

from bot.digests.callback_data import LeaveGroup, LeaveThisGroup
from bot.digests.group_cards import bound_screen, groups_screen
from bot.matters import show_instead
from bot.screens import Screen, send, show
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.ports import Cards
from domain.digests.group_model import GroupDigestId
from domain.digests.groups import (
    BindGroup,
    KeepGroupDigests,
    ListGroupDigests,
    UnbindChat,
    UnbindGroup,
)
from domain.org.model import Actor

PAYLOAD = "digest"
"""Of the link that adds the bot to a group for this."""


async def group_asks_for_digest(
    message: Message, actor: Actor, texts: Texts, clock: Clock, bind_group: BindGroup
) -> None:
    plan = await bind_group(actor, message.chat.id, message.chat.title or "")
    assert message.bot is not None
    today = clock().astimezone(plan.zone).date()
    await send(message.bot, message.chat.id, bound_screen(plan, texts, today=today))


async def group_left(
    query: CallbackQuery, actor: Actor, texts: Texts, unbind_chat: UnbindChat
) -> None:
    if query.message is None:
        return
    await unbind_chat(actor, query.message.chat.id)
    await show(query, Screen(texts("digest-group-left")))


async def group_became_supergroup(message: Message, keep_group_digests: KeepGroupDigests) -> None:
    assert message.migrate_to_chat_id is not None
    await keep_group_digests.move(message.chat.id, message.migrate_to_chat_id)


async def bot_put_out(update: ChatMemberUpdated, keep_group_digests: KeepGroupDigests) -> None:
    await keep_group_digests.lose(update.chat.id)


async def show_groups(
    query: CallbackQuery,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    clock: Clock,
    list_group_digests: ListGroupDigests,
) -> None:
    """Raises: GroupDigestOfHead."""
    groups, at = await list_group_digests(actor)
    assert query.bot is not None
    link = await create_startgroup_link(query.bot, PAYLOAD)
    today = clock().astimezone(actor.zone).date()
    screen = groups_screen(groups, at, texts, actor=actor, link=link, today=today)
    await show_instead(query, screen, cards)


async def group_switched_off(
    query: CallbackQuery,
    callback_data: LeaveGroup,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    clock: Clock,
    unbind_group: UnbindGroup,
    list_group_digests: ListGroupDigests,
) -> None:
    left = await unbind_group(actor, GroupDigestId(callback_data.binding_id))
    if left is not None and query.bot is not None:
        await send(query.bot, left.chat_id, Screen(texts("digest-group-left")))
    await show_groups(query, actor, texts, cards, clock, list_group_digests)


def router() -> Router:
    groups = Router(name="digest-groups")
    groups.callback_query.register(group_switched_off, LeaveGroup.filter())
    return groups


def group_router() -> Router:
    """Comes before what answers everything else that is said in groups."""
    groups = Router(name="digests-in-groups")
    in_group = F.chat.type != ChatType.PRIVATE
    groups.message.filter(in_group)
    groups.message.register(group_asks_for_digest, Command("digest"))
    groups.message.register(
        group_asks_for_digest, CommandStart(deep_link=True, magic=F.args == PAYLOAD)
    )
    groups.message.register(group_became_supergroup, F.migrate_to_chat_id)
    groups.callback_query.register(
        group_left, LeaveThisGroup.filter(), F.message.chat.type != ChatType.PRIVATE
    )
    groups.my_chat_member.register(
        bot_put_out, in_group, ChatMemberUpdatedFilter(member_status_changed=IS_NOT_MEMBER)
    )
    return groups
