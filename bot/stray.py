"""What reached no other handler: buttons of another time, and words said in a group."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, User
from aiogram.utils.deep_linking import create_start_link

from bot.org.deep_links import JUST_OPEN
from bot.texts import Texts


async def unknown_button_pressed(query: CallbackQuery, texts: Texts) -> None:
    await query.answer(texts.plain("button-outdated"), show_alert=True)


async def unknown_sent(message: Message, texts: Texts) -> None:
    await message.answer(texts("not-understood"), parse_mode="HTML")


async def group_spoke(message: Message, texts: Texts) -> None:
    """Group chats get no client data, whoever asks: one line and the way to the private chat.

    What people say to each other stays between them: an administrator is sent that too.
    """
    if message.bot is None or not _is_for_the_bot(message, await message.bot.me()):
        return
    link = await create_start_link(message.bot, JUST_OPEN)
    button = InlineKeyboardButton(text=texts.plain("private-chat-button"), url=link)
    await message.answer(
        texts("only-in-private"), reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
    )


def _is_for_the_bot(message: Message, bot: User) -> bool:
    """A command, a reply to the bot, or a mention of it."""
    text = (message.text or message.caption or "").lower()
    mention = f"@{bot.username}".lower()
    if text.startswith("/"):
        command = text.split()[0]
        return "@" not in command or command.endswith(mention)
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None:
        is_said = answered.message_id != message.message_thread_id  # a topic's first message
        if answered.from_user.id == bot.id and is_said:
            return True
    return mention in text


async def group_tapped(query: CallbackQuery, texts: Texts) -> None:
    await query.answer(texts.plain("only-in-private"), show_alert=True)


async def _is_in_group(query: CallbackQuery) -> bool:
    """Every tap comes by here: a magic filter would be asked in a thread of its own."""
    return query.message is not None and query.message.chat.type != ChatType.PRIVATE


def group_router() -> Router:
    """Comes first and lets nothing of a group pass."""
    router = Router(name="groups")
    router.message.register(group_spoke, F.chat.type != ChatType.PRIVATE)
    router.callback_query.register(group_tapped, _is_in_group)
    return router


def stray_router() -> Router:
    """Comes last."""
    router = Router(name="stray")
    router.callback_query.register(unknown_button_pressed)
    router.message.register(unknown_sent)
    return router
