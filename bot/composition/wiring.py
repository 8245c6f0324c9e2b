"""Which implementation stands behind which port."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import get_type_hints

from dishka import Container, Provider, Scope, make_container
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cadences.painters import PaintCadence, PaintCadenceMove
from bot.clients.painters import PaintClient
from bot.cycles.painters import PaintCall, PaintCycleNotices, ShowNextCall
from bot.deals.painters import PaintDeal, PaintOffer
from bot.digests.painters import PaintDigest
from bot.greetings.painters import PaintGreeting, PaintGreetingList
from bot.handovers.painters import PaintHandover
from bot.interactions.painters import PaintInteraction
from bot.kpi.blocks import FurtherLines
from bot.projects.painters import PaintProject
from bot.requests.painters import PaintRequest
from bot.risks.painters import PaintRisk
from bot.rulebook.painters import PaintRulesChanged
from bot.segments.painters import PaintSegmentChange, PaintSegmentChanges
from bot.tasks.painters import PaintTask
from bot.visits.painters import PaintVisit
from domain.clock import Clock
from domain.conversations.ports import ConversationStates, ProcessedUpdates
from domain.cycles.check_files import WriteRepCheck
from domain.delivery.ports import Cards, Leadership, Outbox
from domain.delivery.use_cases import NotePersonBlocked
from domain.desk import Desk
from domain.digests.making import NextDigest
from domain.greetings.holidays import Holidays
from domain.imports.course import ImportRules
from domain.imports.ports import BeginImport, BeginImportRuns, MakeErrorReport, OpenTable
from domain.org.ports import Actors
from domain.org.queries import ViewAbsence, ViewPerson
from domain.org.standing_in import ViewDoneMeanwhile
from domain.org.workplaces import Calendars
from domain.phones import FindPhones, ReadPhone
from domain.plans.sheets import ReadPlanSheet, WritePlanSheet
from domain.polls.files import WritePollWorkbook
from domain.products.matrix_files import WriteMatrixWorkbook
from domain.projects.plan_files import WritePlanPages, WritePlanWorkbook
from domain.projects.queries import ViewProjectPlan
from domain.retention import Leftovers
from domain.rulebook.ports import RulebookFiles
from domain.rulebook.use_cases import InstallDefaultRulebook
from domain.sheets import OpenSheet, WritePages
from domain.tasks.discussion import FindNewWords
from domain.tasks.phrases import ReadOtherDate
from domain.unit_of_work import Begin, UnitOfWork
from storage.conversations import SqlConversationStates
from storage.cycles.check_workbook import write_rep_check
from storage.delivery.cards import SqlCards
from storage.delivery.leadership import AdvisoryLeadership
from storage.delivery.outbox import SqlOutbox
from storage.imports.error_report import ErrorReport
from storage.imports.runs import SqlImportRuns
from storage.imports.store import SqlImportStore
from storage.org.actors import SqlActors
from storage.other_dates import read_other_date
from storage.outages import Outages
from storage.phone_numbers import find_phones, read_phone
from storage.plans.sheet_reader import PlanSheetReader
from storage.plans.sheet_writer import write_plan_sheet
from storage.polls.workbook import write_poll_workbook
from storage.processed_updates import SqlProcessedUpdates
from storage.products.matrix_workbook import write_matrix_workbook
from storage.projects.plan_pages import write_plan_pages
from storage.projects.plan_workbook import write_plan_workbook
from storage.public_holidays import (
    public_feasts,
    public_holidays,
    transferred_working_days,
)
from storage.retention import SqlLeftovers
from storage.rulebook.files import YamlRulebookFiles
from storage.rulebook.rulebooks import RulebookCache
from storage.tabular.opening import open_table
from storage.tabular.pages import write_pages
from storage.tabular.sheets import SheetFile
from storage.tasks.lines import StaffCache
from storage.unit_of_work import SqlUnitOfWork

PAINTERS: tuple[type, ...] = (
    PaintDigest,
    PaintClient,
    PaintCadence,
    PaintCadenceMove,
    PaintCall,
    PaintCycleNotices,
    ShowNextCall,
    PaintInteraction,
    PaintDeal,
    PaintOffer,
    PaintTask,
    PaintGreeting,
    PaintRequest,
    PaintRisk,
    PaintRulesChanged,
    PaintSegmentChange,
    PaintSegmentChanges,
    PaintGreetingList,
    PaintProject,
    PaintHandover,
    PaintVisit,
    FurtherLines,
)
"""Who makes screens of matters, for taps and the ledger alike."""


@dataclass
class Bell:
    """Rung after a commit that added to the ledger; ``wakes`` is set once there is a sender."""

    wakes: Callable[[], None] = lambda: None

    def ring(self) -> None:
        self.wakes()


SENDING: tuple[type, ...] = (
    Desk,
    NextDigest,
    *PAINTERS,
    FindNewWords,
    ViewAbsence,
    ViewDoneMeanwhile,
    ViewPerson,
    ViewProjectPlan,
    NotePersonBlocked,
    InstallDefaultRulebook,
)
"""What is taken to send the ledger, with what it is made of: there before the other use cases are
even imported.
"""


def wire(engine: AsyncEngine, clock: Clock, *others: type) -> Container:
    """Everything that lives as long as the process, made when first asked for.

    ``others`` are further classes made of the same parts.
    """
    return Wiring(engine, clock).for_all(*others)


class Wiring:
    """The parts, and containers of what is made of them: ports are the same object in each."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._parts = _parts(engine, clock)

    def for_sending(self) -> Container:
        return self._container(_with_what_they_take(SENDING, self._parts))

    def for_all(self, *others: type) -> Container:
        from bot.composition.use_cases import USE_CASES

        return self._container((Desk, NextDigest, ImportRules, *PAINTERS, *USE_CASES, *others))

    def _container(self, made: tuple[type, ...]) -> Container:
        return make_container(_made_of_parts(tuple(self._parts), made), context=self._parts)


def _parts(engine: AsyncEngine, clock: Clock) -> dict[object, object]:
    """What others are made of, by its port."""
    bell = Bell()
    cache = RulebookCache()
    staff = StaffCache()

    def begin() -> UnitOfWork:
        return SqlUnitOfWork(engine, clock, cache, on_notices=bell.ring, staff=staff)

    values: dict[object, object] = {}

    def given(value: object, port: object) -> None:
        values[port] = value

    given(engine, AsyncEngine)
    given(clock, Clock)
    given(clock, type(clock))
    given(bell, Bell)
    given(begin, Begin)
    given(Calendars(public_holidays, transferred_working_days), Calendars)
    given(Holidays(public_feasts), Holidays)
    given(read_phone, ReadPhone)
    given(find_phones, FindPhones)
    given(read_other_date, ReadOtherDate)
    given(YamlRulebookFiles(), RulebookFiles)
    given(SqlActors(engine), Actors)
    given(SqlCards(engine), Cards)
    given(SqlOutbox(engine), Outbox)
    given(AdvisoryLeadership(engine, on_call=bell.ring), Leadership)
    given(SqlConversationStates(engine), ConversationStates)
    given(SqlProcessedUpdates(engine), ProcessedUpdates)
    given(SqlLeftovers(engine), Leftovers)
    given(Outages(engine), Outages)
    given(lambda: SqlImportStore(engine, clock, cache), BeginImport)
    given(lambda: SqlImportRuns(engine), BeginImportRuns)
    given(open_table, OpenTable)
    given(ErrorReport, MakeErrorReport)
    given(SheetFile, OpenSheet)
    given(write_pages, WritePages)
    given(write_plan_workbook, WritePlanWorkbook)
    given(write_plan_pages, WritePlanPages)
    given(write_rep_check, WriteRepCheck)
    given(write_matrix_workbook, WriteMatrixWorkbook)
    given(write_poll_workbook, WritePollWorkbook)
    given(write_plan_sheet, WritePlanSheet)
    given(PlanSheetReader(), ReadPlanSheet)
    return values


def _with_what_they_take(made: tuple[type, ...], given: Collection[object]) -> tuple[type, ...]:
    """The classes, and those that are neither theirs nor given and of which they are made."""
    found = dict.fromkeys(made)
    waiting = list(made)
    while waiting:
        hints = get_type_hints(waiting.pop().__init__)  # type: ignore[misc]  # none has subclasses
        hints.pop("return", None)
        for hint in hints.values():
            if hint not in found and hint not in given:
                found[hint] = None
                waiting.append(hint)
    return tuple(found)


@cache
def _made_of_parts(given: tuple[object, ...], made: tuple[type, ...]) -> Provider:
    """The classes that are made of what is given, read for what they need once a process."""
    provider = Provider(scope=Scope.APP)
    for port in given:
        provider.from_context(port)
    for each in made:
        provider.provide(each)
    return provider
