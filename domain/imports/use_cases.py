"""Bringing files into the base: first what it would do, then doing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from domain.clock import Clock
from domain.imports.client_plan import KnownClients, LatestDeals
from domain.imports.columns import Kind
from domain.imports.course import ImportCourse, ImportRules, OnProgress, unwatched
from domain.imports.files import FileToImport
from domain.imports.ports import BeginImport, RefusedRows
from domain.imports.tally import Tally
from domain.org.model import Actor
from domain.org.rules import require_administrator
from domain.segments.use_cases import RecomputeSegments

CLIENTS_AT_ONCE = 1000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PlanImport:
    """What an import of ``files`` would do; nothing is written.

    ``by`` is None on the command line, which whoever holds the server may use.

    Raises: AdministratorsOnly: ``by`` is a person who is none. NothingToImport, FileRefused.
    """

    begin: BeginImport
    rules: ImportRules
    clock: Clock

    async def __call__(self, files: Sequence[FileToImport], *, by: Actor | None) -> Tally:
        if by is not None:
            require_administrator(by)
        async with self.begin() as store:
            course = await ImportCourse.start(files, store, self.rules, self.clock())
            await course.plan_people()
            await course.plan_products()
            planner = course.deal_planner()
            latest = LatestDeals()
            async for deals in course.deals(planner):
                course.note_latest(deals, latest)
                known = await store.deals([deal.record.external_key for deal in deals])
                course.count_deals(deals, known)
            await course.plan_clients(store, planner, latest)
        return course.tally


@dataclass(frozen=True, slots=True)
class RunImport:
    """Write what ``files`` hold: people, then products, clients, deals.

    Written in chunks, each a transaction: an import that was cut short is finished by running it
    again, and running it twice adds nothing. Nothing in the base is overwritten.

    In the end the rules say anew in which segment each client is; what was cut short is made up for
    by the clock.

    Raises: as ``PlanImport``, before anything is written.
    """

    begin: BeginImport
    rules: ImportRules
    clock: Clock
    recompute_segments: RecomputeSegments

    async def __call__(
        self,
        files: Sequence[FileToImport],
        *,
        by: Actor | None,
        refused_rows: RefusedRows | None = None,
        on_progress: OnProgress = unwatched,
    ) -> Tally:
        if by is not None:
            require_administrator(by)
        now = self.clock()
        async with self.begin() as store:
            course = await ImportCourse.start(files, store, self.rules, now)
            course.refused_rows = refused_rows
            course.on_progress = on_progress
            people = await course.plan_people()
            products = await course.plan_products()
            await store.add_people(people, now)
            await store.add_products(products.new, now)
            await store.fill_products(products.filled, now)
            await store.commit()
        await course.advance(Kind.PRODUCTS)
        await self._write_clients(course, now)
        await self._write_deals(course, now)
        await self.recompute_segments(of_all=True)
        return course.tally

    async def _write_clients(self, course: ImportCourse, now: datetime) -> None:
        latest = LatestDeals()
        async with self.begin() as store:
            course.directory = await store.directory()
            planner = course.deal_planner()
            async for deals in course.deals(planner, is_rehearsal=True):
                course.note_latest(deals, latest)
            plan = await course.plan_clients(store, planner, latest)
        for new in _chunks(plan.new, CLIENTS_AT_ONCE):
            async with self.begin() as store:
                await store.add_clients(new, now)
                await store.commit()
        for filled in _chunks(plan.filled, CLIENTS_AT_ONCE):
            async with self.begin() as store:
                await store.fill_clients(filled, now)
                await store.commit()
        await course.advance(Kind.CLIENTS)
        course.clients = await self._clients_named(latest.texts)

    async def _clients_named(self, texts: Sequence[str]) -> KnownClients:
        async with self.begin() as store:
            keys = [f"client:{text}" for text in texts]
            return KnownClients(await store.clients(names=texts, external_keys=keys))

    async def _write_deals(self, course: ImportCourse, now: datetime) -> None:
        async for deals in course.deals(course.deal_planner()):
            async with self.begin() as store:
                known = await store.deals([deal.record.external_key for deal in deals])
                await store.add_deals(
                    [
                        (deal.record, course.client_id(deal))
                        for deal in deals
                        if deal.record.external_key not in known
                    ],
                    now,
                )
                await store.commit()
            course.count_deals(deals, known)
            await course.advance(Kind.DEALS)


def _chunks(things: Sequence[T], size: int) -> list[Sequence[T]]:
    return [things[start : start + size] for start in range(0, len(things), size)]
