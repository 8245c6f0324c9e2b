"""How often: «каждый понедельник», «по будням», «5-го каждого месяца», "every other Friday"."""

from domain.tasks.phrases.atoms import Part, Repeat, Wall
from domain.tasks.phrases.day_parts import PartOfDay
from domain.tasks.phrases.forms import Form, Meaning, Values
from domain.tasks.phrases.recurrence import LAST_DAY, Every, Repetition

MOST_STEPS = 366
LONGEST_MONTH = 31
QUARTER, HALF_YEAR, YEAR = 3, 6, 12


def _every(unit: Every, step: int = 1, month_day: int | None = None) -> Meaning:
    return lambda _values, _wall: Repeat(Repetition(unit, step, month_day=month_day))


def _daily(part: PartOfDay) -> Meaning:
    return lambda _values, _wall: (Repeat(Repetition(Every.DAY)), Part(part))


def _every_few(unit: Every, months: int = 1) -> Meaning:
    def meaning(values: Values, _wall: Wall) -> Repeat | None:
        step = values.get("number", values.get("ordinal", 1))
        if not 1 <= step <= MOST_STEPS:
            return None
        return Repeat(Repetition(unit, step * months))

    return meaning


def _on_weekdays(values: Values, _wall: Wall) -> Repeat | None:
    named = {values[name] for name in ("weekday", "second", "third") if name in values}
    step = values.get("number", values.get("ordinal", 1))
    if not 1 <= step <= MOST_STEPS or values.get("ordinal") == 1:
        return None  # «каждый первый понедельник» is of a month: not known here
    return Repeat(Repetition(Every.WEEK, step, tuple(sorted(named))))


def _on_month_day(values: Values, _wall: Wall) -> Repeat | None:
    number = values["day_number"]
    day = number[0] if isinstance(number, tuple) else number
    if not 1 <= day <= LONGEST_MONTH:
        return None
    return Repeat(Repetition(Every.MONTH, month_day=day))


_DAYS = "<weekday> [(и|and|,) <weekday:second> [(и|and|,) <weekday:third>]]"
_PLURALS = "<weekdays:weekday> [(и|and|,) <weekdays:second> [(и|and|,) <weekdays:third>]]"
_MONTH_DAY = "(<nth:day_number>|<digits:day_number>)"

FORMS = (
    # days
    Form("(ежедневно|every day|daily|each day)", _every(Every.DAY)),
    Form("(<each> день|раз в день|раз в сутки|once a day)", _every(Every.DAY)),
    Form("(<each> утро|по утрам|<each> morning)", _daily(PartOfDay.MORNING)),
    Form("(<each> вечер|по вечерам|<each> evening)", _daily(PartOfDay.EVENING)),
    Form("(<each> <number>|раз в <number>|every <number>) <day>", _every_few(Every.DAY)),
    Form("every other day", _every(Every.DAY, 2)),
    Form("<each> (рабочий|будний) день", _every(Every.WORKING_DAY)),
    Form("по (будням|рабочим дням|будним дням)", _every(Every.WORKING_DAY)),
    Form(
        "(ежедневно|daily) (по|on) (будням|рабочим дням|будним дням|working days|weekdays"
        "|business days)",
        _every(Every.WORKING_DAY),
    ),
    Form("(every|each) (weekday|working day|business day|workday)", _every(Every.WORKING_DAY)),
    Form("on (weekdays|working days|business days)", _every(Every.WORKING_DAY)),
    # weeks
    Form(
        "(еженедельно|каждую неделю|раз в неделю|weekly|every week|once a week)", _every(Every.WEEK)
    ),
    Form(f"<each> {_DAYS}", _on_weekdays),
    Form("every <short_weekday:weekday>", _on_weekdays),
    Form(f"[on|по] {_PLURALS}", _on_weekdays),
    Form("по <weekday> [(и|,) <weekday:second> [(и|,) <weekday:third>]]", _on_weekdays),
    Form(
        "(еженедельно|каждую неделю|раз в неделю|weekly|every week)"
        " (в|во|по|on) (<weekday>|<weekdays:weekday>)",
        _on_weekdays,
    ),
    Form("<each> <ordinal> (<weekday>|<short_weekday:weekday>)", _on_weekdays),
    Form("<each> <ordinal> <week>", _every_few(Every.WEEK)),
    Form(
        "(<each> <number>|раз в <number>|once in <number>|once every <number>) <week>",
        _every_few(Every.WEEK),
    ),
    Form(
        "(<each> <number>|раз в <number>) <week> (в|во|по|on) (<weekday>|<weekdays:weekday>)",
        _on_weekdays,
    ),
    Form("<each> <ordinal> <week> (в|во|по|on) (<weekday>|<weekdays:weekday>)", _on_weekdays),
    Form(
        "(через неделю по|every other week on|biweekly on) (<weekdays:weekday>|<weekday>)",
        lambda values, _wall: Repeat(Repetition(Every.WEEK, 2, (values["weekday"],))),
    ),
    Form("(biweekly|fortnightly)", _every(Every.WEEK, 2)),
    # months and longer
    Form(
        "(ежемесячно|каждый месяц|раз в месяц|monthly|every month|once a month)",
        _every(Every.MONTH),
    ),
    Form(
        "(ежемесячно|каждый месяц|раз в месяц|monthly|every month) [в|on] [the]"
        f" {_MONTH_DAY} [числа|число]",
        _on_month_day,
    ),
    Form(f"<each> ({_MONTH_DAY}|<ordinal:day_number>) (число|числа) [месяца]", _on_month_day),
    Form(f"{_MONTH_DAY} [числа] (каждого месяца|ежемесячно)", _on_month_day),
    Form("[on] the <nth:day_number> of (every|each) month", _on_month_day),
    Form("every <nth:day_number> of the month", _on_month_day),
    Form(
        "[в] (последний день каждого месяца|каждый последний день месяца)",
        _every(Every.MONTH, month_day=LAST_DAY),
    ),
    Form("on the last day of (every|each|the) month", _every(Every.MONTH, month_day=LAST_DAY)),
    Form("(<each> <number>|раз в <number>) <months>", _every_few(Every.MONTH)),
    Form("<each> <ordinal> <months>", _every_few(Every.MONTH)),
    Form(
        "(ежеквартально|каждый квартал|раз в квартал|quarterly|every quarter)",
        _every(Every.MONTH, QUARTER),
    ),
    Form("(раз в полгода|каждые полгода|twice a year)", _every(Every.MONTH, HALF_YEAR)),
    Form("(ежегодно|каждый год|раз в год|yearly|annually|every year)", _every(Every.MONTH, YEAR)),
)
