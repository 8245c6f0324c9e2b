"""Polls: asked and answered after a contact, summed up. Unpack, one use case, a screen."""

import asyncio

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.matters import show_instead
from bot.pages import PAGE_SIZE
from bot.polls import summary_cards
from bot.polls.callback_data import (
    SKIP,
    AnswerPollWith,
    ChoosePollSegment,
    OpenPoll,
    OpenPollSummary,
    OpenPollWords,
    TakePollSheet,
)
from bot.polls.cards import poll_screen
from bot.screens import Document, Screen, send, show
from bot.texts import Texts
from domain.delivery.ports import Cards
from domain.interactions.model import InteractionId
from domain.org.model import Actor
from domain.polls.files import WritePollWorkbook
from domain.polls.queries import Chosen, ListPollAnswers, ListPollWords, ViewPollSummary
from domain.polls.use_cases import AnswerPoll, ViewPoll
from domain.products.use_cases import ListSegmentsToChoose
from domain.rate_limits import Limited, RateLimits


async def show_poll(
    target: Message | CallbackQuery,
    actor: Actor,
    interaction_id: InteractionId,
    key: str,
    texts: Texts,
    view_poll: ViewPoll,
    cards: Cards,
    *,
    question: int | None = None,
) -> None:
    """Raises: NotFound."""
    page = await view_poll(actor, interaction_id, key, question)
    await show_instead(target, poll_screen(page, texts, zone=actor.zone), cards)


async def poll_opened(
    query: CallbackQuery,
    callback_data: OpenPoll,
    actor: Actor,
    texts: Texts,
    view_poll: ViewPoll,
    cards: Cards,
) -> None:
    interaction_id = InteractionId(callback_data.interaction_id)
    question = callback_data.question - 1 if callback_data.question > 0 else None
    await show_poll(
        query, actor, interaction_id, callback_data.poll, texts, view_poll, cards, question=question
    )


async def poll_answered(
    query: CallbackQuery,
    callback_data: AnswerPollWith,
    actor: Actor,
    texts: Texts,
    answer_poll: AnswerPoll,
    view_poll: ViewPoll,
    cards: Cards,
) -> None:
    interaction_id = InteractionId(callback_data.interaction_id)
    key, is_new = await answer_poll(
        actor,
        interaction_id,
        callback_data.poll,
        callback_data.question,
        None if callback_data.answer == SKIP else callback_data.answer - 1,
        rules_version=callback_data.rules,
        version=callback_data.version,
    )
    await show_poll(query, actor, interaction_id, key, texts, view_poll, cards)
    if not is_new:
        await query.answer(texts.plain("poll-answered-already"))


async def summary_asked(
    message: Message, actor: Actor, texts: Texts, view_poll_summary: ViewPollSummary
) -> None:
    summary, rulebook = await view_poll_summary(actor, Chosen())
    await show(message, summary_cards.summary_screen(summary, rulebook, texts))


async def summary_opened(
    query: CallbackQuery,
    callback_data: OpenPollSummary,
    actor: Actor,
    texts: Texts,
    view_poll_summary: ViewPollSummary,
) -> None:
    chosen = summary_cards.chosen_by(callback_data)
    summary, rulebook = await view_poll_summary(actor, chosen)
    await show(query, summary_cards.summary_screen(summary, rulebook, texts))


async def segments_opened(
    query: CallbackQuery,
    callback_data: ChoosePollSegment,
    actor: Actor,
    texts: Texts,
    list_segments_to_choose: ListSegmentsToChoose,
) -> None:
    segments = tuple(await list_segments_to_choose(actor))
    await show(query, summary_cards.segments_to_choose(callback_data, segments, texts))


async def words_opened(
    query: CallbackQuery,
    callback_data: OpenPollWords,
    actor: Actor,
    texts: Texts,
    list_poll_words: ListPollWords,
) -> None:
    poll, page = await list_poll_words(
        actor,
        summary_cards.chosen_by(callback_data),
        offset=max(0, callback_data.page) * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    await show(query, summary_cards.words_screen(poll, page, callback_data, texts))


async def sheet_pressed(
    query: CallbackQuery,
    callback_data: TakePollSheet,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    rate_limits: RateLimits,
    list_poll_answers: ListPollAnswers,
    write_poll_workbook: WritePollWorkbook,
) -> None:
    """A message of its own, to be kept."""
    rate_limits.require(actor.id, Limited.FILE)
    chosen = summary_cards.chosen_by(callback_data)
    poll, rows, rulebook = await list_poll_answers(actor, chosen)
    words = summary_cards.answer_words(poll, rulebook, texts)
    content = await asyncio.to_thread(write_poll_workbook, rows, words)
    chat_id = query.message.chat.id if query.message is not None else query.from_user.id
    caption = texts("polls-file", name=words.title, count=len(rows))
    document = Document(summary_cards.FILE_NAME, content)
    await send(bot, chat_id, Screen(caption, document=document))


def router() -> Router:
    polls = Router(name="polls")
    polls.message.register(summary_asked, Command("polls"))
    tapped = polls.callback_query.register
    tapped(poll_opened, OpenPoll.filter())
    tapped(poll_answered, AnswerPollWith.filter())
    tapped(summary_opened, OpenPollSummary.filter())
    tapped(segments_opened, ChoosePollSegment.filter())
    tapped(words_opened, OpenPollWords.filter())
    tapped(sheet_pressed, TakePollSheet.filter())
    return polls
