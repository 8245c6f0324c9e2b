from collections.abc import Sequence

import pytest

from domain.org.model import BranchId, PersonId
from domain.tasks.phrases import TaskDraft
from domain.tasks.staff import KnownColleague, Staff, name_parts
from tests.builders import NOW
from tests.domain.tasks.drafts import parsed

MOSCOW, SIBERIA = BranchId(1), BranchId(2)
STAFF = Staff(
    KnownColleague(PersonId(number), name, username, branch, "Филиал")
    for number, (name, username, branch) in enumerate(
        (
            ("Марина Сидорова", "marsi", SIBERIA),
            ("Иван Петров", "petrov", MOSCOW),
            ("Кузнецов Дмитрий Олегович", None, MOSCOW),
        ),
        start=1,
    )
)


def names(people: Sequence[KnownColleague]) -> list[str]:
    return [person.name for person in people]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Иван Петров", ("Иван", "Петров")),
        ("Петров Иван", ("Иван", "Петров")),
        ("Петров Иван Сергеевич", ("Иван", "Петров")),
        ("Иван Сергеевич Петров", ("Иван", "Петров")),
        ("Марина", ("Марина", None)),
        ("Роман Павел", ("Роман", "Павел")),
        ("Ivan Petrov", ("Ivan", "Petrov")),
        ("Petrov Ivan", ("Ivan", "Petrov")),
        ("Анна Мария Серова", ("Анна", "Мария Серова")),
        ("", ("", None)),
    ],
)
def test_a_name_is_taken_apart_whichever_part_comes_first(name, parts):
    assert name_parts(name) == parts


@pytest.mark.parametrize(
    "wanted", ["марин", "Марине", "marina", "сидоров", "Сидоровой", "@marsi", "mars", "Марина С"]
)
def test_a_colleague_is_found_by_name_in_any_case_and_by_login(wanted):
    assert names(STAFF.found(wanted, near=MOSCOW)) == ["Марина Сидорова"]


def test_those_of_the_own_branch_come_first():
    assert names(STAFF.found("", near=SIBERIA))[0] == "Марина Сидорова"
    assert names(STAFF.found("", near=MOSCOW))[-1] == "Марина Сидорова"


@pytest.mark.parametrize("wanted", ["Никого", "@", "!!!", "петров сидоров"])
def test_nobody_is_found_by_what_calls_nobody(wanted):
    expected = 3 if wanted == "@" else 0

    assert len(STAFF.found(wanted, near=MOSCOW)) in (0, expected)


def test_a_line_is_read_once_by_the_same_people_and_anew_by_others():
    read = []

    def reading() -> TaskDraft:
        read.append("line")
        return parsed("позвонить Климову завтра")

    for staff in (Staff(STAFF.people), Staff(STAFF.people)):
        first, second = (staff.read_once(("line", NOW), reading) for _ in range(2))

        assert first is second
    assert read == ["line", "line"]
