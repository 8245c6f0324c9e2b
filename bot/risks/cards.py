"""A client that may be lost as one message, and the list of them."""

from datetime import datetime

from bot.callback_data import OpenClient, OpenDay
from bot.interactions.wording import kind_name
from bot.pages import page_buttons, page_line
from bot.risks.callback_data import DecideRisk, Decision, OpenRisk, OpenRisks, TaskOfRisk
from bot.risks.wording import kinds_words, sign_line
from bot.rulebook.wording import segment_name
from bot.screens import Button, Row, Screen
from bot.shortening import shorten, shorten_to_line
from bot.texts import Markup, Texts
from domain.org.model import Actor, PersonId
from domain.risks.model import RiskLine, RiskStatus
from domain.risks.use_cases import RiskList, RiskPage

LONGEST_NAME = 60
LONGEST_WORDS = 200
LONGEST_LABEL = 30


def risk_card(page: RiskPage, texts: Texts, *, actor: Actor, now: datetime) -> Screen:
    """Who, by what signs, how it was spoken with last, what is at stake, and what is done."""
    risk, client = page.view.risk, page.client.client
    today = now.astimezone(actor.zone).date()
    currency = page.rulebook.company.currency
    signs = [
        sign_line(sign, texts, currency=currency, today=today, zone=actor.zone)
        for sign in risk.signs
    ]
    facts = [
        texts("client-segment", segment=segment_name(page.rulebook, client.segment, texts)),
        texts("client-owner", owner=page.client.owner_name, branch=page.client.branch_name),
        _contacts(page, texts, actor=actor, now=now),
        texts(
            "risk-money",
            open=texts.moneys(page.client.open_money),
            won=texts.moneys(page.client.won_money),
        ),
    ]
    title = texts("risk-title", client=shorten(client.name, LONGEST_NAME))
    return Screen(
        texts.paragraphs(
            [
                texts.lines([title, *signs]),
                texts.lines(facts),
                _state(page, texts, actor=actor, now=now),
            ]
        ),
        (*_decisions(page, texts), *_ways_on(page, texts)),
    )


def _contacts(page: RiskPage, texts: Texts, *, actor: Actor, now: datetime) -> Markup:
    if not page.contacts:
        return texts("risk-no-contacts")
    today = now.astimezone(actor.zone).date()
    said = ", ".join(
        texts.plain(
            "risk-contact",
            kind=kind_name(contact.kind, contact.result, texts),
            on=texts.day(contact.at.astimezone(actor.zone).date(), today=today),
        )
        for contact in page.contacts
    )
    return texts("risk-contacts", contacts=said)


def _state(page: RiskPage, texts: Texts, *, actor: Actor, now: datetime) -> Markup | None:
    view, risk = page.view, page.view.risk
    if risk.status is RiskStatus.OPEN:
        return None if view.is_theirs else texts("risk-asked", name=view.asked_name)
    if risk.status is RiskStatus.GONE:
        return texts("risk-gone", at=texts.moment(risk.closed_at or now, zone=actor.zone, now=now))
    return texts(
        "risk-taken" if risk.status is RiskStatus.TAKEN else "risk-dismissed",
        name=view.decided_by_name,
        at=texts.moment(risk.decided_at or now, zone=actor.zone, now=now),
        words=shorten_to_line(risk.words or "", LONGEST_WORDS),
    )


def _decisions(page: RiskPage, texts: Texts) -> tuple[Row, ...]:
    view, risk = page.view, page.view.risk
    if not view.is_theirs or not risk.is_live:
        return ()
    wanted = list(Decision) if risk.status is RiskStatus.OPEN else [Decision.DISMISS]
    return (
        tuple(
            Button(
                texts.plain(f"risk-{decision}-button"),
                DecideRisk(risk_id=risk.id, version=risk.version, decision=decision),
            )
            for decision in wanted
        ),
    )


def _ways_on(page: RiskPage, texts: Texts) -> tuple[Row, ...]:
    risk = page.view.risk
    client = Button(texts.plain("client-button"), OpenClient(client_id=risk.client_id))
    task = Button(texts.plain("risk-task-button"), TaskOfRisk(risk_id=risk.id))
    return (
        (task, client) if risk.is_live else (client,),
        (
            Button(texts.plain("risk-list-button"), OpenRisks()),
            Button(texts.plain("day-button"), OpenDay()),
        ),
    )


def risk_list(listed: RiskList, texts: Texts, *, reader: PersonId) -> Screen:
    """What is to be decided and what was taken, the oldest first."""
    rows = tuple(
        (Button(list_label(line, texts, reader=reader), OpenRisk(risk_id=line.id)),)
        for line in listed.lines
    )
    title = texts("risks-title", count=listed.page.total) if listed.lines else texts("risks-none")
    return Screen(
        texts.lines([title, page_line(listed.page, texts)]),
        (
            *rows,
            *page_buttons(listed.page, texts, lambda number: OpenRisks(page=number)),
            (Button(texts.plain("day-button"), OpenDay()),),
        ),
    )


def list_label(line: RiskLine, texts: Texts, *, reader: PersonId) -> str:
    """«⚠️ Ромашка · опоздания»; a taken one is marked, another's names whose it is."""
    words = [shorten(line.client_name, LONGEST_LABEL), kinds_words(line.kinds, texts)]
    if not line.is_taken and line.asked_id != reader:
        words.append(texts.plain("day-for", owner=line.asked_name))
    key = "risk-taken-label" if line.is_taken else "risk-open-label"
    return texts.plain(key, words=" · ".join(words))
