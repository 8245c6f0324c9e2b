"""A head makes, turns and ends pairs."""

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.cycles.callback_data import (
    AskToEndPair,
    ChoosePartner,
    EndPairNow,
    OpenPairing,
    TurnPairRound,
)
from bot.cycles.pair_cards import end_question, pairing_card
from bot.questions import Asked
from bot.screens import show
from bot.tasks.colleagues import ColleagueChoice, choose_colleague
from bot.texts import Texts
from domain.cycles.model import Part
from domain.cycles.pairs import EndPair, MakePair, TurnPair, ViewPairing
from domain.org.model import Actor, PersonId


async def pairing_opened(
    query: CallbackQuery,
    callback_data: OpenPairing,
    actor: Actor,
    texts: Texts,
    view_pairing: ViewPairing,
) -> None:
    pairing = await view_pairing(actor, PersonId(callback_data.person_id))
    await show(query, pairing_card(pairing, texts))


async def partner_asked(
    _query: CallbackQuery, callback_data: ChoosePartner, dialog_manager: DialogManager
) -> None:
    name = "pair_visitor" if callback_data.part is Part.CALLER else "pair_caller"
    await choose_colleague(dialog_manager, name, person_id=callback_data.person_id)


async def visitor_chosen(asked: Asked, chosen: PersonId) -> None:
    await _make(asked, PersonId(asked.ids["person_id"]), chosen)


async def caller_chosen(asked: Asked, chosen: PersonId) -> None:
    await _make(asked, chosen, PersonId(asked.ids["person_id"]))


async def _make(asked: Asked, caller_id: PersonId, visitor_id: PersonId) -> None:
    data = asked.data
    make_pair: MakePair = data["make_pair"]
    view_pairing: ViewPairing = data["view_pairing"]
    await make_pair(data["actor"], caller_id, visitor_id)
    pairing = await view_pairing(data["actor"], PersonId(asked.ids["person_id"]))
    await asked.close()
    await show(asked.target, pairing_card(pairing, data["texts"]))


async def turn_pressed(
    query: CallbackQuery,
    callback_data: TurnPairRound,
    actor: Actor,
    texts: Texts,
    turn_pair: TurnPair,
    view_pairing: ViewPairing,
) -> None:
    person_id = PersonId(callback_data.person_id)
    await turn_pair(actor, person_id, callback_data.version)
    await show(query, pairing_card(await view_pairing(actor, person_id), texts))


async def end_asked(
    query: CallbackQuery,
    callback_data: AskToEndPair,
    actor: Actor,
    texts: Texts,
    view_pairing: ViewPairing,
) -> None:
    pairing = await view_pairing(actor, PersonId(callback_data.person_id))
    await show(query, end_question(pairing, texts))


async def end_pressed(
    query: CallbackQuery,
    callback_data: EndPairNow,
    actor: Actor,
    texts: Texts,
    end_pair: EndPair,
    view_pairing: ViewPairing,
) -> None:
    person_id = PersonId(callback_data.person_id)
    await end_pair(actor, person_id, callback_data.version)
    await show(query, pairing_card(await view_pairing(actor, person_id), texts))


COLLEAGUES = (
    ColleagueChoice("pair_visitor", "pairing-choose-visitor", visitor_chosen),
    ColleagueChoice("pair_caller", "pairing-choose-caller", caller_chosen),
)


def router() -> Router:
    pairs = Router(name="pairs")
    tapped = pairs.callback_query.register
    tapped(pairing_opened, OpenPairing.filter())
    tapped(turn_pressed, TurnPairRound.filter())
    tapped(end_asked, AskToEndPair.filter())
    tapped(end_pressed, EndPairNow.filter())
    return pairs


def dialog_router() -> Router:
    choosing = Router(name="pairs-choosing")
    choosing.callback_query.register(partner_asked, ChoosePartner.filter())
    return choosing
