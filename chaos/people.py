"""People who act all day through their chats, as they would on a phone.

What they write carries a marker that exists once in the world: ``xqn`` for a note or a comment,
``xqt`` for a task in one line, ``xqc`` for a contact that is told of. Nobody waits for ever: who
sees no answer looks again, and goes on.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp

from chaos.company import Company, Part

Json = dict[str, Any]

PATIENCE = aiohttp.ClientTimeout(total=12)
LOOK_AGAIN_SECONDS = 0.3
SEES_WITHIN_SECONDS = 8.0
NEWEST = 12
"""How far up a person scrolls."""

TAPPED = {
    "seller": ("d-list:", "d-tick:", "deal:", "d-stages:", "d-move:"),
    "closer": ("offer:", "o-ans:"),
    "caller": (),
    "worker": ("td-send:", "t-take:", "t-start:", "t-done:", "t-rate:", "task:"),
    "lead": ("appr-yes:", "t-take:", "t-start:", "t-done:", "t-rate:", "d-tick:", "d-list:"),
    "director": ("t-take:", "t-done:", "t-rate:"),
}
"""Beginnings of the callback data that each kind of person taps on whatever they come upon."""

NEVER = (":thinking", ":down")
"""Ends of what asks on instead of showing its card: for another day, for a reason."""
SEND, UNDATED = "td-send:", "Срок: не указан"
"""A draft without a deadline asks for one instead of going: such a tap changes nothing."""

DIALOG_SAME, DIALOG_SENT = "same", "sent"
COMMANDS = ("/day", "/tasks", "/board", "/approvals")
MUCH_WORK = 0.3
"""How often a task is so long that somebody has to approve it."""


@dataclass(slots=True)
class Markers:
    """Numbers that nobody else has."""

    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def next(self, kind: str) -> str:
        return f"xq{kind}{next(self._numbers):05d}"


class Somebody:
    """One person in their private chat, over HTTP."""

    def __init__(
        self,
        part: Part,
        company: Company,
        origin: str,
        session: aiohttp.ClientSession,
        markers: Markers,
        seed: int,
    ) -> None:
        self._part = part
        self._company = company
        self._origin = origin
        self._session = session
        self._markers = markers
        self._dice = random.Random(f"{seed}:{part.key}")
        self._kind = part.key.rstrip("0123456789")
        self.acts = 0

    async def start(self) -> None:
        await self._post("start", {"payload": ""})

    async def act_until(
        self, ending: asyncio.Event, pause_seconds: float, is_behind: Callable[[], bool]
    ) -> None:
        """One act after the other, with a breath between them; none while the bot is behind."""
        while not ending.is_set():
            if is_behind():
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
                continue
            with suppress(aiohttp.ClientError, TimeoutError):
                await self._act()
                self.acts += 1
            breath = self._dice.uniform(0.5, 1.5) * pause_seconds
            with suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), breath)

    async def _act(self) -> None:
        ways = {
            "seller": ((5, self._tap), (3, self._open_deal), (2, self._note)),
            "closer": ((2, self._tap), (2, self._open_deal), (3, self._offer)),
            "worker": ((5, self._tap), (3, self._task), (2, self._comment)),
            "caller": ((3, self._contact),),
            "lead": ((6, self._tap), (2, self._open_deal)),
            "director": ((3, self._tap),),
        }[self._kind]
        ways = (*ways, (1, self._command))
        chosen = self._dice.choices([way for _, way in ways], [weight for weight, _ in ways])
        await chosen[0]()

    async def _tap(self) -> None:
        """Any button within reach that this person knows."""
        known = TAPPED[self._kind]
        found = [
            (message, data)
            for message in await self._newest()
            for data in _data_of(message)
            if data.startswith(known)
            and not data.endswith(NEVER)
            and not (data.startswith(SEND) and UNDATED in message.get("text", ""))
        ]
        if found:
            await self._press(*self._dice.choice(found))

    async def _open_deal(self) -> None:
        deals = [deal for owned in self._within_sight() for deal in self._company.deals[owned]]
        newest = max((one["message_id"] for one in await self._newest()), default=0)
        await self._post("start", {"payload": f"deal_{self._dice.choice(deals)}"})
        await self._see(lambda one: one["message_id"] > newest)

    async def _note(self) -> None:
        await self._reply_to("d-stages", "ждут решения")

    async def _comment(self) -> None:
        await self._reply_to("t-", "прошу уточнить")

    async def _reply_to(self, beginning: str, words: str) -> None:
        cards = [
            message
            for message in await self._newest()
            if any(data.startswith(beginning) for data in _data_of(message))
        ]
        if cards:
            card = self._dice.choice(cards)
            marker = self._markers.next("n")
            await self._say(f"{words} {marker}", reply_to=card["message_id"])
            await self._see(lambda one: one["message_id"] > card["message_id"])

    async def _task(self) -> None:
        """A line; sometimes so much work that somebody has to approve it."""
        marker = self._markers.next("t")
        to = self._dice.choice(
            [one for one in self._company.with_key("worker") if one.key != self._part.key]
        )
        much = self._dice.random() < MUCH_WORK
        words = "сверстать каталог" if much else "подготовить смету"
        ending = "20ч" if much else "1ч"
        await self._say(f"до 15 декабря {words} {marker} {ending} @{to.persona.username}")
        await self._see_and_press(marker, "td-send")

    async def _contact(self) -> None:
        marker = self._markers.next("c")
        client = self._dice.choice(self._company.clients[self._part.key])
        await self._say(f"позвонил {client}, обсудили {marker}")
        proposal = await self._see(lambda message: marker in _text_of(message))
        if proposal is not None:
            await self._press_ending(proposal, "log")

    async def _offer(self) -> None:
        """The form of an offer: three taps."""
        message = await self._with_button("o-new")
        if message is None:
            return
        await self._press(message, _first(message, "o-new"))
        asked = await self._see(lambda one: _ends(one, DIALOG_SAME) is not None)
        if asked is None:
            return
        await self._press_ending(asked, DIALOG_SAME)
        review = await self._see(lambda one: _ends(one, DIALOG_SENT) is not None)
        if review is None:
            return
        await self._press_ending(review, DIALOG_SENT)

    async def _command(self) -> None:
        newest = max((one["message_id"] for one in await self._newest()), default=0)
        await self._say(self._dice.choice(COMMANDS))
        await self._see(lambda one: one["message_id"] > newest)

    def _within_sight(self) -> list[str]:
        """Whose deals this person may see: their own, and their team's."""
        if self._kind == "lead":
            team = [part for part in self._company.parts if part.boss == self._part.key]
            return [part.key for part in team if self._company.deals.get(part.key)]
        return [self._part.key]

    # The chat

    async def _with_button(self, beginning: str) -> Json | None:
        found = [one for one in await self._newest() if _first(one, beginning)]
        return found[-1] if found else None

    async def _see_and_press(self, words: str, beginning: str) -> None:
        message = await self._see(
            lambda one: words in _text_of(one) and bool(_first(one, beginning))
        )
        if message is not None:
            await self._press(message, _first(message, beginning))

    async def _press_ending(self, message: Json, ending: str) -> None:
        data = _ends(message, ending)
        if data is not None:
            await self._press(message, data)

    async def _see(self, wanted: Any) -> Json | None:
        """The newest message like this, once it is there; None: the person gives up."""
        loop = asyncio.get_running_loop()
        until = loop.time() + SEES_WITHIN_SECONDS
        while loop.time() < until:
            for message in reversed(await self._newest()):
                if wanted(message):
                    return message
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        return None

    async def _newest(self) -> Sequence[Json]:
        """The bot's newest messages, oldest first."""
        query = {"persona": self._part.key, "limit": str(NEWEST)}
        address = f"{self._origin}/play/chats/{self._chat_id}/messages"
        async with self._session.get(address, params=query, timeout=PATIENCE) as answer:
            messages: list[Json] = await answer.json()
        return [message for message in messages if message["from"]["is_bot"]]

    async def _press(self, message: Json, data: str) -> None:
        path = f"chats/{self._chat_id}/messages/{message['message_id']}/tap"
        with suppress(TimeoutError):  # no answer: the tap is on its way all the same
            await self._post(path, {"data": data})

    async def _say(self, text: str, *, reply_to: int | None = None) -> None:
        body: Json = {"text": text}
        if reply_to is not None:
            body["reply_to"] = reply_to
        await self._post(f"chats/{self._chat_id}/messages", body)

    async def _post(self, path: str, body: Json) -> Json:
        asked = {"persona": self._part.key, **body}
        address = f"{self._origin}/play/{path}"
        async with self._session.post(address, json=asked, timeout=PATIENCE) as answer:
            said: Json = await answer.json()
            return said

    @property
    def _chat_id(self) -> int:
        return self._part.persona.user_id


def _text_of(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def _data_of(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard") or []
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _first(message: Json, beginning: str) -> str:
    return next((data for data in _data_of(message) if data.startswith(beginning)), "")


def _ends(message: Json, ending: str) -> str | None:
    """The data of a form's button: the form's id comes before the button's name."""
    return next((data for data in _data_of(message) if data.endswith(f"\x1d{ending}")), None)
