"""Edits of the default rulebook's file, and the fault that each must get."""

from dataclasses import dataclass

from domain.rulebook.default import default_rulebook_text
from domain.rulebook.faults import Expected
from storage.rulebook_file import LIMIT_BYTES

DEFAULT = default_rulebook_text()


def changed(old: str, new: str) -> str:
    """The default file with the first ``old`` replaced by ``new``."""
    assert old in DEFAULT
    return DEFAULT.replace(old, new, 1)


@dataclass(frozen=True)
class Wrong:
    """An edit of the default file, and the fault it must get. ``at`` is a text on its line."""

    old: str
    new: str
    at: str
    path: str
    expected: Expected
    found: str | None
    params: dict[str, object] | None = None


OFFER_STAGE = "      name:\n        ru: Предложение (КП)"


ONE_MORE_STEP = "    - {after_working_days: 2, to: manager}\n"


WRONG = {
    "a required key is not there": Wrong(
        "  zone: Europe/Moscow     # часовой пояс по умолчанию\n",
        "",
        "company:",
        "company.zone",
        Expected.MISSING,
        None,
        {"key": "zone"},
    ),
    "a required key has no value": Wrong(
        "zone: Europe/Moscow ", "zone: ", "  zone:", "company.zone", Expected.MISSING, None
    ),
    "a section is not there": Wrong(
        "delivery:\n", "dilivery:\n", "dilivery:", "dilivery", Expected.UNKNOWN_KEY, "dilivery"
    ),
    "weights that add to 99": Wrong(
        "measure: orientation, weight: 20",
        "measure: orientation, weight: 19",
        "      components:\n        - {measure: timeliness",
        "kpi.bonus[1].components",
        Expected.WRONG_SUM,
        "[…]",
        {"sum": 99, "limit": 100},
    ),
    "a threshold of 150 percent": Wrong(
        "measure: timeliness, weight: 50, threshold_percent: 95",
        "measure: timeliness, weight: 50, threshold_percent: 150",
        "threshold_percent: 150",
        "kpi.bonus[1].components[1].threshold_percent",
        Expected.TOO_BIG,
        "150",
        {"limit": 100, "is_allowed": True},
    ),
    "a bonus for what is no share": Wrong(
        "measure: timeliness",
        "measure: won_value",
        "measure: won_value",
        "kpi.bonus[1].components[1].measure",
        Expected.WRONG_CHOICE,
        "won_value",
    ),
    "a contract on a stage that there is not": Wrong(
        "contract_stage: contract",
        "contract_stage: sealed",
        "sealed",
        "kpi.contract_stage",
        Expected.UNKNOWN_REFERENCE,
        "sealed",
    ),
    "a key is not known": Wrong(
        "daily_cap: 12",
        "daily_kap: 12",
        "daily_kap",
        "delivery.daily_kap",
        Expected.UNKNOWN_KEY,
        "daily_kap",
        {
            "key": "daily_kap",
            "allowed": ["quiet_hours", "daily_cap", "digests", "snooze_choices"],
        },
    ),
    "a key is there twice": Wrong(
        "daily_cap: 12",
        "daily_cap: 12\n  daily_cap: 13",
        "daily_cap: 13",
        "delivery.daily_cap",
        Expected.DUPLICATE_KEY,
        "daily_cap",
    ),
    "a word where a number stands": Wrong(
        "daily_cap: 12",
        "daily_cap: дюжина",
        "дюжина",
        "delivery.daily_cap",
        Expected.NOT_A_WHOLE_NUMBER,
        "дюжина",
    ),
    "a part of a whole number": Wrong(
        "daily_cap: 12",
        "daily_cap: 12.5",
        "12.5",
        "delivery.daily_cap",
        Expected.NOT_A_WHOLE_NUMBER,
        "12.5",
    ),
    "yes where a number stands": Wrong(
        "daily_cap: 12",
        "daily_cap: true",
        "daily_cap",
        "delivery.daily_cap",
        Expected.NOT_A_WHOLE_NUMBER,
        "true",
    ),
    "nothing where there must be something": Wrong(
        "daily_cap: 12",
        "daily_cap: 0",
        "daily_cap",
        "delivery.daily_cap",
        Expected.TOO_SMALL,
        "0",
        {"limit": 0, "is_allowed": False},
    ),
    "a limit of no hours": Wrong(
        "limit_working_hours: 24",
        "limit_working_hours: -24",
        "limit_working_hours: -24",
        "pipeline.stages[3].limit_working_hours",
        Expected.TOO_SMALL,
        "-24",
    ),
    "a probability in percent": Wrong(
        "probability: 0.25",
        "probability: 25",
        "probability: 25",
        "pipeline.stages[2].probability",
        Expected.TOO_BIG,
        "25",
        {"limit": 1, "is_allowed": True},
    ),
    "a probability with a comma": Wrong(
        "probability: 0.25",
        "probability: 0,25",
        "0,25",
        "pipeline.stages[2].probability",
        Expected.NOT_A_NUMBER,
        "0,25",
    ),
    "a number without end": Wrong(
        "probability: 0.25",
        "probability: 1e309",
        "1e309",
        "pipeline.stages[2].probability",
        Expected.NOT_A_NUMBER,
        "1e309",
    ),
    "a probability of too many digits": Wrong(
        "probability: 0.25",
        "probability: 0.123456",
        "0.123456",
        "pipeline.stages[2].probability",
        Expected.TOO_PRECISE,
        "0.123456",
        {"digits": 4},
    ),
    "an hour that no clock shows": Wrong(
        "rep: 08:30",
        "rep: 25:30",
        "25:30",
        "delivery.digests.rep",
        Expected.NOT_A_TIME,
        "25:30",
    ),
    "a week's digest at an hour that no clock shows": Wrong(
        "      at: 09:00\n      roles: [rep, lead, manager, director]\n    monthly",
        "      at: 25:00\n      roles: [rep, lead, manager, director]\n    monthly",
        "25:00",
        "delivery.digests.weekly.at",
        Expected.NOT_A_TIME,
        "25:00",
    ),
    "quiet hours without an end": Wrong(
        "20:00-08:00",
        "20:00",
        "quiet_hours",
        "delivery.quiet_hours",
        Expected.NOT_A_TIME_SPAN,
        "20:00",
    ),
    "a date that is not there": Wrong(
        "overrides: []",
        "overrides:\n        - {on: 2026-02-31, hours: closed}",
        "2026-02-31",
        "calendars.countries[1].overrides[1].on",
        Expected.NOT_A_DATE,
        "2026-02-31",
    ),
    "a date that is there twice": Wrong(
        "overrides: []",
        "overrides:\n        - {on: 2026-12-31, hours: closed}\n"
        "        - {on: 2026-12-31, hours: [09:00-13:00]}",
        "hours: [09:00-13:00]}\n\n# Сегменты",
        "calendars.countries[1].overrides[2].on",
        Expected.NOT_UNIQUE,
        "2026-12-31",
        {"value": "2026-12-31"},
    ),
    "hours that overlap": Wrong(
        "tue: [09:00-13:00, 14:00-18:00]",
        "tue: [09:00-13:00, 12:00-18:00]",
        "12:00-18:00",
        "calendars.countries[1].week.tue[2]",
        Expected.NOT_RISING,
        "12:00-18:00",
    ),
    "a key in Cyrillic": Wrong(
        "key: offer\n",
        "key: кп\n",
        "key: кп",
        "pipeline.stages[3].key",
        Expected.NOT_A_KEY,
        "кп",
    ),
    "two stages with one key": Wrong(
        "key: payment\n",
        "key: offer\n",
        "key: offer\n      name:\n        ru: Оплата",
        "pipeline.stages[6].key",
        Expected.NOT_UNIQUE,
        "offer",
        {"value": "offer"},
    ),
    "a stage called as an end": Wrong(
        "key: payment\n",
        "key: won\n",
        "key: won",
        "pipeline.stages[6].key",
        Expected.NOT_UNIQUE,
        "won",
    ),
    "a stage to which nothing leads back": Wrong(
        "        back:\n          ru: Вернёмся к договору, например если меняются условия оплаты.\n"
        "          en: Back to the contract, for example if the terms of payment change.\n",
        "",
        "consequences:\n        won:\n          ru: Сделка закроется как выигранная и войдёт",
        "pipeline.stages[6].consequences.back",
        Expected.MISSING,
        None,
        {"key": "back"},
    ),
    "a stage that is not there": Wrong(
        "on_accept: contract",
        "on_accept: kontrakt",
        "kontrakt",
        "offers.on_accept",
        Expected.UNKNOWN_REFERENCE,
        "kontrakt",
        {
            "allowed": [
                "prospecting",
                "engaging",
                "offer",
                "negotiation",
                "contract",
                "payment",
                "won",
            ]
        },
    ),
    "a reason that is not there": Wrong(
        "refusal_reasons: [price,",
        "refusal_reasons: [cost,",
        "[cost,",
        "offers.refusal_reasons[1]",
        Expected.UNKNOWN_REFERENCE,
        "cost",
    ),
    "a segment that is not there": Wrong(
        "default_segment: prospect",
        "default_segment: gold",
        "default_segment",
        "default_segment",
        Expected.UNKNOWN_REFERENCE,
        "gold",
        {"allowed": ["vip", "regular", "prospect"]},
    ),
    "a task of a project that waits for what is not there": Wrong(
        "waits_for: [budget]",
        "waits_for: [money]",
        "waits_for: [money]",
        "project_templates[1].tasks[3].waits_for[1]",
        Expected.UNKNOWN_REFERENCE,
        "money",
    ),
    "a task of a project for a role that is not there": Wrong(
        "role: finance",
        "role: cashier",
        "role: cashier",
        "project_templates[1].tasks[2].role",
        Expected.UNKNOWN_REFERENCE,
        "cashier",
        {"allowed": ["leader", "marketing", "design", "sales", "logistics", "finance"]},
    ),
    "tasks of a project that wait for each other": Wrong(
        "waits_for: [goals]",
        "waits_for: [goals, place]",
        "waits_for: [goals, place]",
        "project_templates[1].tasks[2].waits_for",
        Expected.WAITS_FOR_ITSELF,
        "[…]",
        {"ring": "budget → place → budget"},
    ),
    "a fixed task that is not there": Wrong(
        "fixed_task: opening",
        "fixed_task: parade",
        "fixed_task: parade",
        "project_templates[1].fixed_task",
        Expected.UNKNOWN_REFERENCE,
        "parade",
    ),
    "a country without a calendar": Wrong(
        "default_country: RU",
        "default_country: NO",
        "default_country",
        "calendars.default_country",
        Expected.UNKNOWN_REFERENCE,
        "NO",
    ),
    "a text in one language": Wrong(
        "        en: Prospecting\n",
        "",
        "name:\n        ru: Первый контакт",
        "pipeline.stages[1].name.en",
        Expected.TEXT_MISSING,
        None,
    ),
    "a text of blanks": Wrong(
        "en: Prospecting",
        "en: '  '",
        "en: '  '",
        "pipeline.stages[1].name.en",
        Expected.TEXT_MISSING,
        "  ",
    ),
    "a name that no button holds": Wrong(
        "en: Prospecting",
        f"en: {'P' * 41}",
        "PPP" * 13,
        "pipeline.stages[1].name.en",
        Expected.TEXT_TOO_LONG,
        "P" * 41,
        {"limit": 40},
    ),
    "a text with a bell in it": Wrong(
        "en: Prospecting",
        'en: "Pro\\aspecting"',
        "Pro\\aspecting",
        "pipeline.stages[1].name.en",
        Expected.TEXT_UNPRINTABLE,
        "Pro\aspecting",
    ),
    "a name that is a number": Wrong(
        "name: Моя компания",
        "name: 2026",
        "name: 2026",
        "company.name",
        Expected.WRONG_TYPE,
        "2026",
        {"type": "text"},
    ),
    "a text where languages stand": Wrong(
        "name:\n        ru: Первый контакт\n        en: Prospecting",
        "name: Первый контакт",
        "name: Первый контакт",
        "pipeline.stages[1].name",
        Expected.WRONG_TYPE,
        "Первый контакт",
        {"type": "mapping"},
    ),
    "a number where a list stands": Wrong(
        "choices_working_days: [1, 3, 5, 10]",
        "choices_working_days: 3",
        "choices_working_days: 3",
        "offers.choices_working_days",
        Expected.WRONG_TYPE,
        "3",
        {"type": "list"},
    ),
    "an empty list": Wrong(
        "choices_working_days: [1, 3, 5, 10]",
        "choices_working_days: []",
        "choices_working_days",
        "offers.choices_working_days",
        Expected.TOO_FEW,
        "[…]",
        {"limit": 1},
    ),
    "days that do not rise": Wrong(
        "choices_working_days: [1, 3, 5, 10]",
        "choices_working_days: [1, 3, 2, 10]",
        "choices_working_days",
        "offers.choices_working_days[3]",
        Expected.NOT_RISING,
        "2",
    ),
    "yes in words": Wrong(
        "use_public_holidays: true",
        "use_public_holidays: да",
        "use_public_holidays: да",
        "calendars.countries[1].use_public_holidays",
        Expected.WRONG_TYPE,
        "да",
        {"type": "yes_no"},
    ),
    "an escalation to nobody": Wrong(
        "{after_working_days: 2, to: manager}",
        "{after_working_days: 2, to: president}",
        "president",
        "offers.escalation[4].to",
        Expected.WRONG_CHOICE,
        "president",
        {"allowed": ["owner", "lead", "manager"]},
    ),
    "an escalation that goes back in time": Wrong(
        ONE_MORE_STEP,
        ONE_MORE_STEP + "    - {after_working_hours: 8, to: manager}\n",
        "after_working_hours: 8",
        "offers.escalation[5]",
        Expected.NOT_RISING,
        "{…}",
    ),
    "an escalation by two clocks": Wrong(
        "{after_working_days: 2, to: manager}",
        "{after_working_days: 2, after_working_hours: 4, to: manager}",
        "after_working_hours: 4, to: manager",
        "offers.escalation[4]",
        Expected.ONE_OF_TWO,
        "{…}",
    ),
    "a language that nobody speaks here": Wrong(
        "language: ru",
        "language: de",
        "language: de",
        "company.language",
        Expected.WRONG_CHOICE,
        "de",
        {"allowed": ["ru", "en"]},
    ),
    "a zone that is not there": Wrong(
        "Europe/Moscow",
        "Europe/Mosow",
        "Europe/Mosow",
        "company.zone",
        Expected.NOT_A_ZONE,
        "Europe/Mosow",
    ),
    "a country by its name": Wrong(
        "  country: RU ",
        "  country: Россия ",
        "Россия",
        "company.country",
        Expected.NOT_A_COUNTRY,
        "Россия",
    ),
    "a currency by its sign": Wrong(
        "currency: RUB",
        "currency: ₽",
        "₽",
        "company.currency",
        Expected.NOT_A_CURRENCY,
        "₽",
    ),
    "too many stages of snoozing": Wrong(
        "snooze_choices: [hour, tomorrow, date]",
        "snooze_choices: [hour, hour]",
        "snooze_choices",
        "delivery.snooze_choices[2]",
        Expected.NOT_UNIQUE,
        "hour",
    ),
    "too many days to choose from": Wrong(
        "choices_working_days: [1, 3, 5, 10]",
        "choices_working_days: [1, 2, 3, 4, 5, 6, 7, 8, 9]",
        "choices_working_days",
        "offers.choices_working_days",
        Expected.TOO_MANY,
        "[…]",
        {"limit": 8},
    ),
}


NO_PLAIN_YAML: list[tuple[str | bytes, int, Expected]] = [
    ("", 1, Expected.WRONG_TYPE),
    ("- a\n- b\n", 1, Expected.WRONG_TYPE),
    ("company: one: two\n", 1, Expected.SYNTAX),
    ("company:\n\tname: x\n", 2, Expected.SYNTAX),
    ("company: 'never closed\n\n", 3, Expected.SYNTAX),
    ("company: {}\n---\ncompany: {}\n", 2, Expected.ONE_DOCUMENT),
    ("company: !!python/object/apply:os.getcwd []\n", 1, Expected.PLAIN_YAML),
    ("company: &c {}\ndelivery: *c\n", 1, Expected.PLAIN_YAML),
    ("delivery: *c\n", 1, Expected.PLAIN_YAML),
    ("? [a]\n: b\n", 1, Expected.WRONG_TYPE),
    ("[" * 100_000, 1, Expected.TOO_DEEP),
    ("company:\n  name: a\x00b\n", 2, Expected.TEXT_UNPRINTABLE),
    ("company:\n  name: Компания\n".encode("cp1251"), 2, Expected.NOT_UTF8),
    (DEFAULT.encode("utf-16"), 1, Expected.NOT_UTF8),
    (b"PK\x03\x04\xff", 1, Expected.NOT_UTF8),
    ("#" * (LIMIT_BYTES + 1), 1, Expected.FILE_TOO_LARGE),
    ("я" * (LIMIT_BYTES // 2 + 1), 1, Expected.FILE_TOO_LARGE),
]
