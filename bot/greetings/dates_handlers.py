"""A client's dates, consents, holidays and language: unpack, one use case, a screen."""

from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.greetings import dates_cards as screens
from bot.greetings.callback_data import (
    ChooseDateKind,
    ChooseDateToRemove,
    ChooseLanguage,
    ChooseWhoseDate,
    OpenConsents,
    OpenConsentsOf,
    OpenDates,
    OpenHolidays,
    RemoveDate,
    SetHoliday,
    SetLanguage,
)
from bot.matters import show_instead
from bot.pages import PAGE_SIZE
from bot.texts import Texts
from domain.clients.model import ClientId, ContactId
from domain.clock import Clock
from domain.delivery.ports import Cards
from domain.errors import NotFound
from domain.greetings.model import HolidayKind, PersonalDateId
from domain.greetings.queries import ListClientHolidays, ViewClientDates
from domain.greetings.use_cases import ChooseHoliday, RemovePersonalDate, SetClientLanguage
from domain.org.model import Actor


def today_of(actor: Actor, clock: Clock) -> date:
    return clock().astimezone(actor.zone).date()


async def show_dates(
    target: Message | CallbackQuery,
    actor: Actor,
    client_id: int,
    texts: Texts,
    view_client_dates: ViewClientDates,
    cards: Cards,
    *,
    page: int = 0,
) -> None:
    known = await view_client_dates(actor, ClientId(client_id))
    await show_instead(target, screens.dates_screen(known, texts, page=max(0, page)), cards)


async def dates_opened(
    query: CallbackQuery,
    callback_data: OpenDates,
    actor: Actor,
    texts: Texts,
    view_client_dates: ViewClientDates,
    cards: Cards,
) -> None:
    await show_dates(
        query,
        actor,
        callback_data.client_id,
        texts,
        view_client_dates,
        cards,
        page=callback_data.page,
    )


async def whose_asked(
    query: CallbackQuery,
    callback_data: ChooseWhoseDate,
    actor: Actor,
    texts: Texts,
    view_client_dates: ViewClientDates,
    cards: Cards,
) -> None:
    known = await view_client_dates(actor, ClientId(callback_data.client_id))
    page = max(0, callback_data.page)
    await show_instead(query, screens.whose_date(known, texts, page=page), cards)


async def kind_asked(
    query: CallbackQuery,
    callback_data: ChooseDateKind,
    actor: Actor,
    texts: Texts,
    view_client_dates: ViewClientDates,
    cards: Cards,
) -> None:
    known = await view_client_dates(actor, ClientId(callback_data.client_id))
    screen = screens.which_date(known.client_id, callback_data.contact_id, texts)
    await show_instead(query, screen, cards)


async def removal_asked(
    query: CallbackQuery,
    callback_data: ChooseDateToRemove,
    actor: Actor,
    texts: Texts,
    view_client_dates: ViewClientDates,
    cards: Cards,
) -> None:
    known = await view_client_dates(actor, ClientId(callback_data.client_id))
    page = max(0, callback_data.page)
    await show_instead(query, screens.dates_to_remove(known, texts, page=page), cards)


async def date_removed(
    query: CallbackQuery,
    callback_data: RemoveDate,
    actor: Actor,
    texts: Texts,
    remove_personal_date: RemovePersonalDate,
    view_client_dates: ViewClientDates,
    cards: Cards,
) -> None:
    client_id = ClientId(callback_data.client_id)
    await remove_personal_date(actor, client_id, PersonalDateId(callback_data.date_id))
    await show_dates(query, actor, client_id, texts, view_client_dates, cards)


async def consents_opened(
    query: CallbackQuery,
    callback_data: OpenConsents,
    actor: Actor,
    texts: Texts,
    view_client_dates: ViewClientDates,
    cards: Cards,
) -> None:
    known = await view_client_dates(actor, ClientId(callback_data.client_id))
    page = max(0, callback_data.page)
    await show_instead(query, screens.consents_screen(known, texts, page=page), cards)


async def show_consents(
    target: Message | CallbackQuery,
    actor: Actor,
    client_id: int,
    contact_id: int,
    texts: Texts,
    view_client_dates: ViewClientDates,
    cards: Cards,
) -> None:
    """Raises: NotFound."""
    known = await view_client_dates(actor, ClientId(client_id))
    screen = screens.consents_of(known, ContactId(contact_id), texts, zone=actor.zone)
    if screen is None:
        raise NotFound(contact_id=contact_id)
    await show_instead(target, screen, cards)


async def contact_opened(
    query: CallbackQuery,
    callback_data: OpenConsentsOf,
    actor: Actor,
    texts: Texts,
    view_client_dates: ViewClientDates,
    cards: Cards,
) -> None:
    await show_consents(
        query,
        actor,
        callback_data.client_id,
        callback_data.contact_id,
        texts,
        view_client_dates,
        cards,
    )


async def holidays_opened(
    query: CallbackQuery,
    callback_data: OpenHolidays,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_client_holidays: ListClientHolidays,
    cards: Cards,
) -> None:
    client_id = ClientId(callback_data.client_id)
    name, choices = await list_client_holidays(actor, client_id)
    screen = screens.holidays_screen(
        client_id,
        name,
        choices,
        texts,
        today=today_of(actor, clock),
        page=max(0, callback_data.page),
    )
    await show_instead(query, screen, cards)


async def holiday_pressed(
    query: CallbackQuery,
    callback_data: SetHoliday,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    choose_holiday: ChooseHoliday,
    list_client_holidays: ListClientHolidays,
    cards: Cards,
) -> None:
    kind = HolidayKind.PUBLIC if callback_data.kind == "public" else HolidayKind.PROFESSIONAL
    client_id = ClientId(callback_data.client_id)
    await choose_holiday(
        actor, client_id, kind, callback_data.key, is_wanted=callback_data.is_wanted
    )
    name, choices = await list_client_holidays(actor, client_id)
    keys = [(choice.kind, choice.key) for choice in choices]
    page = keys.index((kind, callback_data.key)) // PAGE_SIZE
    screen = screens.holidays_screen(
        client_id, name, choices, texts, today=today_of(actor, clock), page=page
    )
    await show_instead(query, screen, cards)


async def language_asked(
    query: CallbackQuery,
    callback_data: ChooseLanguage,
    actor: Actor,
    texts: Texts,
    view_client_dates: ViewClientDates,
    cards: Cards,
) -> None:
    known = await view_client_dates(actor, ClientId(callback_data.client_id))
    await show_instead(query, screens.languages_screen(known, texts), cards)


async def language_pressed(
    query: CallbackQuery,
    callback_data: SetLanguage,
    actor: Actor,
    texts: Texts,
    set_client_language: SetClientLanguage,
    view_client_dates: ViewClientDates,
    cards: Cards,
) -> None:
    client_id = ClientId(callback_data.client_id)
    await set_client_language(actor, client_id, callback_data.language)
    await show_dates(query, actor, client_id, texts, view_client_dates, cards)


def router() -> Router:
    dates = Router(name="client-dates")
    tapped = dates.callback_query.register
    tapped(dates_opened, OpenDates.filter())
    tapped(whose_asked, ChooseWhoseDate.filter())
    tapped(kind_asked, ChooseDateKind.filter())
    tapped(removal_asked, ChooseDateToRemove.filter())
    tapped(date_removed, RemoveDate.filter())
    tapped(consents_opened, OpenConsents.filter())
    tapped(contact_opened, OpenConsentsOf.filter())
    tapped(holidays_opened, OpenHolidays.filter())
    tapped(holiday_pressed, SetHoliday.filter())
    tapped(language_asked, ChooseLanguage.filter())
    tapped(language_pressed, SetLanguage.filter())
    return dates
