from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.imports.columns import (
    REQUIRED,
    Field,
    Kind,
    fields_of,
    map_columns,
    recognise,
    suggestions,
    title_key,
)
from domain.imports.errors import ColumnsMissing, KindUnknown
from domain.imports.stage_names import find_role
from domain.org.model import Role


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (["sales_agent", "manager", "regional_office"], Kind.PEOPLE),
        (["ФИО", "Руководитель", "Филиал", "Роль"], Kind.PEOPLE),
        (["product", "series", "sales_price"], Kind.PRODUCTS),
        (["Товар", "Цена", "Серия"], Kind.PRODUCTS),
        (["account", "sector", "revenue", "office_location"], Kind.CLIENTS),
        (["Клиент", "Телефон", "Контактное лицо", "Сегмент"], Kind.CLIENTS),
        (["opportunity_id", "sales_agent", "account", "deal_stage", "close_value"], Kind.DEALS),
        (["№ сделки", "Ответственный", "Клиент", "Этап", "Сумма", "Дата закрытия"], Kind.DEALS),
    ],
)
def test_a_file_is_known_by_its_columns(header: list[str], kind: Kind) -> None:
    assert recognise(header) is kind


@pytest.mark.parametrize("header", [["name"], ["x", "y"], ["name", "phone"]])
def test_a_file_that_could_be_anything_is_asked_about(header: list[str]) -> None:
    with pytest.raises(KindUnknown):
        recognise(header, "file.csv")


@pytest.mark.parametrize(
    "title",
    ["Deal Stage", "deal_stage", " DEAL-STAGE ", "dealStage", "Этап сделки:", "ЭТАП_СДЕЛКИ"],
)
def test_case_spaces_and_punctuation_of_a_columns_name_do_not_matter(title: str) -> None:
    mapping = map_columns(["Ответственный", title], Kind.DEALS)

    assert mapping.columns == {Field.OWNER: 0, Field.STAGE: 1}


def test_of_two_columns_for_one_field_the_more_usual_name_is_read() -> None:
    mapping = map_columns(["manager", "sales_agent", "stage"], Kind.DEALS)

    assert mapping.columns[Field.OWNER] == 1
    assert mapping.unknown == ("manager",)


def test_what_a_person_said_of_a_column_goes_before_its_name() -> None:
    chosen = {title_key("Кто ведёт"): Field.OWNER}

    mapping = map_columns(["Менеджер", "Кто ведёт", "Этап"], Kind.DEALS, chosen)

    assert mapping.columns[Field.OWNER] == 1
    assert not mapping.missing


def test_a_required_column_that_is_not_known_is_asked_for_with_the_likeliest_first() -> None:
    header = ["Комментарий", "Этапы", "Ответственный"]

    mapping = map_columns(header, Kind.DEALS)

    assert mapping.missing == (Field.STAGE,)
    assert suggestions(header, mapping, Field.STAGE) == (1, 0)
    with pytest.raises(ColumnsMissing):
        mapping.require_complete("deals.csv")


def test_columns_nobody_knows_are_listed_and_do_no_harm() -> None:
    mapping = map_columns(["account", "year_established", "", "employees"], Kind.CLIENTS)

    assert not mapping.missing
    assert mapping.unknown == ("year_established", "employees")


@given(header=st.lists(st.text(max_size=30), max_size=12), kind=st.sampled_from(Kind))
def test_no_column_is_read_twice_and_none_is_lost(header: list[str], kind: Kind) -> None:
    mapping = map_columns(header, kind)

    read = list(mapping.columns.values())
    assert len(set(read)) == len(read)
    assert all(field in fields_of(kind) for field in mapping.columns)
    assert len(read) + len(mapping.unknown) == len(
        [place for place, title in enumerate(header) if title or place in read]
    )
    assert set(mapping.missing) == set(REQUIRED[kind]) - set(mapping.columns)


@given(title=st.text(max_size=40))
def test_a_title_key_is_stable(title: str) -> None:
    assert title_key(title_key(title)) == title_key(title)


def test_real_headers_are_recognised() -> None:
    folder = Path(__file__).parents[3] / "shared" / "data" / "crm_sales_opportunities"
    if not folder.is_dir():
        pytest.skip(f"the data set is not at {folder}")

    kinds = {
        path.stem: recognise(path.read_text().splitlines()[0].split(","))
        for path in folder.glob("*.csv")
    }

    assert kinds == {
        "sales_teams": Kind.PEOPLE,
        "products": Kind.PRODUCTS,
        "accounts": Kind.CLIENTS,
        "sales_pipeline": Kind.DEALS,
    }


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("менеджер", Role.REP),
        ("Менеджер по продажам", Role.REP),
        ("старший менеджер", Role.LEAD),
        ("руководитель филиала", Role.MANAGER),
        ("manager", Role.MANAGER),
    ],
)
def test_a_russian_manager_sells_and_does_not_see_a_whole_branch(said: str, role: Role) -> None:
    assert find_role(said) is role
