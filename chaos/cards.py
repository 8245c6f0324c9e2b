"""Every card shows the state of the database: painted anew and held against what stands there.

A card says some things as of the moment at which it was put there («5 минут назад»): it is painted
for that moment. Of what other people's work adds to a card beside its matter (loads of a week), it
says what was true then; those lines are left out.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.composition.dispatcher import make_dispatcher
from bot.composition.makers import make_makers
from bot.composition.wiring import wire
from bot.matters import ShowMatter
from bot.playground.formatting import parse_html, trim
from bot.playground.led_clock import LedClock
from bot.screens import Screen, markup
from chaos.evidence import Call, Evidence, Json, Shown
from chaos.findings import Findings
from domain.delivery.model import REFRESH, Matter, Notice, NoticeId, Urgency
from domain.errors import NotFound
from domain.org.model import Actor, PersonId
from domain.org.ports import Actors
from storage.delivery.outbox import to_notice

CARDS: Final = """
    SELECT cards.chat_id, cards.message_id, cards.matter, cards.matter_id, people.id AS person_id
      FROM cards JOIN people ON people.telegram_id = cards.chat_id
"""
TOLD_HERE: Final = """
    SELECT * FROM ledger
     WHERE recipient_id = $1 AND message_id IS NOT NULL AND matter = $3 AND matter_id = $4
       AND kind <> 'refresh'
     ORDER BY message_id = $2 DESC, settled_at DESC
"""
"""In this very message, as a rule. Of two that came of one notice, whoever was frozen in between
knows one, and the ledger the other.
"""
ASIDE: Final = (
    "Загрузка на",
    "При такой загрузке",
    "⚠️ Не успеть",
    "⚠️ При такой",
    "Свободнее:",
    "🔁 Возможно",
)
SIGNS: Final = ("d-stages:", "t-more:", "td-send:", "o-why:", "appr-yes:")
"""Buttons that stand on cards alone: of deals, tasks, drafts, offers, approvals."""

BUTTONS_ASIDE: Final = ("td-free",)
EARLIER: Final = tuple(timedelta(seconds=seconds) for seconds in (0, 1, 3, 8, 20, 60))
"""How long before it arrived a card may have been painted."""


class CardReader:
    """Paints with the program's own painters, on a clock of its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._clock = LedClock()
        container = wire(engine, self._clock)
        self._actors: Actors = container.get(Actors)
        self._makers = make_makers(container)
        dispatcher = make_dispatcher(container, self._makers)
        shows: ShowMatter = dispatcher.workflow_data["show_matter"]
        self._painters = shows.painters

    async def check(
        self,
        connection: asyncpg.Connection,
        evidence: Evidence,
        findings: Findings,
        now: datetime,
    ) -> None:
        rows = await connection.fetch(CARDS)
        check_known(evidence, {(row["chat_id"], row["message_id"]) for row in rows}, findings)
        for row in rows:
            findings.count("cards")
            shown = evidence.shown.get((row["chat_id"], row["message_id"]))
            name = f"{row['matter']} {row['matter_id']} in chat {row['chat_id']}"
            if shown is None:
                findings.broken("every card is there", f"{name}: message {row['message_id']}")
                continue
            told = await connection.fetch(
                TOLD_HERE, row["person_id"], row["message_id"], row["matter"], row["matter_id"]
            )
            stands = seen(shown.message)
            painted: list[Any] = []
            async for screen in self._painted(row, told, moments(shown, evidence, now)):
                painted.append(as_seen(screen))
                if painted[-1] == stands:
                    break
            else:
                what = f"{name}, message {row['message_id']}: {_differences(stands, painted)}"
                findings.broken("every card shows the database", what)

    async def _painted(
        self, row: Any, told: list[Any], moments: Iterable[datetime]
    ) -> AsyncIterator[Screen]:
        """Everything that the card may rightly show now."""
        for moment in moments:
            self._clock.now = moment
            actor = await self._actors.get(PersonId(row["person_id"]), now=moment)
            async for screen in self._screens(actor, row, told):
                yield screen

    async def _screens(self, actor: Actor, row: Any, told: list[Any]) -> AsyncIterator[Screen]:
        matter, matter_id = Matter(row["matter"]), row["matter_id"]
        with suppress(NotFound):
            if matter in self._painters:
                yield await self._painters[matter](actor, matter_id)
        notices = [self._refresh(actor, matter, matter_id), *(to_notice(_Row(one)) for one in told)]
        for notice in notices:
            screen = await self._makers.make(actor, notice)
            if screen is not None:
                yield screen

    def _refresh(self, actor: Actor, matter: Matter, matter_id: int) -> Notice:
        now = self._clock()
        return Notice(
            NoticeId(0), actor.id, REFRESH, matter, matter_id, Urgency.NOW, {}, now, now, 0, False
        )


def check_known(evidence: Evidence, known: set[tuple[int, int]], findings: Findings) -> None:
    """What looks like a card is one that the bot knows of and keeps fresh, but for those that a
    kill or a lost answer kept it from noting, or from taking away when a newer one came, those that
    made room as it was killed, and those that Telegram did not delete.
    """
    placed, kept = evidence.placed(), evidence.kept_from_deletion()
    for place, shown in evidence.shown.items():
        if place in known or not _looks_like_card(shown.message):
            continue
        call = placed.get(place)
        if call is not None and (
            place in kept
            or evidence.made_room(place)
            or evidence.was_cut_short(call)
            or any(evidence.was_cut_short(later) for later in _same_later(evidence, call, shown))
        ):
            findings.count("cards that a kill or a lost answer left behind")
        else:
            what = f"message {place[1]} of chat {place[0]}: {seen(shown.message)[0][:2]}"
            findings.broken("every card is known", what)


def _looks_like_card(message: Json) -> bool:
    return bool(_subjects(message.get("reply_markup")))


def _subjects(keyboard: Json | None) -> set[str]:
    """What the card is of: the beginnings of its signs, with the matter's id."""
    rows = (keyboard or {}).get("inline_keyboard") or []
    found = [str(one.get("callback_data", "")) for row in rows for one in row]
    return {":".join(data.split(":")[:2]) for data in found if data.startswith(SIGNS)}


def _same_later(evidence: Evidence, call: Call, shown: Shown) -> Iterator[Call]:
    """Newer cards of the same in the same chat."""
    subjects = _subjects(shown.message.get("reply_markup"))
    return (
        later
        for later in evidence.calls
        if later.rings
        and later.seq > call.seq
        and later.chat_id == call.chat_id
        and subjects & _subjects(later.result.get("reply_markup"))
    )


class _Row:
    """A record of asyncpg with the columns as attributes."""

    def __init__(self, record: Any) -> None:
        self._record = record

    def __getattr__(self, name: str) -> Any:
        value = self._record[name]
        return {} if name == "facts" and isinstance(value, str) else value


def moments(shown: Shown, evidence: Evidence, now: datetime) -> Iterator[datetime]:
    """For which moments the card may have been painted: shortly before it arrived, by a clock that
    may have been moved on its way; or just now.
    """
    if shown.at is not None:
        jumps = sorted(evidence.jumps(), key=abs)
        yield from (shown.at - earlier - jump for jump in jumps for earlier in EARLIER)
    yield now


def _differences(stands: Any, painted: list[Any]) -> str:
    """What only the card says, and what only the nearest painting of it says."""
    if not painted:
        return f"shows {stands[0][:2]}, and there is nothing to show"
    theirs = [set(stands[0]) | set(stands[1])]
    nearest = min(painted, key=lambda one: len((set(one[0]) | set(one[1])) ^ theirs[0]))
    ours = set(nearest[0]) | set(nearest[1])
    return f"shows {sorted(map(str, theirs[0] - ours))}, is {sorted(map(str, ours - theirs[0]))}"


def seen(message: Json) -> Any:
    """Lines and buttons of a message, without what is left aside."""
    rows = message.get("reply_markup", {}).get("inline_keyboard") or []
    buttons = [(one["text"], one.get("callback_data") or one.get("url")) for r in rows for one in r]
    return _compared(str(message.get("text") or message.get("caption") or ""), buttons)


def as_seen(screen: Screen) -> Any:
    """The same of a screen that was not sent."""
    text, _ = trim(*parse_html(screen.fitting_text))
    keyboard = markup(screen)
    rows = keyboard.inline_keyboard if keyboard else []
    buttons = [(one.text, one.callback_data or one.url) for row in rows for one in row]
    return _compared(text, buttons)


def _compared(text: str, buttons: list[tuple[str, str | None]]) -> Any:
    lines = [line for line in text.splitlines() if line and not line.startswith(ASIDE)]
    kept = [button for button in buttons if not (button[1] or "").startswith(BUTTONS_ASIDE)]
    return lines, kept
