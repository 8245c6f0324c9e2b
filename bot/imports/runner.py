"""Does the imports that people have confirmed, one at a time, beside the handling of updates.

An import may take minutes, and polling waits for every handler of a batch; so a tap only notes what
is wanted, and this does it. What it was doing when the process died is taken up again.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.errors import words_of
from bot.imports.cards import in_progress, outcome, preview
from bot.imports.files import downloaded
from bot.imports.report import reasons_of
from bot.screens import Document, Screen, edit_or_send, send
from bot.texts import Texts, texts_for
from bot.waiting_work import do_what_waits
from domain.clock import Clock
from domain.errors import DomainError, NotFound
from domain.imports.course import Progress
from domain.imports.files import FileToImport
from domain.imports.ports import BeginImport, MakeErrorReport, OpenTable
from domain.imports.run_use_cases import TakeWaitingImport
from domain.imports.runs import ImportRun, RunStatus
from domain.imports.tally import Tally
from domain.imports.use_cases import PlanImport, RunImport
from domain.org.model import Actor
from domain.org.ports import Actors
from domain.origin import Channel, Origin, acting_from
from domain.rulebook.model import Rulebook

logger = structlog.get_logger(__name__)

EDIT_SECONDS = 2.0
"""Between edits of the progress: a chat takes one message a second, other cards included."""


@dataclass(slots=True)
class ImportRunner:
    bot: Bot
    take: TakeWaitingImport
    plan_import: PlanImport
    run_import: RunImport
    begin_import: BeginImport
    open_table: OpenTable
    make_error_report: MakeErrorReport
    actors: Actors
    clock: Clock
    seconds: Callable[[], float] = time.monotonic
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Something was confirmed."""
        self._woken.set()

    async def run_forever(self) -> None:
        """Ends when cancelled; an import cut short by that is taken up by the next process."""
        await do_what_waits(self.do_next, self._woken, called="imports")

    async def do_next(self) -> bool:
        """Check or run one waiting import; False where none waits."""
        run = await self.take()
        if run is None:
            return False
        try:
            actor = await self.actors.get(run.person_id, now=self.clock())
        except NotFound:  # they have left meanwhile: there is nobody to tell
            await self.take.finish(run.id, RunStatus.FAILED)
            return True
        texts = texts_for(actor.language)
        with acting_from(Origin(Channel.TELEGRAM, actor.id)):
            try:
                await self._do(run, actor, texts)
            except DomainError as refusal:
                await self._fail(run, words_of(refusal, texts), texts)
            except Exception:
                logger.exception("import failed", import_run=run.id)
                await self._fail(run, texts.plain("import-broken"), texts)
        return True

    async def _do(self, run: ImportRun, actor: Actor, texts: Texts) -> None:
        rulebook = await self._rulebook()
        async with downloaded(self.bot, run.files, self.open_table) as (files, folder):
            if run.status is RunStatus.CHECKING:
                tally = await self.plan_import(files, by=actor)
                ready = await self.take.checked(run)
                await self._show(run, preview(ready, tally, rulebook, texts))
                return
            await self._load(run, actor, texts, rulebook, files, folder)

    async def _load(
        self,
        run: ImportRun,
        actor: Actor,
        texts: Texts,
        rulebook: Rulebook,
        files: list[FileToImport],
        folder: Path,
    ) -> None:
        report = folder / "report.xlsx"
        headers = {file.table.name: file.table.header for file in files}
        shown_at = self.seconds() - EDIT_SECONDS

        async def tell(progress: Progress) -> None:
            nonlocal shown_at
            if self.seconds() - shown_at < EDIT_SECONDS:
                return
            shown_at = self.seconds()
            await self.take.still_running(run.id)
            await self._show(run, in_progress(progress, texts))

        with self.make_error_report(
            report,
            headers,
            word_reasons=lambda refused: reasons_of(refused, texts),
            line_title=texts.plain("import-line-title"),
            reason_title=texts.plain("import-reason-title"),
        ) as refused_rows:
            tally = await self.run_import(
                files, by=actor, refused_rows=refused_rows, on_progress=tell
            )
        await self.take.finish(run.id, RunStatus.DONE)
        await self._show(run, outcome(tally, rulebook, texts))
        if refused_rows.has_rows:
            await self._send_report(run, report, tally, texts)

    async def _send_report(self, run: ImportRun, path: Path, tally: Tally, texts: Texts) -> None:
        content = await asyncio.to_thread(path.read_bytes)
        document = Document(texts.plain("import-errors-file"), content)
        caption = texts("import-errors-caption", count=tally.refused)
        await send(self.bot, run.chat_id, Screen(caption, document=document))

    async def _rulebook(self) -> Rulebook:
        async with self.begin_import() as store:
            return (await store.rules()).rulebook

    async def _fail(self, run: ImportRun, words: str, texts: Texts) -> None:
        await self.take.finish(run.id, RunStatus.FAILED)
        await self._show(run, Screen(texts("import-failed", reason=words)))

    async def _show(self, run: ImportRun, screen: Screen) -> None:
        """Into the import's message. What Telegram refuses must not stop the import itself."""
        try:
            if run.message_id is None:
                await send(self.bot, run.chat_id, screen)
            else:
                await edit_or_send(self.bot, run.chat_id, run.message_id, screen, had_media=False)
        except TelegramAPIError as error:
            logger.warning("import not shown", import_run=run.id, error=type(error).__name__)
