"""Words by kind: what a ``<kind>`` in a form may stand for, and what each word is worth.

All in lower case with е for ё. A new inflection or abbreviation is added here; a new way to put
words together is a form, beside the others of its meaning.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.tasks.phrases.day_parts import PartOfDay


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WEEKDAYS = [
    "понедельник понедельника понедельнику понедельником пн пон monday",
    "вторник вторника вторнику вторником вт втр tuesday",
    "среда среду среды среде средой ср wednesday",
    "четверг четверга четвергу четвергом чт чтв thursday",
    "пятница пятницу пятницы пятнице пятницей пт птн friday",
    "суббота субботу субботы субботе субботой сб суб saturday",
    "воскресенье воскресенья воскресенью воскресеньем вс вск sunday",
]
_SHORT_ENGLISH_WEEKDAYS = ["mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun"]
_PLURAL_WEEKDAYS = [
    "понедельникам mondays",
    "вторникам tuesdays",
    "средам wednesdays",
    "четвергам thursdays",
    "пятницам fridays",
    "субботам saturdays",
    "воскресеньям sundays",
]
_MONTHS = [
    "января янв january jan",
    "февраля фев february feb",
    "марта мар march mar",
    "апреля апр april apr",
    "мая may",
    "июня июн june jun",
    "июля июл july jul",
    "августа авг august aug",
    "сентября сен сент september sep sept",
    "октября окт october oct",
    "ноября ноя нояб november nov",
    "декабря дек december dec",
]
_NUMBERS = [
    "один одну одного одной одному one a an",
    "два две двое двух двум two пару couple",
    "три трое трех трем three",
    "четыре четырех четырем four",
    "пять пяти five",
    "шесть шести six",
    "семь семи seven",
    "восемь восьми eight",
    "девять девяти nine",
    "десять десяти ten",
]
_ORDINALS = [
    "первый первую первое первого первому first",
    "второй вторую второе второго второму second other",
    "третий третью третье третьего третьему third",
    "четвертый четвертую четвертое четвертого четвертому fourth",
    "пятый пятую пятое пятого пятому",
    "шестой шестую шестое шестого шестому",
    "седьмой седьмую седьмое седьмого седьмому",
    "восьмой восьмую восьмое восьмого восьмому",
    "девятый девятую девятое девятого девятому",
    "десятый десятую десятое десятого десятому",
    "одиннадцатый одиннадцатое одиннадцатого одиннадцатому",
    "двенадцатый двенадцатое двенадцатого двенадцатому",
]
_ROUND_NUMBERS = {
    15: "пятнадцать пятнадцати",
    20: "двадцать двадцати",
    30: "тридцать тридцати",
    40: "сорок сорока",
}

KINDS: Mapping[str, Mapping[Any, str]] = {
    "weekday": dict(enumerate(_WEEKDAYS)),
    "short_weekday": dict(enumerate(_SHORT_ENGLISH_WEEKDAYS)),
    "weekdays": dict(enumerate(_PLURAL_WEEKDAYS)),
    "month": dict(enumerate(_MONTHS, 1)),
    "number": dict(enumerate(_NUMBERS, 1)) | _ROUND_NUMBERS,
    "ordinal": dict(enumerate(_ORDINALS, 1)),
    "half_to": {
        n: " ".join(f"пол{word}" for word in words.split() if word.endswith("го"))
        for n, words in enumerate(_ORDINALS, 1)
    },
    "days_away": {
        0: "сегодня today",
        1: "завтра tomorrow tmrw tommorow",
        2: "послезавтра",
    },
    "days_ago": {1: "вчера yesterday", 2: "позавчера"},
    "day": {1: "день дня дней дню сутки суток day days"},
    "week": {1: "неделя неделю недели недель неделе неделей week weeks"},
    "months": {1: "месяц месяца месяцев месяце month months"},
    "years": {1: "год года лет году year years"},
    "hour": {1: "ч час часа часов часу часам часик часика h hr hrs hour hours"},
    "minute": {1: "мин минут минуты минута минуту минуток min mins minute minutes"},
    "short_minute": {1: "м m"},
    "year_mark": {1: "г год года году"},
    "meridiem": {
        PartOfDay.MORNING: "am утра",
        PartOfDay.EVENING: "pm вечера",
        PartOfDay.NIGHT: "ночи",
    },
    "of_the_day": {PartOfDay.AFTERNOON: "дня"},
    "part": {
        PartOfDay.MORNING: "утром поутру morning",
        PartOfDay.LUNCH: "lunchtime",
        PartOfDay.AFTERNOON: "днем afternoon",
        PartOfDay.EVENING: "вечером вечерком evening",
        PartOfDay.NIGHT: "ночью night",
    },
    "each": {1: "каждый каждую каждое каждые каждого каждой every each"},
}


def _by_word() -> Iterator[tuple[str, str, Any]]:
    for kind, values in KINDS.items():
        for value, words in values.items():
            for word in words.split():
                yield word, kind, value


MEANINGS: dict[str, dict[str, Any]] = {}
for _word, _kind, _value in _by_word():
    MEANINGS.setdefault(_word, {})[_kind] = _value
MEANINGS["пополудни"] = {"meridiem": PartOfDay.AFTERNOON}

WEEKDAY_SPELLINGS = {
    word: number
    for number, words in enumerate(_WEEKDAYS)
    for word in words.split()
    if len(word) >= len("среда")
}
RELATIVE_SPELLINGS = {"завтра": 1, "сегодня": 0, "послезавтра": 2, "tomorrow": 1}
NO_SLIPS = words("следу следа среди срезу среза сфере сферу четверо завтрак затрат")
"""Words of their own that are one letter away from a day."""

COUNTED = words(
    """
    шт штук штуки штука руб рублей рубля р тыс тысяч тысячи млн млрд раз раза лет год года кг г т
    м см мм км л мл человек чел экз листов стр страниц процентов процента долларов евро доллара
    usd eur rub pcs pieces times people percent items units клиентов клиента позиций позиции
    недель недели неделю дней дня день месяцев месяца секунд сек weeks days months
    """
)
"""After a number these say how many, not at what hour."""

REFERENCES = words(
    """
    № # n no гост ост ту iso din п пп пункт пункта пункту ст статья версия версии v ver version
    каб кабинет офис дом кв ул улица улице стр арт артикул модель id код приказ закон фз форма
    release глава раздел room page item section
    """
)
"""A number or a date after these is a name of something."""

SINCE = words(
    """от за с со по from since dated of
    прошлый прошлую прошлое прошлой последний последнюю последнее last"""
)
"""A date after these belongs to what the task is about: «письмо от 25.11», «отчёт за пятницу»."""

IMPERATIVES = words(
    """
    позвони перезвони созвонись набери напиши перепиши ответь отправь вышли пришли перешли скинь
    подготовь приготовь сделай доделай переделай проверь перепроверь уточни узнай выясни найди купи
    закажи оплати оформи составь собери разбери договорись согласуй обсуди встреть встреться съезди
    заедь отвези привези забери передай отдай верни подпиши распечатай напечатай отсканируй загрузи
    выгрузи обнови исправь поправь добавь удали перенеси назначь организуй запланируй спланируй
    проведи напомни запиши поставь создай запусти останови настрой почини посчитай рассчитай
    сверь сравни изучи прочитай посмотри глянь опубликуй размести сверстай нарисуй сними смонтируй
    поздравь пригласи предложи попроси поручи помоги покажи расскажи объясни обзвони разошли
    звони пиши готовь делай проверяй узнавай следи контролируй закрой открой возьми дай принеси
    """
)
"""What asks for a deed by itself."""

WISHES = words("надо нужно необходимо следует требуется пора стоит хорошо бы")
"""«Надо бы Диме …»: what may stand before whom it is wished of."""

GIVING = words(
    """
    позвонить перезвонить звонок набрать дозвониться написать ответить напомнить отправить выслать
    переслать скинуть послать направить вернуть передать отвезти привезти отдать показать сообщить
    рассказать объяснить сказать подарить купить дать выдать предложить помочь оплатить заплатить
    перевести доставить вручить выставить
    позвони перезвони набери напиши ответь напомни отправь вышли перешли скинь пошли направь верни
    передай отвези привези отдай покажи сообщи расскажи объясни скажи подари купи дай предложи
    помоги оплати заплати переведи доставь вручи выстави
    call phone ring email mail message text send give show tell write reply pay help bring
    """
)
"""Whom these name is whom it is done for: «отправить договор Марине»."""
