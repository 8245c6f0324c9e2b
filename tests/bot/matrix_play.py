"""People tap and write; what the bot did about each of it is read from the Bot API's journal."""

import asyncio
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
from sqlalchemy import text
from structlog.contextvars import merge_contextvars
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from tests.bot.matrix_company import Matrix
from tests.company import Company
from tests.messages import Json
from tests.person import Person

BROKEN = {"error", "critical"}
APOLOGIES = ("Что-то сломалось", "Something broke")
OF_NOBODY = {"chat_id", "message_id", "callback_query_id", "reply_parameters"}
"""What differs from one tap to the next whatever it tells."""
INTENT = re.compile(r"[A-Za-z0-9]{4,8}\\u001d")
"""As the library names one form that is open, before the sign that ends the name."""
MOMENT = re.compile(r"\d{10,13}")
"""When a button was made, in seconds or milliseconds: no id is as long."""
PATIENCE = 5
"""How many times ten seconds the bot may take to come to rest."""
SPACES = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True)
class Reaction:
    """All that the bot did about one update: its calls, the answer to a tap among them."""

    calls: tuple[tuple[str, str], ...]

    @property
    def is_alone(self) -> bool:
        """Whether the tap was answered and nothing else was sent, edited or deleted."""
        return [method for method, _ in self.calls] == ["answerCallbackQuery"]

    @property
    def words(self) -> str:
        """Of the answer to a tap."""
        answers = [said for method, said in self.calls if method == "answerCallbackQuery"]
        return str(json.loads(answers[0]).get("text", "")) if answers else ""

    def about(self, ids: frozenset[int]) -> "Reaction":
        """The same with ``ids``, which the asker named themselves, left out of its buttons."""
        tokens = {str(id_) for id_ in ids}
        return Reaction(tuple((method, _without(tokens, said)) for method, said in self.calls))

    def __str__(self) -> str:
        return "; ".join(f"{method} {said}" for method, said in self.calls)


def _without(ids: set[str], said: str) -> str:
    def named(found: re.Match[str]) -> str:
        parts = found[1].split(":")
        kept = ["#" if part in ids or MOMENT.fullmatch(part) else part for part in parts]
        return '"callback_data": "' + ":".join(kept) + '"'

    return re.sub(r'"callback_data": "([^"]*)"', named, INTENT.sub("form ", said))


class Log:
    """The program's log while a test runs: which updates were handled, and whether any broke."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self._handled: Counter[int | None] = Counter()
        self._waiting: list[tuple[int | None, int, asyncio.Future[None]]] = []

    def handled(self, person_id: int | None) -> int:
        """How many updates of the person were handled to the end; None: of who is no colleague."""
        return self._handled[person_id]

    async def until_handled(self, person_id: int | None, count: int) -> None:
        """Until so many of the person's are."""
        if self._handled[person_id] < count:
            come = asyncio.get_running_loop().create_future()
            self._waiting.append((person_id, count, come))
            await asyncio.wait_for(come, PATIENCE * 10)

    def note(self, _logger: Any, _method: str, event: Any) -> Any:
        """A processor of the log's; somebody who waits goes on once the update is over."""
        if event["event"] == "update":
            self._handled[event["person_id"]] += 1
            for one in [one for one in self._waiting if self._handled[one[0]] >= one[1]]:
                self._waiting.remove(one)
                one[2].set_result(None)
        return event

    def broken(self) -> list[str]:
        return [
            str(event.get("exception") or event)
            for event in self.events
            if event["log_level"] in BROKEN
        ]


async def rests(company: Company) -> None:
    """Until the bot does; so much was asked of it that a busy machine is given time."""
    for _ in range(PATIENCE):
        with suppress(AssertionError):
            await company.rep.waits_for_idle_bot()
            return
    await company.rep.waits_for_idle_bot()


BY_PEOPLE = """
SELECT 'audit' AS of, id, subject, act::text AS what, actor_id FROM audit
 WHERE channel <> 'clock' AND id > :audit
UNION ALL SELECT 'timeline', id, kind, facts::text, actor_id FROM timeline
 WHERE channel <> 'clock' AND id > :timeline
UNION ALL SELECT 'ledger', id, kind, matter, recipient_id FROM ledger
 WHERE id > :ledger AND kind NOT LIKE 'digest%'
UNION ALL SELECT 'imports', id, status, NULL, person_id FROM import_runs WHERE id > :import_runs
UNION ALL SELECT 'plans', id, kind, NULL, made_by FROM plan_proposals WHERE id > :plan_proposals
"""
HEADS = ("audit", "timeline", "ledger", "import_runs", "plan_proposals")


@asynccontextmanager
async def nothing_written(company: Company) -> AsyncIterator[None]:
    """Whatever people change is audited; what is not is looked at by itself."""
    await rests(company)
    heads = {name: await company.value(f"SELECT max(id) FROM {name}") for name in HEADS}
    yield
    await rests(company)
    async with company.engine.connect() as connection:
        written = (await connection.execute(text(BY_PEOPLE), heads)).all()
    assert not written, written


@contextmanager
def watched() -> Iterator[Log]:
    """Nothing may break meanwhile."""
    log = Log()
    with capture_logs(processors=[merge_contextvars, format_exc_info, log.note]) as log.events:
        yield log
    assert not log.broken(), log.broken()[0]


@dataclass
class Stage:
    """Where it is played; ``seq``: what of the journal was read."""

    company: Company
    log: Log
    session: aiohttp.ClientSession
    seq: int = 0

    @classmethod
    @asynccontextmanager
    async def of(cls, matrix: Matrix) -> AsyncIterator["Stage"]:
        """Nothing may break as long as it stands."""
        with watched() as log:
            async with aiohttp.ClientSession() as session:
                yield cls(matrix.company, log, session)

    async def journal(self) -> list[Json]:
        """What is new in it, once the bot rests."""
        await rests(self.company)
        address = f"{self.company.origin}/play/journal"
        async with self.session.get(address, params={"after": str(self.seq)}) as answer:
            records: list[Json] = await answer.json()
        self.seq = records[-1]["seq"] if records else self.seq
        return records

    async def file(self, file_id: str) -> bytes:
        async with self.session.get(f"{self.company.origin}/play/files/{file_id}") as answer:
            return await answer.read()


async def taps(
    stage: Stage, who: Mapping[str, Person], data: Mapping[str, Sequence[str]]
) -> dict[str, list[Reaction]]:
    """Everybody taps their buttons one after the other, all people side by side."""
    await stage.journal()
    cards = {part: await who[part].last() for part in data}  # before anybody keeps the bot busy
    await asyncio.gather(*(_taps(stage, who[part], part, cards[part], data[part]) for part in data))
    reactions = reactions_in(await stage.journal())
    found = {}
    for part, buttons in data.items():
        theirs = reactions[await who[part].chat_id()]
        assert [said for said, _ in theirs] == list(buttons), part
        found[part] = [reaction for _, reaction in theirs]
    return found


async def _taps(stage: Stage, person: Person, part: str, card: Json, data: Sequence[str]) -> None:
    known = stage.company.people.get(part)
    is_met = known is not None and part != "dismissed"
    done = stage.log.handled(known.id) if known else 0
    for number, button in enumerate(data, start=1):
        answer = await person.taps_data(card, button, forged=True)
        assert answer["answered"], button
        if known and is_met:
            await stage.log.until_handled(known.id, done + number)


async def handled_to_the_end(
    stage: Stage, person_id: int | None, act: Callable[[], Awaitable[Json]]
) -> None:
    """``act`` of the person, None who is no colleague, is done, and the bot is done with it."""
    done = stage.log.handled(person_id)
    await act()
    await stage.log.until_handled(person_id, done + 1)


async def says(stage: Stage, person: Person, words: Sequence[str]) -> list[Reaction]:
    """What the bot did about each of ``words``, one after the other."""
    await stage.journal()
    for said in words:
        await person.sends(said)
        await rests(stage.company)
    reactions = reactions_in(await stage.journal())[await person.chat_id()]
    assert [said for said, _ in reactions] == list(words)
    return [reaction for _, reaction in reactions]


def reactions_in(records: Sequence[Json]) -> dict[int, list[tuple[str, Reaction]]]:
    """By chat, in order: what was tapped or sent, and what the bot did before the next of it."""
    begun: dict[int, list[tuple[str, list[tuple[str, str]]]]] = {}
    chats: dict[str, int] = {}
    for record in records:
        if record["kind"] == "update":
            chat_id, said = _said(record["update"], chats)
            begun.setdefault(chat_id, []).append((said, []))
        elif record["kind"] == "call":
            params = record["params"]
            chat_id = int(chats.get(params.get("callback_query_id"), params.get("chat_id") or 0))
            if begun.get(chat_id):
                told = {key: value for key, value in params.items() if key not in OF_NOBODY}
                if isinstance(markup := told.get("reply_markup"), str):  # of a call that failed
                    told["reply_markup"] = json.loads(markup)
                said = json.dumps(told, ensure_ascii=False, sort_keys=True)
                begun[chat_id][-1][1].append((record["method"], said))
    return {
        chat_id: [(said, Reaction(tuple(calls))) for said, calls in known]
        for chat_id, known in begun.items()
    }


def _said(update: Json, chats: dict[str, int]) -> tuple[int, str]:
    if query := update.get("callback_query"):
        chat_id = int(query["message"]["chat"]["id"])
        chats[query["id"]] = chat_id
        return chat_id, str(query["data"])
    if sought := update.get("inline_query"):
        # What is found is shown to who asked, and to them alone.
        chats[sought["id"]] = int(sought["from"]["id"])
        return chats[sought["id"]], str(sought["query"])
    body = next(value for value in update.values() if isinstance(value, dict))
    return int(body["chat"]["id"]), str(body.get("text") or body.get("caption") or "")


async def told_in(stage: Stage, records: Sequence[Json], chats: set[int]) -> list[str]:
    """All that was sent into ``chats`` and can be read: words, buttons, names and rows of files."""
    told = []
    queries: dict[str, int] = {}
    for record in records:
        if record["kind"] == "update":
            _said(record["update"], queries)
            continue
        params = record.get("params") or {}
        query_id = str(params.get("callback_query_id") or params.get("inline_query_id"))
        chat_id = queries.get(query_id, params.get("chat_id"))
        if record["kind"] != "call" or chat_id not in chats:
            continue
        told.append(json.dumps(params, ensure_ascii=False))
        result = record.get("result")
        document = result.get("document") if isinstance(result, dict) else None
        if document is not None:
            told.append(readable(await stage.file(document["file_id"])))
    return told


def readable(content: bytes) -> str:
    """The words of a file; a workbook's are in the archive that it is."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = (archive.read(name) for name in archive.namelist())
        return "\n".join(part.decode("utf-8", errors="replace") for part in parts)


def secrets_in(told: str, signs: Sequence[str]) -> list[str]:
    """Which of ``signs`` are in it, whatever spaces stand between the digits."""
    bare = SPACES.sub("", told).lower()
    return [sign for sign in signs if sign.lower() in bare]
