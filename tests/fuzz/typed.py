"""What people may type, and everything that reads it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from hypothesis import strategies as st

from domain.amounts import parse_amount_with_currency, parse_file_amount
from domain.clients.tax_numbers import read_tax_number
from domain.clients.typed_line import read_client_line
from domain.deals.typed_moments import parse_moment
from domain.digests.rules import typed_hour
from domain.emails import read_email
from domain.errors import DomainError
from domain.greetings.model import DateKind
from domain.greetings.typed import read_date
from domain.interactions.phrases.grammar import parse_contact
from domain.interactions.phrases.past import parse_past
from domain.interactions.phrases.steps import parse_step
from domain.kpi.typed_periods import read_period
from domain.plans.copying import parse_factor
from domain.plans.model import Planned
from domain.plans.rules import read_plan
from domain.reports.rules import read_days
from domain.requests.phrases import parse_request
from domain.tasks.phrases import DayParts, Said, TaskDraft
from domain.tasks.phrases.atoms import Wall
from domain.tasks.phrases.spent import parse_spent
from domain.typed_dates import parse_day, parse_file_date, parse_time, parse_yearly_day
from tests.builders import NOW, a_calendar, a_rulebook
from tests.domain.tasks.drafts import MOSCOW, corpus, parsed

WORDS: Final = tuple(sorted({word for phrase in corpus() for word in phrase.text.split()}))
MARKS: Final = (
    *(
        "+7 495 123-45-67",
        "a@b.ru",
        "ИНН 7707083893",
        "1 200 000,50 ₽",
        "12.10",
        "31.12.9999",
        "5 %",
    ),
    *(
        "\u200b",
        "\u202e",
        "\u00a0",
        "\ud83d",
        "🙂",
        "\x00",
        "<b>",
        "{ $name }",
        "@",
        "::",
        "--",
        "٣",
    ),
    *("9" * 400, "через 99999999999 лет", "1e308", "−0", "½", "NaN", "2026-02-30", "24:00", "К10"),
)
CALENDAR: Final = a_calendar()
WALL: Final = Wall(NOW, MOSCOW, CALENDAR, DayParts())
TODAY: Final = NOW.date()
RULES: Final = a_rulebook()

lines: Final = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=300),
    st.lists(st.sampled_from(WORDS + MARKS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS + MARKS) | st.text(max_size=6), max_size=14).map("".join),
)

READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "amount": parse_amount_with_currency,
    "amount in a file": parse_file_amount,
    "plan": lambda text: read_plan(text, Planned.WON_VALUE, "RUB"),
    "factor": parse_factor,
    "day": lambda text: parse_day(text, today=TODAY, allow_past=True),
    "day in a file": parse_file_date,
    "yearly day": parse_yearly_day,
    "greeting": lambda text: read_date(text, DateKind.BIRTHDAY, today=TODAY),
    "time": parse_time,
    "hour of a digest": typed_hour,
    "moment": lambda text: parse_moment(text, now=NOW, zone=MOSCOW, calendar=CALENDAR),
    "period": lambda text: read_period(text, TODAY),
    "days of a report": lambda text: read_days(text, TODAY),
    "spent": parse_spent,
    "past": lambda text: parse_past(text, WALL),
    "step": lambda text: parse_step(text, WALL, default="Позвонить"),
    "contact": lambda text: parse_contact(text, now=NOW, zone=MOSCOW, calendar=CALENDAR),
    "request": lambda text: parse_request(text, RULES.requests, is_request=True),
    "client": read_client_line,
    "e-mail": read_email,
    "tax number": lambda text: read_tax_number(text, "RU"),
}


def read_by_all(text: str) -> None:
    """Every reader takes ``text`` or refuses it in words."""
    for name, read in READERS.items():
        try:
            read(text)
        except DomainError:
            continue
        except Exception as broken:
            raise AssertionError(f"{name} does not take it") from broken


def read_as_task(text: str) -> None:
    """The draft's parts stand where it says, and no deadline has passed."""
    draft: TaskDraft = parsed(text)
    parts: list[Said[Any] | None] = [
        draft.deadline,
        draft.estimate,
        draft.priority,
        draft.link,
        *draft.executors,
    ]
    for span in (span for said in parts if said for span in said.spans):
        assert 0 <= span.begin < span.end <= len(text)
    if draft.deadline:
        assert draft.deadline.value.at >= NOW
