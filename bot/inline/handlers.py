"""``@bot ромаш`` in any chat: unpack, one use case, the clients that the person may see."""

from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from aiogram import Bot, Router
from aiogram.enums import ChatType
from aiogram.types import InlineQuery, Message
from aiogram.utils.deep_linking import create_start_link

from bot.inline.answers import answer_with_results, answer_with_words
from bot.inline.results import found_client, recent_client
from bot.org.deep_links import SEPARATOR, DeepLinks
from bot.texts import Texts
from domain.clients.queries import FindClients
from domain.interactions.use_cases import ListRecentClients
from domain.org.model import Actor, Role

AT_ONCE: Final = 20
"""Results of one answer: more than a phone shows before it scrolls; Telegram takes 50."""
LAST_OFFSET: Final = 1000
"""No search finds that many; what is beyond it nobody was given."""
CLIENT: Final = "client"
"""The prefix of a link to a client's card."""


async def client_sought(
    query: InlineQuery,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    find_clients: FindClients,
    list_recent_clients: ListRecentClients,
) -> None:
    if actor.role is Role.CLIENT:  # has no clients: is told what a stranger is
        await answer_with_words(query, texts.plain("private-chat-button"))
        return
    wanted, offset = query.query.strip(), _offset_of(query)
    if not wanted:
        recent = await list_recent_clients(actor) if offset == 0 else ()
        results = [recent_client(one, await _link_to(one.id, bot), texts) for one in recent]
        nothing, next_offset = "inline-prompt", ""
    else:
        found = await find_clients(actor, wanted, offset=offset, size=AT_ONCE, while_typing=True)
        lines = found.lines if found.page.offset == offset else ()  # else the list is over
        results = [found_client(one, await _link_to(one.id, bot), texts) for one in lines]
        nothing = "inline-none-found"
        shown = offset + len(results)
        next_offset = str(shown) if results and shown < found.page.total else ""
    if results or offset:
        await answer_with_results(query, results, next_offset=next_offset)
    else:
        await answer_with_words(query, texts.plain(nothing))


def _offset_of(query: InlineQuery) -> int:
    """As an earlier answer gave it; past every result where no answer could have."""
    if not query.offset:
        return 0
    is_number = query.offset.isascii() and query.offset.isdigit()
    return min(int(query.offset), LAST_OFFSET) if is_number else LAST_OFFSET


async def _link_to(client_id: int, bot: Bot) -> str:
    return await create_start_link(bot, f"{CLIENT}{SEPARATOR}{client_id}")


async def result_posted(
    message: Message, actor: Actor, texts: Texts, deep_links: DeepLinks, **data: Any
) -> None:
    """What was chosen came to the bot as well: in its own chat the card follows at once, in a group
    it has said what there is to say.
    """
    if message.chat.type != ChatType.PRIVATE:
        return
    known = {**data, "actor": actor, "texts": texts, "deep_links": deep_links}
    if not await deep_links.open(_payload_of(message), message, known):
        await message.answer(texts("not-understood"), parse_mode="HTML")


def _payload_of(message: Message) -> str:
    """What the button under it starts the bot with; nothing where there is no such button."""
    keyboard = message.reply_markup
    rows = keyboard.inline_keyboard if keyboard else []
    address = next((button.url for row in rows for button in row if button.url), "")
    return parse_qs(urlsplit(address).query).get("start", [""])[0]


async def _is_own_result(message: Message, bot: Bot) -> bool:
    return message.via_bot is not None and message.via_bot.id == bot.id


def router() -> Router:
    """Comes before groups, forms and free text: nobody wrote what a result says."""
    inline = Router(name="inline")
    inline.inline_query.register(client_sought)
    inline.message.register(result_posted, _is_own_result)
    return inline
