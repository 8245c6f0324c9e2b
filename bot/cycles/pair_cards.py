"""Somebody's pair: shown, and made by a head."""

from bot.cycles.callback_data import (
    AskToEndPair,
    ChoosePartner,
    EndPairNow,
    OpenCalls,
    OpenPairBoards,
    OpenPairing,
    TurnPairRound,
)
from bot.org.callback_data import OpenPerson
from bot.screens import Button, Row, Screen
from bot.texts import Texts
from domain.cycles.model import Part
from domain.cycles.views import Pairing


def pairing_card(pairing: Pairing, texts: Texts) -> Screen:
    person_id, view = pairing.person_id, pairing.view
    rows: list[Row] = []
    if view is None:
        lines = [texts("pairing-title", name=pairing.name), texts("pairing-alone")]
        choices = (
            ("pairing-calls-button", Part.CALLER),
            ("pairing-visits-button", Part.VISITOR),
        )
        acts = tuple(
            Button(texts.plain(key), ChoosePartner(person_id=person_id, part=part))
            for key, part in choices
        )
    else:
        lines = [
            texts("pairing-title", name=pairing.name),
            texts("pairing-caller", name=view.caller_name),
            texts("pairing-visitor", name=view.visitor_name),
        ]
        turn = TurnPairRound(person_id=person_id, version=view.pair.version)
        end = AskToEndPair(person_id=person_id)
        acts = (
            Button(texts.plain("pairing-turn-button"), turn),
            Button(texts.plain("pairing-end-button"), end),
        )
    if pairing.may_decide:
        rows.append(acts)
    rows.append((Button(texts.plain("back-button"), OpenPerson(person_id=person_id)),))
    return Screen(texts.lines(lines), tuple(rows))


def end_question(pairing: Pairing, texts: Texts) -> Screen:
    """The card itself where there is no pair by now."""
    if pairing.view is None:
        return pairing_card(pairing, texts)
    person_id = pairing.person_id
    yes = EndPairNow(person_id=person_id, version=pairing.view.pair.version)
    return Screen(
        texts("pairing-end-question", names=pairing.view.names),
        (
            (
                Button(texts.plain("pairing-end-yes-button"), yes),
                Button(texts.plain("cancel-button"), OpenPairing(person_id=person_id)),
            ),
        ),
    )


def pair_notice(pairing: Pairing, texts: Texts) -> Screen:
    """To one of a pair: with whom they work from now on."""
    view = pairing.view
    if view is None:
        return Screen(texts("pair-notice-alone"))
    name = view.partner_of(pairing.person_id)
    calls = Button(texts.plain("calls-button"), OpenCalls())
    cycle = Button(texts.plain("cycle-button"), OpenPairBoards())
    if view.pair.caller_id == pairing.person_id:
        return Screen(texts("pair-notice-calls", name=name), ((calls, cycle),))
    return Screen(texts("pair-notice-visits", name=name), ((cycle,),))
