"""The database goes just as a message stands in the chat: the bot knows of it all the same."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, Chat, InaccessibleMessage, Update, User
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.delivery.turns import MessageTurns
from domain.amounts import TypedAmount
from domain.clock import utc_now
from domain.deals.use_cases import ChangeDeal
from storage.delivery.cards import SqlCards
from storage.engine import make_engine
from storage.outages import Outages
from tests.company import Company
from tests.ledger_world import break_connections
from tests.sending_world import sending_world


class CutDatabase(BaseRequestMiddleware):
    """Once ``method`` was carried out, every connection to the database breaks off; one time."""

    def __init__(self, method: str, engine: AsyncEngine) -> None:
        self._method = method
        self._engine = engine
        self.is_done = False

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        answer = await make_request(bot, method)
        if method.__api_method__ == self._method and not self.is_done:
            self.is_done = True
            await break_connections(self._engine)
        return answer


class CutBoth(CutDatabase):
    """``method`` does not get through, and every connection to the database breaks off."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if method.__api_method__ != self._method or self.is_done:
            return await make_request(bot, method)
        self.is_done = True
        await break_connections(self._engine)
        raise TelegramNetworkError(method, "no way there")


@asynccontextmanager
async def cut_after(method: str, bot: Bot, engine: AsyncEngine) -> AsyncIterator[CutDatabase]:
    """``engine`` is the test's own, whose connections break off too."""
    cut = CutDatabase(method, engine)
    bot.session.middleware.register(cut)
    yield cut
    bot.session.middleware.unregister(cut)
    await engine.dispose()


async def test_a_new_card_is_known_although_the_database_went_as_it_was_sent(company: Company):
    async with cut_after("sendMessage", company.program.bot, company.engine) as cut:
        await company.rep.sends("завтра в 15 подготовить смету 1ч")
        card = await company.rep.sees_button("✅ Поставить")
        await company.rep.waits_for_idle_bot()

    known = await company.rows("SELECT message_id FROM cards WHERE matter = 'task'")
    assert cut.is_done
    assert [row.message_id for row in known] == [card["message_id"]]


async def test_a_card_that_came_as_the_database_went_stands_there_once_and_stays_fresh(
    company: Company,
):
    deal = await company.given_deal()

    async with cut_after("sendMessage", company.program.bot, company.engine) as cut:
        await company.rep.starts(f"deal_{deal.id}")
        await company.rep.sees("Первый контакт")
        await company.rep.waits_for_idle_bot()
    change_deal = company.container.get(ChangeDeal)
    lead = await company.actor("lead")
    await change_deal(lead, deal.id, amount=TypedAmount(Decimal(555_000), None))

    assert cut.is_done
    await company.rep.sees("555 000")
    assert sum("d-stages:" in str(one) for one in await company.rep.messages()) == 1


async def test_a_notice_that_came_as_the_database_went_comes_once(engine: AsyncEngine):
    async with sending_world(engine) as (world, people):
        await world.given_notice(await world.given_person())

        async with cut_after("sendMessage", world.bots[0], engine) as cut:
            await world.sender.drain()

        assert cut.is_done
        assert len(await world.chat(people["p1"])) == 1
        assert await world.outcomes() == ["rang"]


async def test_what_an_update_changed_is_drawn_although_answer_and_database_both_went(
    company: Company,
):
    await company.rep.sends("завтра в 15 подготовить смету 1ч")
    card = await company.rep.sees_button("✅ Поставить")
    await company.rep.taps("✅ Поставить", on=card)
    await company.rep.sees_button("💬 Обсуждение (0)")
    await company.rep.waits_for_idle_bot()

    bot, cut = company.program.bot, CutBoth("sendMessage", company.engine)
    bot.session.middleware.register(cut)
    await company.rep.replies_to(card, "Прошу уточнить")

    await company.rep.sees_button("💬 Обсуждение (1)")
    assert cut.is_done
    await company.engine.dispose()


async def test_what_an_update_failed_of_is_told_although_no_card_can_be_looked_at(
    engine: AsyncEngine,
):
    there = engine.url.set(drivername="postgresql", database="postgres")  # it has no cards
    elsewhere = make_engine(there.render_as_string(hide_password=False))
    turns = MessageTurns(SqlCards(elsewhere), utc_now, Outages(elsewhere).passes_by_itself)
    user = User(id=5, is_bot=False, first_name="Иван")
    place = InaccessibleMessage(chat=Chat(id=5, type="private"), message_id=1)
    tap = CallbackQuery(id="1", from_user=user, chat_instance="1", message=place)

    with pytest.raises(KeyError):
        async with turns.taken_by(Update(update_id=1, callback_query=tap)):
            raise KeyError
    await elsewhere.dispose()
