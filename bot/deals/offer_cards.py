"""An offer as one message: its card, why it was refused, when to ask again, the silent ones."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient, OpenDay, OpenDeal, OpenOffer
from bot.deals.callback_data import (
    AnswerOffer,
    AskAgainOn,
    ChooseLostReason,
    ChooseRefusal,
    ChooseSnooze,
    MoveDealTo,
    OfferAnswer,
    OpenSilent,
    RefuseBecause,
    ShowOfferFile,
    SnoozeFor,
    WinDealNow,
)
from bot.pages import page_buttons
from bot.rulebook.wording import reason_name, stage_name
from bot.screens import Button, Row, Screen, paired
from bot.texts import ONE_MINUTE, Markup, Texts
from domain.deals.model import Offer, OfferStatus
from domain.deals.views import OfferView, SilentOffers
from domain.org.model import PersonId
from domain.rulebook.model import Rulebook
from domain.rulebook.pipeline import LOST, WON


def offer_name(offer: Offer, texts: Texts) -> Markup:
    if offer.number:
        return texts("offer-title-number", number=offer.number, price=offer.price)
    return texts("offer-title", price=offer.price)


def offer_card(
    view: OfferView,
    rulebook: Rulebook,
    texts: Texts,
    *,
    reader: PersonId,
    now: datetime,
    zone: ZoneInfo,
) -> Screen:
    """``reader`` is whose chat it is shown in: others than the owner read whose it is."""
    offer, deal = view.offer, view.deal
    lines = [
        offer_name(offer, texts),
        texts("offer-client", client=view.client_name, phone=view.client_phone)
        if view.client_name and view.client_phone
        else texts("deal-client", client=view.client_name)
        if view.client_name
        else None,
        texts("offer-deal", title=deal.title) if deal.title != view.client_name else None,
        texts("deal-owner", owner=view.owner_name, branch=view.branch_name)
        if deal.owner_id != reader
        else None,
        texts("offer-sent", moment=texts.moment(offer.sent_at, zone=zone, now=now)),
        *_state_lines(offer, rulebook, texts, is_own=deal.owner_id == reader, now=now, zone=zone),
    ]
    return Screen(texts.lines(lines), _buttons(view, rulebook, texts, now=now))


def _state_lines(
    offer: Offer,
    rulebook: Rulebook,
    texts: Texts,
    *,
    is_own: bool,
    now: datetime,
    zone: ZoneInfo,
) -> list[Markup | None]:
    if offer.is_awaiting:
        if offer.follow_up_at > now:
            moment = texts.moment(offer.follow_up_at, zone=zone, now=now)
            return [texts("offer-follow-up", moment=moment)]
        if is_own and now - offer.follow_up_at < ONE_MINUTE:
            return [texts("offer-overdue-now")]
        silent = texts.span(now - offer.follow_up_at)
        return [texts("offer-overdue" if is_own else "offer-overdue-others", silent=silent)]
    moment = texts.moment(offer.answered_at or offer.sent_at, zone=zone, now=now)
    if offer.status is OfferStatus.REFUSED:
        reason = reason_name(rulebook, offer.refusal_reason or "", texts)
        return [
            texts("offer-refused", moment=moment, reason=reason),
            texts("deal-comment", comment=offer.comment) if offer.comment else None,
        ]
    return [texts(f"offer-{offer.status}", moment=moment)]


def _buttons(
    view: OfferView, rulebook: Rulebook, texts: Texts, *, now: datetime
) -> tuple[Row, ...]:
    offer, deal = view.offer, view.deal
    rows: list[Row] = []
    if offer.is_awaiting:
        rows += _answer_rows(offer, texts, now=now)
    elif deal.is_open:
        proposal = _proposal(view, rulebook, texts)
        if proposal:
            rows.append((proposal,))
    links = [Button(texts.plain("deal-button"), OpenDeal(deal_id=deal.id))]
    if deal.client_id is not None:
        links.append(Button(texts.plain("client-button"), OpenClient(client_id=deal.client_id)))
    if offer.file is not None:
        links.append(Button(texts.plain("offer-file-button"), ShowOfferFile(offer_id=offer.id)))
    rows.append(tuple(links))
    rows.append((Button(texts.plain("day-button"), OpenDay()),))
    return tuple(rows)


def _answer_rows(offer: Offer, texts: Texts, *, now: datetime) -> list[Row]:
    def answer(name: OfferAnswer, key: str) -> Button:
        data = AnswerOffer(offer_id=offer.id, version=offer.version, answer=name)
        return Button(texts.plain(key), data)

    refuse = Button(texts.plain("offer-refuse-button"), ChooseRefusal(offer_id=offer.id))
    if offer.follow_up_at <= now:
        later = Button(texts.plain("offer-snooze-button"), ChooseSnooze(offer_id=offer.id))
    else:  # nothing rings yet: putting it off by an hour would bring it nearer
        other = AskAgainOn(offer_id=offer.id, version=offer.version, in_days=0)
        later = Button(texts.plain("offer-other-day-button"), other)
    return [
        (answer("accepted", "offer-accept-button"), refuse),
        (
            answer("thinking", "offer-thinking-button"),
            answer("no_answer", "offer-no-answer-button"),
        ),
        (later,),
    ]


def _proposal(view: OfferView, rulebook: Rulebook, texts: Texts) -> Button | None:
    """The stage move that the answer suggests; None where the deal is there already."""
    offer, deal = view.offer, view.deal
    to = {
        OfferStatus.ACCEPTED: rulebook.offers.on_accept,
        OfferStatus.REFUSED: rulebook.offers.on_refuse,
    }.get(offer.status)
    if to is None or to == deal.stage:
        return None
    if to == LOST:
        return Button(texts.plain("offer-lose-button"), ChooseLostReason(deal_id=deal.id))
    if to == WON:
        won = WinDealNow(deal_id=deal.id, version=deal.version)
        return Button(texts.plain("deal-won-button"), won)
    if rulebook.find_stage(deal.stage) and rulebook.is_later(deal.stage, than=to):
        return None
    name = stage_name(rulebook, to, texts)
    move = MoveDealTo(deal_id=deal.id, version=deal.version, stage=to)
    return Button(texts.plain("offer-move-button", stage=name), move)


def refusal_reasons(view: OfferView, rulebook: Rulebook, texts: Texts) -> Screen:
    offer = view.offer
    rows: list[Row] = []
    for reason in rulebook.refusal_reasons:
        because = RefuseBecause(offer_id=offer.id, version=offer.version, reason=reason.key)
        rows.append((Button(reason.name.for_language(texts.language), because),))
    rows.append((Button(texts.plain("back-button"), OpenOffer(offer_id=offer.id)),))
    title = texts.lines([offer_name(offer, texts), texts("offer-why-refused")])
    return Screen(title, tuple(rows))


def asked_again(
    view: OfferView,
    rulebook: Rulebook,
    texts: Texts,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Screen:
    """The client thinks: when they will be asked, and other days for it."""
    offer = view.offer
    moment = texts.moment(offer.follow_up_at, zone=zone, now=now)
    days = [
        Button(
            texts.plain("in-working-days-button", count=count),
            AskAgainOn(offer_id=offer.id, version=offer.version, in_days=count),
        )
        for count in rulebook.offers.choices_working_days
    ]
    other = Button(
        texts.plain("other-day-button"),
        AskAgainOn(offer_id=offer.id, version=offer.version, in_days=0),
    )
    rows = (
        tuple(days[:4]),
        tuple(days[4:]),
        (other,),
        (
            Button(texts.plain("offer-card-button"), OpenOffer(offer_id=offer.id)),
            Button(texts.plain("day-button"), OpenDay()),
        ),
    )
    lines = [offer_name(offer, texts), texts("offer-thinking-noted", moment=moment)]
    return Screen(texts.lines(lines), tuple(row for row in rows if row))


def snooze_choices(view: OfferView, rulebook: Rulebook, texts: Texts) -> Screen:
    offer = view.offer
    buttons = tuple(
        Button(
            texts.plain(f"snooze-{choice}-button"),
            SnoozeFor(offer_id=offer.id, version=offer.version, choice=choice),
        )
        for choice in rulebook.delivery.snooze_choices
    )
    back = (Button(texts.plain("back-button"), OpenOffer(offer_id=offer.id)),)
    left = max(0, rulebook.offers.max_snoozes - offer.snoozes)
    lines = [offer_name(offer, texts), texts("offer-snooze-left", count=left)]
    return Screen(texts.lines(lines), (buttons, back))


def silent_offers(found: SilentOffers, texts: Texts, *, now: datetime) -> Screen:
    """Offers without an answer, longest silent first, and the money in them."""
    back = (Button(texts.plain("day-button"), OpenDay()),)
    if not found.lines:
        return Screen(texts("silent-none"), (back,))
    lines: list[Markup] = []
    buttons: list[Button] = []
    for number, line in enumerate(found.lines, start=found.page.offset + 1):
        name = line.client_name or line.title
        age = texts.span(now - line.sent_at)
        mark = "silent-line-overdue" if line.follow_up_at <= now else "silent-line"
        lines.append(
            texts(
                mark, number=number, client=name, price=line.price, age=age, owner=line.owner_name
            )
        )
        label = texts.plain("silent-line-button", number=number, client=name)
        buttons.append(Button(label, OpenOffer(offer_id=line.id)))
    title = texts.lines(
        [
            texts("silent-title", count=found.page.total, money=texts.moneys(found.money)),
            texts("silent-overdue", count=found.overdue) if found.overdue else None,
        ]
    )
    turn = page_buttons(found.page, texts, lambda page: OpenSilent(page=page))
    return Screen(texts.paragraphs([title, texts.lines(lines)]), (*paired(buttons), *turn, back))
