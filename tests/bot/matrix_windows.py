"""What each form holds when it is far on: every window of it is tried as if all had gone before.

A form has a row here, else the matrix fails. Names that a form shows were seen by whoever began it,
and are nobody's here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.reports.callback_data import OpenReport
from domain.clients.duplicates import Sign
from domain.handovers.model import Kind
from tests.bot.forged_buttons import RECORDS, forged
from tests.bot.matrix_company import Ids
from tests.bot.surface import colleague_choices, questions

NAME: Final = "Имя"
DAY: Final = "2026-11-25"
WORDS: Final = "завтра"
"""An answer to most questions."""
SAID: Final = {"month": 202611, "id": 1, "planned": "won_value", "question": 0, "poll": "needs"} | {
    **{"product_id": 1, "version": 1, "has_time": True, "at": "2026-11-25T10:00:00+00:00"},
    **{"choice": "day", "day": DAY, "reason": "price", "words": "Слова", "said": "Слова"},
    **{"subject": "client", "channel": "phone", "kind": "call", "role": "member"},
}
"""What questions keep beside ids of records."""
SAID_TO: Final[Mapping[str, Mapping[str, object]]] = {
    **{name: {"kind": "person"} for name in ("plan_money", "plan_count", "plan_factor")},
    **{name: {"kind": "company"} for name in ("client_date", "named_date")},
    "visit_move": {"at": 29_700_000},
}
TYPED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("plan_money", "plan_count", "draft_cost", "deal_amount", "deal_margin"), "5"),
    **dict.fromkeys(("task_estimate", "draft_estimate", "step_estimate"), "2ч"),
    **dict.fromkeys(("task_about", "risk_task", "task_part"), "позвонить завтра в 15"),
    "plan_factor": "5 %",
    "client_email": "x@example.org",
    "client_phone": "+79160000001",
    "client_tax_number": "7707083893",
    "erasure_confirm": "yes",
    "interaction_at": "вчера",
    **dict.fromkeys(("NewDealForm:product", "NewDealForm:title"), "5"),
    **dict.fromkeys(("NewDealForm:amount", "NewDealForm:price"), "5"),
    "NewOfferForm:amount": "5",
    **dict.fromkeys(("ContactForm:moment", "RequestForm:moment"), "вчера"),
}
"""To questions and windows that do not take ``WORDS``."""

OF_ONESELF: Final = {
    *("digest-time", "draft_missing_title", "kpi_period", "product_new", "product_search"),
    *("step_title", "task_line", "task_words"),
}
"""Questions about nothing, or about the asker: what they show and write is the asker's own."""
MAKE_ONE_S_OWN: Final = {"NewClient", "NewProjectForm"}
"""Forms that name no record: what comes of them is the asker's own."""


@dataclass(frozen=True)
class Held:
    """What a form was begun with, and what was said in it since."""

    started: Mapping[str, Any]
    kept: Mapping[str, Any] = field(default_factory=dict)


def records(ids: Ids) -> dict[str, int]:
    """All of them, by the names that callback data has for them."""
    known = {name: int(getattr(ids, record)) for name, record in RECORDS.items()}
    return known | {"cadence_id": ids.client, "executor_id": ids.person}


def _asking(ids: Ids) -> Iterator[Held]:
    for name in sorted(set(questions()) - OF_ONESELF):
        yield Held({"name": name, "ids": _about(name, ids)})


def _about(name: str, ids: Ids) -> dict[str, object]:
    report = next(forged(OpenReport, ids)).button.pack()
    return SAID | records(ids) | {"button": report} | dict(SAID_TO.get(name, {}))


def _colleague(ids: Ids) -> Iterator[Held]:
    for name in sorted(colleague_choices()):
        yield Held({"name": name, "ids": _about(name, ids)}, {"wanted": "Петров"})


def _deal(ids: Ids) -> Iterator[Held]:
    sold = {"products": [["Печь", 1]], "product_id": 1, "product": "Печь"}
    started = {"client_id": ids.client, "client": NAME, **sold}
    yield Held({**started, "request_id": ids.request, "price": "5 ₽"})
    yield Held({**started, "request_id": None, "price": None})


def _offer(ids: Ids) -> Iterator[Held]:
    price = {"same_amount": "5", "currency": "RUB"}
    started = {"deal_id": ids.deal, "day": DAY, "days": [DAY], **price}
    yield Held(started, {"amount": "5", "currency": "RUB"})


def _client(_ids: Ids) -> Iterator[Held]:
    typed = {"name": NAME, "phone": None, "contact_name": None}
    yield Held(typed, typed)


def _attached(_ids: Ids) -> Iterator[Held]:
    yield Held({"name": NAME, "phone": "+79160000001"}, {"wanted": NAME})


def _others_with(ids: Ids) -> Iterator[Held]:
    texts = {
        Sign.TAX_NUMBER: "7707083893",
        Sign.PHONE: "+79160000001",
        Sign.EMAIL: "x@example.org",
    }
    for sign, typed in texts.items():
        about = {"client_id": ids.client, "contact_id": ids.contact}
        yield Held({"sign": str(sign), "text": typed, **about})


def _date(ids: Ids) -> Iterator[Held]:
    about = {"client_id": ids.client, "contact_id": ids.contact}
    yield Held({**about, "kind": "birthday", "text": "3 марта", "what": NAME, "present": "2 марта"})


def _visit(ids: Ids) -> Iterator[Held]:
    for is_held in (True, False):
        started = {"visit_id": ids.visit, "is_held": is_held, "client": NAME}
        yield Held(started, {"words": "Слова"})


def _address(ids: Ids) -> Iterator[Held]:
    yield Held({"client_id": ids.client, "name": NAME})


def _contact(ids: Ids) -> Iterator[Held]:
    told = {"once": "1:1", "kind": "call", "result": "reached", "words": "Слова"}
    yield Held({**told, "about": ids.client, "person": NAME}, {"wanted": NAME})


def _request(ids: Ids) -> Iterator[Held]:
    told = {"once": "1:1", "words": "Слова", "kind": "complaint", "channel": "phone"}
    about = {"client_id": ids.client, "about": ids.client}
    chosen = {"contact_id": ids.contact, "deal_id": ids.deal, "wanted": NAME}
    yield Held({**told, **about}, chosen)


def _project(ids: Ids) -> Iterator[Held]:
    chosen = {"template": None, "people": {"sales": ids.person}, "role": "sales"}
    plan = {"name": NAME, "goals": None, "anchor": "end", "day": "2026-12-18"}
    yield Held({"templates": [], "form_key": "1"}, chosen | plan)


def _brief(ids: Ids) -> Iterator[Held]:
    example = {"file_id": "photo", "kind": "photo", "name": None}
    said = {"what": "Баннер", "medium": "site", "words": "Слова", "examples": [example]}
    answers = {"answers": said}
    asked = {"executor_id": ids.person, "due_on": DAY}
    yield Held({"task_id": ids.draft, "version": 1, **answers})
    of = {"deal_id": ids.deal, "client_id": ids.client}
    yield Held({"key": "layout", "version": 1, **of}, {**answers, **asked})


def _absence(ids: Ids) -> Iterator[Held]:
    days = {"first_day": DAY, "last_day": DAY}
    deputy = {"deputy_id": ids.lead, "deputy": NAME, "warning": ""}
    yield Held({"person_id": ids.person, "name": NAME}, {**days, **deputy})


def _boss(ids: Ids) -> Iterator[Held]:
    yield Held({"person_id": ids.person})


def _leaving(ids: Ids) -> Iterator[Held]:
    chosen = {str(kind): [ids.lead, NAME] for kind in Kind}
    yield Held({"person_id": ids.person, "name": NAME}, {"kind": "all", "chosen": chosen})


def _receiver(ids: Ids) -> Iterator[Held]:
    look = {"receiver_id": ids.lead, "receiver": NAME}
    named = {"name": NAME, "person_id": ids.person}
    yield Held({"what": "client", "record_id": ids.client, "client_id": ids.client, **named}, look)
    yield Held({"what": "deal", "record_id": ids.deal, "deal_id": ids.deal, **named}, look)
    yield Held({"what": "clients", "record_id": ids.person, **named}, look)


HELD: Final[Mapping[str, Callable[[Ids], Iterator[Held]]]] = {
    "AbsenceForm": _absence,
    "AddressForm": _address,
    "Asking": _asking,
    "AttachContact": _attached,
    "BossForm": _boss,
    "BriefForm": _brief,
    "ChoosingColleague": _colleague,
    "ContactForm": _contact,
    "DateInstead": _date,
    "LeavingForm": _leaving,
    "NewClient": _client,
    "NewDealForm": _deal,
    "NewOfferForm": _offer,
    "NewProjectForm": _project,
    "OthersWith": _others_with,
    "ReceiverForm": _receiver,
    "RequestForm": _request,
    "VisitReportForm": _visit,
}
"""By the name of a form."""

CHOSEN: Final[Mapping[str, str]] = {
    **dict.fromkeys(("client", "found", "twin"), "client"),
    **dict.fromkeys(("colleague", "deputy", "executor", "person", "proposal"), "person"),
    "deal": "deal",
}
"""Of what record a choice of that name is; other choices are of days and of words."""
