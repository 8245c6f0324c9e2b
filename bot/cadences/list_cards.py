"""Clients under a cadence as a list that turns pages: one's own, the team's, the late ones."""

from datetime import datetime
from typing import Final

from bot.cadences.callback_data import OpenCadence, OpenCadences
from bot.cadences.wording import lateness, today_in, until_words
from bot.callback_data import OpenDay
from bot.pages import page_buttons, page_line
from bot.screens import Button, Screen, paired
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.cadences.views import CadenceLine, CadenceList, CadencePart
from domain.org.model import Actor

LONGEST_NAME: Final = 50
LONGEST_LABEL: Final = 24


def cadence_list(
    found: CadenceList,
    part: CadencePart,
    texts: Texts,
    *,
    actor: Actor,
    now: datetime,
) -> Screen:
    """The soonest due first. Of the late ones, whose they are, how late, and the money."""
    others = [
        Button(texts.plain(f"cadences-{other}-button"), OpenCadences(part=other))
        for other in parts_of(actor)
        if other is not part
    ]
    back = (Button(texts.plain("day-button"), OpenDay()),)
    if not found.lines:
        key = "cadences-none-late" if part is CadencePart.LATE else "cadences-none"
        return Screen(texts(key), (*paired(others), back))
    lines: list[Markup] = []
    buttons: list[Button] = []
    for number, line in enumerate(found.lines, start=found.page.offset + 1):
        words = line_words(line, texts, actor=actor, now=now)
        lines.append(texts("cadences-line", number=number, words=words))
        label = texts.plain(
            "cadences-line-button", number=number, client=shorten(line.client_name, LONGEST_LABEL)
        )
        buttons.append(Button(label, OpenCadence(client_id=line.client_id)))
    turn = page_buttons(found.page, texts, lambda page: OpenCadences(part=part, page=page))
    return Screen(
        texts.paragraphs([_title(found, part, texts), texts.lines(lines)]),
        (*paired(buttons), *turn, *paired(others), back),
    )


def parts_of(actor: Actor) -> tuple[CadencePart, ...]:
    """Who leads nobody has no team to look at."""
    if actor.role.leads_people:
        return tuple(CadencePart)
    return (CadencePart.MINE, CadencePart.LATE)


def _title(found: CadenceList, part: CadencePart, texts: Texts) -> Markup:
    key = "cadences-title-late" if part is CadencePart.LATE else f"cadences-title-{part}"
    title = texts(key, count=found.page.total)
    money = texts("cadence-money", money=texts.moneys(found.money)) if found.money else None
    return texts.lines([title, money, page_line(found.page, texts)])


def line_words(line: CadenceLine, texts: Texts, *, actor: Actor, now: datetime) -> str:
    """«ООО «Ромашка» · Иван Петров · до ср, 2 декабря»; late: «… · ❗ 2 дня · 120 000 ₽»."""
    today = today_in(actor.zone, now)
    words = [shorten(line.client_name, LONGEST_NAME)]
    if line.responsible_id != actor.id:
        words.append(line.responsible_name)
    if line.late_at > now:
        words.append(until_words(line.due_on, today, texts))
        return " · ".join(words)
    words.append(texts.plain("cadence-line-late", late=lateness(line.due_on, today, texts)))
    if line.money:
        words.append(texts.moneys(line.money))
    return " · ".join(words)
