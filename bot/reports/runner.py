"""Makes the files that people asked for, beside the handling of updates.

A report may take a minute, and polling waits for every handler of a batch; so a tap only notes what
is wanted, and this does it. What it was doing when the process died is taken up again.
"""

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import FSInputFile

from bot.errors import words_of
from bot.html_length import cut
from bot.reports.cards import ended_screen, progress_screen, report_text
from bot.reports.papers import ReportWords
from bot.reports.wording import file_name, report_name
from bot.screens import CAPTION_LIMIT, Screen, edit_or_send, remove, send
from bot.texts import Markup, Texts, texts_for
from bot.waiting_work import do_what_waits
from domain.clock import Clock
from domain.errors import DomainError, NotFound
from domain.org.model import Actor
from domain.org.ports import Actors
from domain.origin import Channel, Origin, acting_from
from domain.reports.errors import NothingSelected
from domain.reports.making import MOST_ATTEMPTS, Made, MakeReport, TakeWaitingReport
from domain.reports.model import Every, FileKind, ReportRun, RunStatus

logger = structlog.get_logger(__name__)

AT_ONCE: Final = 2
"""Files made beside each other, so that a long one does not keep a short one waiting."""
EDIT_SECONDS: Final = 2.0
"""After this a file shows how far it is, and after as much again once more."""
UPLOAD_SECONDS: Final = 300


class _NotWanted(Exception):
    """It was cancelled meanwhile."""


@dataclass(slots=True)
class _Progress:
    done: int = 0
    count: int = 0
    message_id: int | None = None

    async def tell(self, done: int, count: int) -> None:
        self.done, self.count = done, count


@dataclass(slots=True)
class ReportRunner:
    """``edit_seconds`` is how long a file takes without a word."""

    bot: Bot
    take: TakeWaitingReport
    make_report: MakeReport
    actors: Actors
    clock: Clock
    edit_seconds: float = EDIT_SECONDS
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Something was asked for."""
        self._woken.set()

    async def run_forever(self) -> None:
        """Ends when cancelled; a file cut short by that is taken up by the next process."""
        async with asyncio.TaskGroup() as workers:
            for _ in range(AT_ONCE):
                workers.create_task(do_what_waits(self.do_next, self._woken, called="reports"))

    async def do_next(self) -> bool:
        """Make one file that waits; False where none does."""
        run = await self.take()
        if run is None:
            return False
        progress = _Progress(message_id=run.message_id)
        try:
            actor = await self.actors.get(run.person_id, now=self.clock())
        except NotFound:  # they have left meanwhile: nobody is sent anything
            await self.take.finish(run.id, RunStatus.FAILED)
            return True
        texts = texts_for(actor.language)
        with acting_from(Origin(Channel.TELEGRAM, actor.id)):
            try:
                await self._do(run, actor, texts, progress)
            except _NotWanted:
                logger.info("report cancelled", report_run=run.id)
            except NothingSelected:
                await self._tell_empty(run, texts, progress)
            except DomainError as refusal:
                words = texts(
                    "report-refused", name=name_of(run, texts), reason=words_of(refusal, texts)
                )
                await self._fail(run, words, texts, progress)
            except TelegramForbiddenError:
                await self.take.finish(run.id, RunStatus.FAILED)
            except Exception:
                logger.exception("report failed", report_run=run.id)
                if run.attempts >= MOST_ATTEMPTS:
                    words = texts("report-failed", name=name_of(run, texts))
                    await self._fail(run, words, texts, progress)
        return True

    async def _do(self, run: ReportRun, actor: Actor, texts: Texts, progress: _Progress) -> None:
        if run.attempts > MOST_ATTEMPTS:  # whoever made it died of it, each time
            await self._fail(run, texts("report-failed", name=name_of(run, texts)), texts, progress)
            return
        making = asyncio.create_task(self._make_and_send(run, actor, texts, progress))
        try:
            while not (await asyncio.wait({making}, timeout=self.edit_seconds))[0]:
                if not await self.take.is_wanted(run.id):
                    raise _NotWanted
                await self._show_progress(run, texts, progress)
            await making
        finally:
            making.cancel()
            await asyncio.wait({making})
        await self.take.finish(run.id, RunStatus.DONE)
        if progress.message_id is not None:
            await remove(self.bot, run.chat_id, progress.message_id)

    async def _make_and_send(
        self, run: ReportRun, actor: Actor, texts: Texts, progress: _Progress
    ) -> None:
        words = ReportWords(actor, texts)
        with tempfile.TemporaryDirectory(prefix="naparnik-report-") as folder:
            path = Path(folder) / f"report.{run.file}"
            made = await self.make_report(actor, run.asked, run.file, path, words, progress.tell)
            if not await self.take.made(run.id, made.rows):
                raise _NotWanted
            await self.bot.send_document(
                run.chat_id,
                FSInputFile(path, file_name(made.view, texts, run.file)),
                caption=_caption(run, made, words, texts),
                parse_mode="HTML",
                request_timeout=UPLOAD_SECONDS,
            )

    async def _show_progress(self, run: ReportRun, texts: Texts, progress: _Progress) -> None:
        """What comes by itself shows nothing: nobody waits for it."""
        if run.every is not None:
            return
        name = name_of(run, texts)
        screen = progress_screen(name, progress.done, progress.count, run.id, texts)
        await self._show(run, screen, progress)

    async def _tell_empty(self, run: ReportRun, texts: Texts, progress: _Progress) -> None:
        """A day's subscription without rows is no news."""
        await self.take.finish(run.id, RunStatus.EMPTY)
        if run.every is not Every.DAY:
            words = texts("report-came-empty", name=name_of(run, texts))
            await self._show(run, ended_screen(words, texts), progress)

    async def _fail(self, run: ReportRun, words: Markup, texts: Texts, progress: _Progress) -> None:
        await self.take.finish(run.id, RunStatus.FAILED)
        await self._show(run, ended_screen(words, texts), progress)

    async def _show(self, run: ReportRun, screen: Screen, progress: _Progress) -> None:
        """Into the run's message. What Telegram refuses must not stop the making."""
        try:
            if progress.message_id is None:
                shown = await send(self.bot, run.chat_id, screen, silently=True)
                progress.message_id = shown.message_id
                await self.take.shown_in(run.id, shown.message_id)
            else:
                await edit_or_send(
                    self.bot, run.chat_id, progress.message_id, screen, had_media=False
                )
        except TelegramAPIError as error:
            logger.warning("report not shown", report_run=run.id, error=type(error).__name__)


def name_of(run: ReportRun, texts: Texts) -> str:
    return run.asked.name or report_name(run.asked.report, texts)


def _caption(run: ReportRun, made: Made, words: ReportWords, texts: Texts) -> str:
    left_out = words.cut_note(made.view, made.rows) if run.file is FileKind.PDF else None
    notes = [texts("report-note", note=left_out) if left_out else None]
    if run.every is not None:
        notes.append(texts("report-subscribed"))
    return cut(report_text(made.view, texts, *notes), CAPTION_LIMIT)
