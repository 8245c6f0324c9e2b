"""A deal as one message: the card, the choices of a stage, the checklist, the history."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient, OpenDay, OpenDeal, OpenOffer
from bot.deals.callback_data import (
    AskAboutDeal,
    AskDealTitle,
    ChooseLostReason,
    ChooseOffer,
    ChooseStage,
    DealQuestion,
    EditDeal,
    LoseDealBecause,
    MoveDealTo,
    NewOffer,
    OpenChecklist,
    OpenClientDeal,
    OpenClientDeals,
    OpenDealHistory,
    ReopenDealNow,
    TickChecklist,
    WinDealNow,
)
from bot.handovers.callback_data import HandOver
from bot.interactions.callback_data import ChooseContactKind
from bot.pages import page_buttons
from bot.requests.buttons import origin_button
from bot.rulebook.wording import reason_name, stage_name
from bot.screens import Button, Row, Screen
from bot.tasks.lists.callback_data import OpenDealTasks
from bot.texts import Markup, Texts
from bot.timeline.lines import timeline_line
from domain.deals.model import Deal, DealStatus, Offer
from domain.deals.views import DealsPage, DealView
from domain.org.model import PersonId
from domain.pages import Page
from domain.rulebook.model import Rulebook
from domain.rulebook.pipeline import Stage
from domain.timeline import TimelineEntry


def deal_card(
    view: DealView,
    rulebook: Rulebook,
    texts: Texts,
    *,
    reader: PersonId,
    now: datetime,
    zone: ZoneInfo,
) -> Screen:
    """``reader`` is whose chat it is shown in: others than the owner read whose it is."""
    deal = view.deal
    facts = texts.lines(
        [
            texts("deal-title", title=deal.title),
            _client_line(view, texts),
            _money_line(deal, texts),
            *_state_lines(view, rulebook, texts, now=now, zone=zone),
            texts("deal-closes-on", day=texts.day(deal.closes_on, today=_today(now, zone)))
            if deal.closes_on and deal.is_open
            else None,
            texts("deal-owner", owner=view.owner_name, branch=view.branch_name)
            if deal.owner_id != reader
            else None,
            *(_offer_line(offer, texts, now=now, zone=zone) for offer in view.offers[:2]),
        ]
    )
    stage = rulebook.find_stage(deal.stage) if deal.is_open else None
    advice = _advice(stage, rulebook, texts) if stage else None
    return Screen(texts.paragraphs([facts, advice]), _card_buttons(view, rulebook, texts))


def _today(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date()


def _client_line(view: DealView, texts: Texts) -> Markup | None:
    if view.client_name is None:
        return texts("deal-without-client")
    if view.client_name == view.deal.title:
        return texts("deal-phone", phone=view.client_phone) if view.client_phone else None
    if view.client_phone:
        return texts("deal-client-phone", client=view.client_name, phone=view.client_phone)
    return texts("deal-client", client=view.client_name)


def _money_line(deal: Deal, texts: Texts) -> Markup:
    if deal.amount is None:
        return texts("deal-no-amount")
    if deal.margin is None:
        return texts("deal-amount", amount=deal.amount)
    return texts("deal-amount-margin", amount=deal.amount, margin=deal.margin)


def _state_lines(
    view: DealView, rulebook: Rulebook, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> list[Markup | None]:
    deal = view.deal
    if deal.closed_at is not None:
        closed = texts.moment(deal.closed_at, zone=zone, now=now)
        if deal.status is DealStatus.WON:
            return [texts("deal-won", moment=closed)]
        reason = reason_name(rulebook, deal.lost_reason or "", texts)
        return [
            texts("deal-lost", moment=closed, reason=reason),
            texts("deal-comment", comment=deal.lost_comment) if deal.lost_comment else None,
        ]
    name = stage_name(rulebook, deal.stage, texts)
    age = texts.span(now - deal.stage_since)
    lines: list[Markup | None] = []
    if deal.stage_due_at is None:
        lines.append(texts("deal-stage", stage=name, age=age))
    else:
        key = "deal-stage-late" if deal.is_over_limit(now) else "deal-stage-limit"
        limit = texts.moment(deal.stage_due_at, zone=zone, now=now)
        lines.append(texts(key, stage=name, age=age, limit=limit))
    if deal.next_step and deal.next_step_at:
        key = "deal-next-step-late" if deal.next_step_at <= now else "deal-next-step"
        moment = texts.moment(deal.next_step_at, zone=zone, now=now)
        lines.append(texts(key, step=deal.next_step, moment=moment))
    else:
        lines.append(texts("deal-no-next-step"))
    stage = rulebook.find_stage(deal.stage)
    if stage and stage.checklist:
        ticked = [item for item in stage.checklist if item.key in deal.ticks.get(stage.key, ())]
        lines.append(texts("deal-checklist", done=len(ticked), all=len(stage.checklist)))
    return lines


def _offer_line(offer: Offer, texts: Texts, *, now: datetime, zone: ZoneInfo) -> Markup:
    if offer.is_awaiting:
        key = "deal-offer-overdue" if offer.follow_up_at <= now else "deal-offer-awaiting"
        moment = texts.moment(offer.follow_up_at, zone=zone, now=now)
    else:
        key = f"deal-offer-{offer.status}"
        moment = texts.moment(offer.answered_at or offer.sent_at, zone=zone, now=now)
    return texts(key, offer=_offer_name(offer, texts), moment=moment)


def _offer_name(offer: Offer, texts: Texts) -> str:
    """By what a deal's offers are told apart."""
    if offer.number is None:
        return texts.plain("deal-offer-name", price=offer.price)
    return texts.plain("deal-offer-name-number", number=offer.number, price=offer.price)


def _advice(stage: Stage, rulebook: Rulebook, texts: Texts) -> Markup:
    following = rulebook.next_stage(stage.key)
    consequence = stage.consequences.forward if following else stage.consequences.won
    name = following.name if following else rulebook.pipeline.won.name
    said = consequence.for_language(texts.language) if consequence else None
    forward = texts("deal-if-forward", stage=name.for_language(texts.language), consequence=said)
    hint = texts("deal-hint", hint=stage.hint.for_language(texts.language))
    return texts.lines([hint, forward if said else None])


def _card_buttons(view: DealView, rulebook: Rulebook, texts: Texts) -> tuple[Row, ...]:
    deal = view.deal
    rows: list[Row] = []
    if deal.is_open:
        rows.append((_forward_button(deal, rulebook, texts),))
        if view.awaiting:
            first, *others = view.awaiting
            which = ChooseOffer(deal_id=deal.id) if others else OpenOffer(offer_id=first.id)
            rows.append((Button(texts.plain("offer-answer-button"), which),))
        rows.append(
            (
                Button(texts.plain("offer-send-button"), NewOffer(deal_id=deal.id)),
                Button(texts.plain("checklist-button"), OpenChecklist(deal_id=deal.id)),
            )
        )
        rows.append(
            (
                Button(texts.plain("next-step-button"), AskAboutDeal(deal_id=deal.id, what="step")),
                Button(texts.plain("deal-edit-button"), EditDeal(deal_id=deal.id)),
            )
        )
        rows.append((Button(texts.plain("stage-choices-button"), ChooseStage(deal_id=deal.id)),))
    else:
        again = ReopenDealNow(deal_id=deal.id, version=deal.version)
        rows.append((Button(texts.plain("deal-reopen-button"), again),))
    tasks = Button(
        texts.plain("tasks-count-button", count=view.open_tasks), OpenDealTasks(deal_id=deal.id)
    )
    history = Button(texts.plain("history-button"), OpenDealHistory(deal_id=deal.id))
    if deal.client_id is None:
        rows.append((tasks, history))
    else:
        client = Button(texts.plain("client-button"), OpenClient(client_id=deal.client_id))
        contact = ChooseContactKind(client_id=deal.client_id, deal_id=deal.id)
        rows.append((Button(texts.plain("contact-log-button"), contact), tasks))
        rows.append((history, client))
    if view.request_id is not None:
        rows.append((origin_button(view.request_id, texts),))
    rows.append((Button(texts.plain("day-button"), OpenDay()),))
    return tuple(rows)


def _forward_button(deal: Deal, rulebook: Rulebook, texts: Texts) -> Button:
    here = rulebook.find_stage(deal.stage)
    following = rulebook.next_stage(deal.stage) if here else rulebook.first_stage
    if following is None:
        return Button(
            texts.plain("deal-won-button"), WinDealNow(deal_id=deal.id, version=deal.version)
        )
    name = following.name.for_language(texts.language)
    move = MoveDealTo(deal_id=deal.id, version=deal.version, stage=following.key)
    return Button(texts.plain("stage-forward-button", stage=name), move)


def stage_choices(view: DealView, rulebook: Rulebook, texts: Texts) -> Screen:
    """Every place the deal can go from here, with what that will lead to."""
    deal = view.deal
    here = rulebook.find_stage(deal.stage) or rulebook.first_stage
    following, previous = rulebook.next_stage(here.key), rulebook.previous_stage(here.key)
    language = texts.language
    lines = [texts("stage-choices-title", title=deal.title)]
    rows: list[Row] = []

    def offer_stage(stage: Stage, key: str) -> None:
        move = MoveDealTo(deal_id=deal.id, version=deal.version, stage=stage.key)
        name = stage.name.for_language(language)
        rows.append((Button(texts.plain(f"stage-{key}-button", stage=name), move),))

    choices = here.consequences
    if following and choices.forward:
        said = choices.forward.for_language(language)
        name = following.name.for_language(language)
        lines.append(texts("stage-choice-forward", stage=name, consequence=said))
        offer_stage(following, "forward")
    if previous and choices.back:
        said, name = choices.back.for_language(language), previous.name.for_language(language)
        lines.append(texts("stage-choice-back", stage=name, consequence=said))
        offer_stage(previous, "back")
    further = [
        stage
        for stage in rulebook.stages
        if following and rulebook.is_later(stage.key, than=following.key)
    ]
    if further and choices.skip:
        lines.append(texts("stage-choice-skip", consequence=choices.skip.for_language(language)))
        for stage in further:
            offer_stage(stage, "skip")
    lines.append(texts("stage-choice-won", consequence=choices.won.for_language(language)))
    lines.append(texts("stage-choice-lost", consequence=choices.lost.for_language(language)))
    won = WinDealNow(deal_id=deal.id, version=deal.version)
    rows.append(
        (
            Button(texts.plain("deal-won-button"), won),
            Button(texts.plain("deal-lost-button"), ChooseLostReason(deal_id=deal.id)),
        )
    )
    rows.append((Button(texts.plain("back-button"), OpenDeal(deal_id=deal.id)),))
    return Screen(texts.paragraphs(lines), tuple(rows))


def lost_reasons(view: DealView, rulebook: Rulebook, texts: Texts) -> Screen:
    deal = view.deal
    rows: list[Row] = []
    for reason in rulebook.pipeline.lost_reasons:
        because = LoseDealBecause(deal_id=deal.id, version=deal.version, reason=reason.key)
        rows.append((Button(reason.name.for_language(texts.language), because),))
    rows.append((Button(texts.plain("back-button"), OpenDeal(deal_id=deal.id)),))
    return Screen(texts("deal-why-lost", title=deal.title), tuple(rows))


def checklist(view: DealView, rulebook: Rulebook, texts: Texts) -> Screen:
    deal = view.deal
    stage = rulebook.find_stage(deal.stage)
    items = stage.checklist if stage else ()
    ticked = deal.ticks.get(deal.stage, ())
    rows: list[Row] = []
    for item in items:
        is_done = item.key in ticked
        words = item.text.for_language(texts.language)
        key = "checklist-done-button" if is_done else "checklist-open-button"
        label = texts.plain(key, item=words)
        if item.required and not is_done:
            label = texts.plain("checklist-required-button", item=words)
        tick = TickChecklist(
            deal_id=deal.id, version=deal.version, item=item.key, is_done=not is_done
        )
        rows.append((Button(label, tick),))
    rows.append((Button(texts.plain("back-button"), OpenDeal(deal_id=deal.id)),))
    name = stage_name(rulebook, deal.stage, texts)
    key = "checklist-title" if items else "checklist-empty"
    return Screen(texts(key, title=deal.title, stage=name), tuple(rows))


def offer_choices(view: DealView, texts: Texts, *, offset: int, size: int) -> Screen:
    """Offers without an answer, the newest first: which of them is it about?"""
    deal, awaiting = view.deal, view.awaiting
    rows: list[Row] = []
    page = Page.nearest(offset, size, len(awaiting))
    for offer in awaiting[page.offset : page.offset + size]:
        label = texts.plain("offer-choice-button", offer=_offer_name(offer, texts))
        rows.append((Button(label, OpenOffer(offer_id=offer.id)),))
    rows += page_buttons(page, texts, lambda number: ChooseOffer(deal_id=deal.id, page=number))
    rows.append((Button(texts.plain("back-button"), OpenDeal(deal_id=deal.id)),))
    return Screen(texts("offer-choice-question", title=deal.title), tuple(rows))


def deal_changes(view: DealView, texts: Texts, *, now: datetime, zone: ZoneInfo) -> Screen:
    """What of a deal can be changed."""
    deal = view.deal
    today = _today(now, zone)
    lines = [
        texts("deal-title", title=deal.title),
        texts("deal-edit-amount", amount=texts.money(deal.amount)),
        texts("deal-edit-margin", margin=texts.money(deal.margin)),
        texts(
            "deal-edit-closes-on",
            day=texts.day(deal.closes_on, today=today) if deal.closes_on else None,
        ),
    ]

    def ask(what: DealQuestion, key: str) -> Button:
        return Button(texts.plain(key), AskAboutDeal(deal_id=deal.id, what=what))

    title = AskDealTitle(deal_id=deal.id, version=deal.version)
    rows = (
        (Button(texts.plain("deal-title-button"), title),),
        (ask("amount", "deal-amount-button"), ask("margin", "deal-margin-button")),
        (ask("closing_day", "deal-closing-day-button"), ask("note", "deal-note-button")),
        (Button(texts.plain("hand-over-button"), HandOver(what="deal", record_id=deal.id)),),
        (Button(texts.plain("back-button"), OpenDeal(deal_id=deal.id)),),
    )
    return Screen(texts.lines(lines), rows)


def deal_history(
    view: DealView,
    entries: Sequence[TimelineEntry],
    page: Page,
    rulebook: Rulebook,
    texts: Texts,
    *,
    zone: ZoneInfo,
) -> Screen:
    lines = [timeline_line(entry, rulebook, texts, zone) for entry in entries]
    title = texts("deal-history-title", title=view.deal.title)
    body = texts.lines(lines) if lines else texts("deal-history-empty")
    turn = page_buttons(
        page, texts, lambda number: OpenDealHistory(deal_id=view.deal.id, page=number)
    )
    back = (Button(texts.plain("back-button"), OpenDeal(deal_id=view.deal.id)),)
    return Screen(texts.paragraphs([title, body]), (*turn, back))


def client_deals(client_id: int, found: DealsPage, rulebook: Rulebook, texts: Texts) -> Screen:
    """The deals of one client, a button each."""
    rows: list[Row] = []
    for line in found.lines:
        where = line.stage if line.status is DealStatus.OPEN else str(line.status)
        label = texts.plain(
            "deal-line-button",
            title=line.title,
            amount=texts.money(line.amount),
            stage=stage_name(rulebook, where, texts),
        )
        opens = OpenClientDeal(deal_id=line.id, client_id=client_id, page=found.page.number - 1)
        rows.append((Button(label, opens),))
    turn = page_buttons(
        found.page, texts, lambda number: OpenClientDeals(client_id=client_id, page=number)
    )
    back = (Button(texts.plain("back-button"), OpenClient(client_id=client_id)),)
    key = "client-deals-title" if found.lines else "client-deals-empty"
    return Screen(texts(key, count=found.page.total), (*rows, *turn, back))
