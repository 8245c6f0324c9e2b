"""What a sheet of plans says, and what is wrong with it."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from domain.org.model import Role
from domain.org.whose import WhoseKind
from domain.plans.errors import PlanInOtherCurrency
from domain.plans.model import Plan, PlanKey, Planned
from domain.plans.sheets import (
    Column,
    FaultKind,
    PlanSheet,
    PlanSheetWrong,
    SheetRow,
    changes_in,
    read_month,
)
from tests.domain.plan_rosters import (
    ALONE,
    LEAD,
    MANAGER,
    OF_MANAGER,
    REP,
    a_roster,
    person,
    team,
)

NOVEMBER, TODAY = date(2026, 11, 1), date(2026, 11, 18)

KINDS = {"сотрудник": WhoseKind.PERSON, "команда": WhoseKind.TEAM, "филиал": WhoseKind.BRANCH}


def a_row(line: int, name: str, amount: object, **cells: object) -> SheetRow:
    known: dict[Column | Planned, object] = {
        Column.MONTH: cells.get("month", "11.2026"),
        Column.KIND: cells.get("kind", "Сотрудник"),
        Column.NAME: name,
        Column.BRANCH: cells.get("branch", ""),
        Column.CODE: cells.get("code", ""),
        cells.get("planned", Planned.WON_VALUE): amount,
    }
    formulas: dict[Column | Planned, str] = (
        {Planned.WON_VALUE: f"E{line}"} if amount == "formula" else {}
    )
    return SheetRow(line, known, formulas)


def faults_of(*rows: SheetRow, signs: str = "") -> list[tuple[int, FaultKind]]:
    roster = a_roster(MANAGER, Role.MANAGER, OF_MANAGER)
    sheet = PlanSheet(rows, KINDS, frozenset({"итого"}), frozenset(signs))
    with pytest.raises(PlanSheetWrong) as wrong:
        changes_in(sheet, roster, {}, "RUB", TODAY)
    return [(fault.line, fault.kind) for fault in wrong.value.faults]


def test_each_fault_of_a_sheet_is_named_by_its_row() -> None:
    assert faults_of(
        a_row(2, "Иван Петров", "formula"),
        a_row(3, "Старший", "много"),
        a_row(4, "Анна Серова", -5, branch="Филиал 2"),
        a_row(5, "Анна Серова", 5),
        a_row(6, "Никто", 5),
        a_row(7, "Старший", "100 $", kind="Команда"),
        a_row(8, "Иван Петров", 5, code=f"person-{ALONE}"),
        a_row(9, "Филиал 4", 5, kind="Филиал", month="скоро"),
        a_row(10, "Филиал 4", 5, kind="Филиал", month="01.2025"),
        a_row(11, "Иван Петров", 5),
        a_row(12, "Управляющий", 5),
        a_row(13, "Филиал 4", 2.5, kind="Филиал", planned=Planned.CALLS),
        a_row(14, "Филиал 3", 10**13, kind="Филиал"),
    ) == [
        (2, FaultKind.FORMULA),
        (3, FaultKind.UNREADABLE),
        (4, FaultKind.NEGATIVE),
        (5, FaultKind.NAME_AMBIGUOUS),
        (6, FaultKind.NAME_UNKNOWN),
        (7, FaultKind.OTHER_CURRENCY),
        (8, FaultKind.NAME_OTHER),
        (9, FaultKind.MONTH_UNREADABLE),
        (10, FaultKind.MONTH_CLOSED),
        (11, FaultKind.TWICE),
        (12, FaultKind.NOT_YOURS),
        (13, FaultKind.NOT_WHOLE),
        (14, FaultKind.TOO_LARGE),
    ]


def test_a_title_in_another_currency_is_refused() -> None:
    sheet = PlanSheet([a_row(2, "Иван Петров", 5)], KINDS, frozenset(), frozenset("$"))

    with pytest.raises(PlanInOtherCurrency):
        changes_in(sheet, a_roster(MANAGER, Role.MANAGER, OF_MANAGER), {}, "RUB", TODAY)


def test_a_sheet_changes_what_is_other_than_it_was() -> None:
    roster = a_roster(MANAGER, Role.MANAGER, OF_MANAGER)
    same, less = (
        PlanKey(NOVEMBER, whose, Planned.WON_VALUE) for whose in (person(REP), team(LEAD))
    )
    plans = {key: Plan(key, Decimal(900), "RUB", 4) for key in (same, less)}
    rows = (
        a_row(2, "иван  петров", 900),
        a_row(3, "Старший", "0", kind="команда", month=datetime(2026, 11, 20)),  # noqa: DTZ001 - a cell has no zone
        a_row(4, "Анна Серова", "1,5 тыс", branch="филиал 2"),
        a_row(5, "Старший", None),
        a_row(6, "Сотрудники", 5000, kind="Итого"),
    )
    sheet = PlanSheet(rows, KINDS, frozenset({"итого"}))

    changes = changes_in(sheet, roster, plans, "RUB", TODAY)

    assert [(one.key.whose, one.before, one.version, one.after) for one in changes] == [
        (team(LEAD), Decimal(900), 4, Decimal(0)),
        (person(ALONE), None, 0, Decimal(1500)),
    ]


@pytest.mark.parametrize("text", ["11.2026", "2026-11", "11/2026", "2026-11-30"])
def test_a_month_is_read_as_people_write_it(text: str) -> None:
    assert read_month(text) == date(2026, 11, 1)
    assert read_month("13.2026") is None
