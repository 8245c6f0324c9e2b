"""Imports into a real base, a rule at a time, on files of a few rows."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from domain.errors import NotAllowed
from domain.imports.columns import Field, Kind
from domain.imports.course import Progress
from domain.imports.errors import ColumnsMissing, NothingToImport
from domain.imports.files import FileToImport
from domain.imports.model import Notice
from domain.imports.tally import Counts
from domain.language import Language
from domain.org.model import Actor, BranchId, PersonId, Role
from domain.org.visibility import EVERYTHING
from storage.tabular.opening import open_table
from tests.imports_world import PEOPLE, ImportWorld, staffed, world

__all__ = ["staffed", "world"]

DEALS = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"


async def test_deals_stand_on_their_stages_with_owner_branch_days_and_history(
    staffed: ImportWorld,
) -> None:
    await staffed.given(
        staffed.file(Kind.PRODUCTS, "product,sales_price", "GTX Pro,4821"),
        staffed.file(Kind.CLIENTS, "account,sector", "Ромашка,retail"),
        staffed.file(
            Kind.DEALS,
            DEALS,
            "W,Анна Ким,GTXPro,Ромашка,Won,2025-10-20,2025-11-01,4514",
            "L,Анна Ким,GTXPro,Ромашка,Lost,20.10.2025,01-11-25,0",
            "E,Пётр Ли,GTXPro,,Engaging,45950,,",
        ),
    )

    assert await staffed.rows(
        "SELECT d.external_key, d.title, c.name, p.name, b.name, d.status, d.stage, d.amount, "
        "d.currency, d.created_at, d.closed_at, d.lost_reason FROM deals d "
        "LEFT JOIN clients c ON c.id = d.client_id JOIN people p ON p.id = d.owner_id "
        "JOIN branches b ON b.id = d.branch_id ORDER BY d.id"
    ) == [
        (
            "deal:W",
            "GTX Pro",
            "Ромашка",
            "Анна Ким",
            "Юг",
            "won",
            "payment",
            4514,
            "RUB",
            utc(2025, 10, 19),
            utc(2025, 10, 31),
            None,
        ),
        (
            "deal:L",
            "GTX Pro",
            "Ромашка",
            "Анна Ким",
            "Юг",
            "lost",
            "prospecting",
            None,
            "RUB",
            utc(2025, 10, 19),
            utc(2025, 10, 31),
            "other",
        ),
        (
            "deal:E",
            "GTX Pro",
            None,
            "Пётр Ли",
            "Юг",
            "open",
            "engaging",
            None,
            "RUB",
            utc(2025, 10, 19),
            None,
            None,
        ),
    ]
    assert await staffed.rows(
        "SELECT d.external_key, t.kind, t.at FROM timeline t JOIN deals d ON d.id = t.deal_id "
        "ORDER BY t.id"
    ) == [
        ("deal:W", "deal_created", utc(2025, 10, 19)),
        ("deal:W", "won", utc(2025, 10, 31)),
        ("deal:L", "deal_created", utc(2025, 10, 19)),
        ("deal:L", "lost", utc(2025, 10, 31)),
        ("deal:E", "deal_created", utc(2025, 10, 19)),
    ]


def utc(year: int, month: int, day: int) -> datetime:
    """Midnight in Moscow after this day."""
    return datetime(year, month, day, 21, tzinfo=UTC)


async def test_a_client_belongs_to_whoever_had_the_latest_deal_with_it(
    staffed: ImportWorld,
) -> None:
    done = await staffed.given(
        staffed.file(Kind.CLIENTS, "account", "Ромашка", "Ничей"),
        staffed.file(
            Kind.DEALS,
            DEALS,
            "1,Анна Ким,,Ромашка,Won,2025-01-01,2025-02-01,5",
            "2,Пётр Ли,,ромашка,Won,2025-01-01,2025-03-01,5",
            "3,Анна Ким,,Новый клиент,Engaging,2025-01-01,,",
        ),
    )

    assert await staffed.rows(
        "SELECT c.name, p.name, b.name FROM clients c LEFT JOIN people p ON p.id = c.owner_id "
        "JOIN branches b ON b.id = c.branch_id ORDER BY c.name"
    ) == [
        ("Ничей", None, "Моя компания"),
        ("Новый клиент", "Анна Ким", "Юг"),
        ("Ромашка", "Пётр Ли", "Юг"),
    ]
    assert done.notices[Notice.CLIENT_FROM_DEAL] == 1
    assert done.notices[Notice.CLIENT_WITHOUT_OWNER] == 1


async def test_clients_come_with_contacts_phones_segment_and_owner(staffed: ImportWorld) -> None:
    await staffed.given(
        staffed.file(
            None,
            "Клиент,Телефон,Контактное лицо,Должность,Почта,Сегмент,Ответственный,Город",
            "Ромашка,8 (916) 123-45-67 доб. 12,Ира,Директор,i@r.ru,VIP,Пётр Ли,Тверь",
        )
    )

    assert await staffed.rows(
        "SELECT c.name, c.segment, c.region, p.name, ph.number, ph.extension, k.name, k.position, "
        "k.email FROM clients c JOIN people p ON p.id = c.owner_id JOIN phones ph ON "
        "ph.client_id = c.id JOIN contacts k ON k.client_id = c.id"
    ) == [("Ромашка", "vip", "Тверь", "Пётр Ли", "+79161234567", "12", "Ира", "Директор", "i@r.ru")]


async def test_companies_that_differ_by_legal_form_alone_stay_two(staffed: ImportWorld) -> None:
    done = await staffed.given(
        staffed.file(Kind.CLIENTS, "Клиент", "ООО «Ромашка»", "АО «Ромашка»", "ооо Ромашка")
    )

    assert done.of(Kind.CLIENTS) == Counts(new=2, refused=1)


async def test_rows_of_deals_are_refused_for_what_cannot_be_read(staffed: ImportWorld) -> None:
    done, refused = await staffed.refusing(
        staffed.file(
            Kind.DEALS,
            DEALS + ",margin,currency",
            "1,Анна Ким,,,Won,2025-01-01,2025-02-01,12 тыс,,",
            "2,Кто-то,,,Won,2025-01-01,2025-02-01,5,,",
            "3,Анна Ким,,,Мечта,2025-01-01,,5,,",
            "4,Анна Ким,,,Won,31.02.2025,2025-02-01,5,,",
            "5,Анна Ким,,,Won,2025-01-01,вчера,-5,,",
            "6,Анна Ким,,,Won,2025-01-01,2027-02-01,5,,",
            "7,Анна Ким,,,Won,2025-01-01,2025-02-01,1e309,,",
            "8,Анна Ким,,,Won,2025-01-01,2025-02-01,1000000000000000,,",
            "9,Анна Ким,,,Won,2025-01-01,2025-02-01,5,6,",
            "10,Анна Ким,,,Won,2025-01-01,2025-02-01,5,,рубли",
            "1,Анна Ким,,,Won,2025-01-01,2025-02-01,5,,",
            ",,,,,,,,,x",
        )
    )

    assert sorted(refused.reasons) == sorted(
        [
            (3, "owner", "person_unknown"),
            (4, "stage", "stage_unknown"),
            (5, "created_on", "date_impossible"),
            (6, "amount", "amount_negative"),
            (6, "closed_on", "date_unreadable"),
            (7, "closed_on", "date_in_future"),
            (8, "amount", "amount_unreadable"),
            (9, "amount", "amount_too_large"),
            (10, "margin", "margin_above_amount"),
            (11, "currency", "currency_unknown"),
            (12, "id", "repeated"),
            (13, "owner", "missing"),
            (13, "stage", "missing"),
            (13, "currency", "currency_unknown"),
        ]
    )
    assert done.stages["won"].sums["RUB"] == Decimal(12_000)


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("engaging", "engaging"),
        ("ВЫЯВЛЕНИЕ ПОТРЕБНОСТИ", "engaging"),
        ("Предложение (КП)", "offer"),
        ("Выиграна", "won"),
        ("closed won", "won"),
        ("Отказ", "lost"),
        ("Проиграна", "lost"),
    ],
)
async def test_stages_are_known_by_key_and_by_name_in_both_languages(
    staffed: ImportWorld, name: str, stage: str
) -> None:
    done = await staffed.given(
        staffed.file(None, "Ответственный,Этап,Клиент", f"Анна Ким,{name},Ромашка")
    )

    assert list(done.stages) == [stage]


async def test_missing_days_are_filled_and_counted_aloud(staffed: ImportWorld) -> None:
    done = await staffed.given(
        staffed.file(
            Kind.DEALS,
            DEALS,
            "1,Анна Ким,,,Won,2025-01-01,,5",
            "2,Анна Ким,,,Lost,,,",
            "3,Анна Ким,,,Prospecting,,,",
            "4,Анна Ким,,,Won,2025-03-01,2025-02-01,5",
        )
    )

    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert await staffed.rows("SELECT created_at, closed_at FROM deals ORDER BY id") == [
        (utc(2024, 12, 31), utc(2024, 12, 31)),
        (now, now),
        (now, None),
        (utc(2025, 1, 31), utc(2025, 1, 31)),
    ]
    assert done.notices[Notice.CLOSING_DAY_MISSING] == 2
    assert done.notices[Notice.DEAL_WITHOUT_DATES] == 2
    assert done.notices[Notice.CLOSED_BEFORE_CREATED] == 1


async def test_an_unknown_product_stays_in_the_deals_title(staffed: ImportWorld) -> None:
    done = await staffed.given(
        staffed.file(Kind.DEALS, DEALS, "1,Анна Ким,Пылесос,Ромашка,Engaging,2025-01-01,,")
    )

    assert await staffed.rows("SELECT title, product_id FROM deals") == [("Пылесос", None)]
    assert done.notices[Notice.PRODUCT_UNKNOWN] == 1


async def test_equal_rows_without_an_id_are_two_deals_and_stay_two(staffed: ImportWorld) -> None:
    row = "Анна Ким,Engaging,Ромашка,500"
    file = staffed.file(None, "sales_agent,stage,account,amount", row, row)

    first = await staffed.given(file)
    second = await staffed.given(file)

    assert (first.of(Kind.DEALS).new, second.of(Kind.DEALS)) == (2, Counts(unchanged=2))
    assert await staffed.value("SELECT count(*) FROM deals") == 2


async def test_an_import_cut_short_is_finished_by_the_next_one(staffed: ImportWorld) -> None:
    rows = [f"{n},Анна Ким,,Клиент {n % 7},Won,2025-01-01,2025-02-01,10" for n in range(1200)]
    file = staffed.file(Kind.DEALS, DEALS, *rows)

    async def pull_the_plug(progress: Progress) -> None:
        if progress.kind is Kind.DEALS:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await staffed.run([file], by=None, on_progress=pull_the_plug)
    left = await staffed.value("SELECT count(*) FROM deals")
    done = await staffed.given(file)

    assert left == 500
    assert done.of(Kind.DEALS) == Counts(new=700, unchanged=500)
    assert await staffed.value("SELECT count(*) FROM clients") == 7


async def test_a_plan_says_what_the_import_then_does_and_writes_nothing(
    world: ImportWorld,
) -> None:
    files = [
        world.file(Kind.PEOPLE, *PEOPLE),
        world.file(Kind.CLIENTS, "account", "Ромашка"),
        world.file(Kind.DEALS, DEALS, "1,Анна Ким,X,Ромашка,Won,2025-01-01,2025-02-01,10", "2"),
    ]

    planned = await world.plan(files, by=None)
    written = await world.value("SELECT count(*) FROM people")
    done = await world.given(*files)

    assert written == 0
    assert planned == done


async def test_a_deal_worked_on_since_the_first_import_is_left_as_it_is(
    staffed: ImportWorld,
) -> None:
    file = staffed.file(Kind.DEALS, DEALS, "1,Анна Ким,X,Ромашка,Engaging,2025-01-01,,10")
    await staffed.given(file)
    async with staffed.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE deals SET stage = 'offer', amount = 70")

    done = await staffed.given(file)

    assert await staffed.rows("SELECT stage, amount FROM deals") == [("offer", 70)]
    assert done.notices[Notice.KEPT_AS_IT_IS] == 1


async def test_only_an_administrator_may_import(world: ImportWorld) -> None:
    file = world.file(Kind.PEOPLE, *PEOPLE)

    for role in (Role.REP, Role.LEAD, Role.MANAGER, Role.DIRECTOR):
        with pytest.raises(NotAllowed):
            await world.run([file], by=actor(role))
        with pytest.raises(NotAllowed):
            await world.plan([file], by=actor(role))

    assert (await world.plan([file], by=actor(Role.ADMINISTRATOR))).of(Kind.PEOPLE).new == 2


def actor(role: Role) -> Actor:
    return Actor(
        id=PersonId(1),
        name="Она",
        role=role,
        branch_id=BranchId(1),
        branch_name="Юг",
        country="RU",
        zone=ZoneInfo("Europe/Moscow"),
        language=Language.RUSSIAN,
        scope=EVERYTHING,
        telegram_id=None,
        rulebook_version=1,
    )


async def test_no_files_and_unknown_columns_are_refused_before_anything_is_written(
    world: ImportWorld,
) -> None:
    people = world.file(Kind.PEOPLE, *PEOPLE)
    deals = world.file(Kind.DEALS, "кто,что,когда", "a,b,c", name="deals")

    with pytest.raises(NothingToImport):
        await world.given()
    with pytest.raises(ColumnsMissing):
        await world.given(people, deals)

    assert await world.value("SELECT count(*) FROM people") == 0


async def test_columns_that_a_person_named_are_read(staffed: ImportWorld) -> None:
    plain = staffed.file(Kind.DEALS, "кто,что", "Анна Ким,Won", name="deals")
    chosen = {"кто": Field.OWNER, "что": Field.STAGE}

    done = await staffed.given(FileToImport(plain.table, Kind.DEALS, chosen))

    assert done.of(Kind.DEALS) == Counts(new=1)


async def test_a_workbook_with_numbers_dates_and_formulas_goes_in(staffed: ImportWorld) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Номер", "Ответственный", "Этап", "Клиент", "Сумма", "Дата начала"],
        [101, "Анна Ким", "Won", '=HYPERLINK("http://x")', 10.1 + 0.2, datetime(2025, 5, 1)],  # noqa: DTZ001 - a cell has no zone
        [102, "Анна Ким", "Won", "@клиент", "1 500,50", 45778],
    ):
        book.active.append(row)
    book.save(staffed.folder / "deals.xlsx")

    await staffed.given(FileToImport(open_table(staffed.folder / "deals.xlsx")))

    assert await staffed.rows(
        "SELECT d.external_key, c.name, d.amount, d.created_at FROM deals d "
        "JOIN clients c ON c.id = d.client_id ORDER BY d.id"
    ) == [
        ("deal:101", '=HYPERLINK("http://x")', Decimal("10.30"), utc(2025, 4, 30)),
        ("deal:102", "@клиент", Decimal("1500.50"), utc(2025, 4, 30)),
    ]


async def test_every_row_written_says_through_what_it_came(staffed: ImportWorld) -> None:
    channels = await staffed.rows("SELECT DISTINCT channel FROM audit")

    assert channels == [("clock",)]
