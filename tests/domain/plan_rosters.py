"""A small company, and whose plans somebody of it sees."""

from zoneinfo import ZoneInfo

from domain.language import Language
from domain.org.model import Actor, BranchId, PersonId, Role
from domain.org.visibility import Scope
from domain.org.whose import Whose, WhoseKind
from domain.plans.roster import Place, Roster, Seller


def person(id_: int) -> Whose:
    return Whose(WhoseKind.PERSON, id_)


def team(id_: int) -> Whose:
    return Whose(WhoseKind.TEAM, id_)


def branch(id_: int) -> Whose:
    return Whose(WhoseKind.BRANCH, id_)


def a_seller(id_: int, name: str, role: Role, branch_id: int, boss_id: int | None) -> Seller:
    return Seller(
        PersonId(id_),
        name,
        role,
        BranchId(branch_id),
        f"Филиал {branch_id}",
        None if boss_id is None else PersonId(boss_id),
        "RU",
        "Europe/Moscow",
    )


def a_place(id_: int, parent_id: int | None) -> Place:
    parent = None if parent_id is None else BranchId(parent_id)
    return Place(BranchId(id_), f"Филиал {id_}", parent, "RU", "Europe/Moscow")


DIRECTOR, MANAGER, LEAD, REP, ALONE, ELSEWHERE = range(1, 7)
SELLERS = (
    a_seller(DIRECTOR, "Директор", Role.DIRECTOR, 1, None),
    a_seller(MANAGER, "Управляющий", Role.MANAGER, 2, DIRECTOR),
    a_seller(LEAD, "Старший", Role.LEAD, 2, MANAGER),
    a_seller(REP, "Иван Петров", Role.REP, 2, LEAD),
    a_seller(ALONE, "Анна Серова", Role.REP, 2, MANAGER),
    a_seller(ELSEWHERE, "Анна Серова", Role.REP, 3, DIRECTOR),
)
PLACES = (a_place(1, None), a_place(2, 1), a_place(3, 1), a_place(4, 2))


def a_roster(
    id_: int, role: Role, scope: Scope, *, deputy_of: int | None = None, branch_id: int = 2
) -> Roster:
    """The whole company's rows; whom the actor may not see storage leaves out."""
    absent = frozenset({PersonId(deputy_of)} if deputy_of else ())
    actor = Actor(
        id=PersonId(id_),
        name="",
        role=role,
        branch_id=BranchId(branch_id),
        branch_name="",
        country="RU",
        zone=ZoneInfo("Europe/Moscow"),
        language=Language.RUSSIAN,
        scope=scope,
        telegram_id=None,
        rulebook_version=1,
        stands_in_for=absent,
    )
    return Roster(
        actor,
        {seller.id: seller for seller in SELLERS},
        {place.id: place for place in PLACES},
    )


OF_LEAD = Scope(teams=frozenset({LEAD}))
OF_MANAGER = Scope(teams=frozenset({MANAGER}), branches=frozenset({2}))
