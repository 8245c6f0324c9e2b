"""Files of people, brought into a real base."""

from domain.imports.columns import Kind
from domain.imports.model import Notice
from domain.imports.tally import Counts
from tests.imports_world import PEOPLE, ImportWorld, staffed, world

__all__ = ["staffed", "world"]


async def test_people_come_with_branches_under_the_company_and_bosses_as_managers(
    world: ImportWorld,
) -> None:
    done = await world.given(world.file(None, *PEOPLE, "Ян Ту,Анна Ким,Север"))

    people = await world.rows(
        "SELECT p.name, p.role, b.name, boss.name FROM people p JOIN branches b ON b.id = "
        "p.branch_id LEFT JOIN people boss ON boss.id = p.boss_id ORDER BY p.name"
    )
    assert people == [
        ("Анна Ким", "lead", "Юг", "Ольга Рау"),
        ("Ольга Рау", "manager", "Юг", None),
        ("Пётр Ли", "rep", "Юг", "Ольга Рау"),
        ("Ян Ту", "rep", "Север", "Анна Ким"),
    ]
    assert await world.rows(
        "SELECT b.name, above.name, b.country, b.zone FROM branches b "
        "LEFT JOIN branches above ON above.id = b.parent_id ORDER BY b.id"
    ) == [
        ("Моя компания", None, "RU", "Europe/Moscow"),
        ("Юг", "Моя компания", "RU", "Europe/Moscow"),
        ("Север", "Моя компания", "RU", "Europe/Moscow"),
    ]
    assert await world.value("SELECT count(*) FROM reporting WHERE depth > 0") == 4
    assert done.notices[Notice.BOSS_ADDED] == 1


async def test_what_the_file_says_of_role_zone_country_and_department_is_kept(
    world: ImportWorld,
) -> None:
    await world.given(
        world.file(
            None,
            "ФИО,Роль,Филиал,Вышестоящий филиал,Страна,Часовой пояс,Отдел,Телефон,Почта",
            "Ия Бек,Управляющий,Астана,Казахстан,KZ,Asia/Almaty,Продажи,8 916 123-45-67,IA@x.kz",
        )
    )

    rows = await world.rows(
        "SELECT p.role, p.phone, p.email, p.zone, d.name, b.country, b.zone, above.name "
        "FROM people p JOIN branches b ON b.id = p.branch_id JOIN departments d "
        "ON d.id = p.department_id JOIN branches above ON above.id = b.parent_id"
    )

    known = ("ia@x.kz", None, "Продажи", "KZ", "Asia/Almaty", "Казахстан")
    assert rows == [("manager", "+79161234567", *known)]


async def test_a_person_who_is_there_is_completed_and_never_doubled(staffed: ImportWorld) -> None:
    again = staffed.file(
        Kind.PEOPLE, "name,boss,email", "анна  КИМ,Пётр Ли,a@x.ru", "Petr Li,,p@x.ru", name="more"
    )

    done = await staffed.given(again)

    assert done.of(Kind.PEOPLE) == Counts(filled=2)
    assert await staffed.rows(
        "SELECT p.name, boss.name, p.email FROM people p LEFT JOIN people boss "
        "ON boss.id = p.boss_id ORDER BY p.name"
    ) == [
        ("Анна Ким", "Ольга Рау", "a@x.ru"),
        ("Ольга Рау", None, None),
        ("Пётр Ли", "Ольга Рау", "p@x.ru"),
    ]


async def test_bosses_in_a_ring_are_refused_and_the_others_go_in(world: ImportWorld) -> None:
    done, refused = await world.refusing(
        world.file(Kind.PEOPLE, "name,boss", "A,B", "B,C", "C,A", "D,A", "E,Я")
    )

    assert refused.reasons == [(n, "boss", "boss_ring") for n in (2, 3, 4)]
    assert done.notices[Notice.BOSS_REFUSED] == 1
    assert await world.rows("SELECT name FROM people ORDER BY name") == [("D",), ("E",), ("Я",)]


async def test_rows_of_people_are_refused_for_what_cannot_be_read(world: ImportWorld) -> None:
    _, refused = await world.refusing(
        world.file(
            Kind.PEOPLE,
            "name,role,zone,country,phone,email",
            ",,,,,",
            "A,космонавт,,,,",
            "B,,Mars/Base,,,",
            "C,,,Россия,,",
            "D,,,,12,",
            "E,,,,,nobody",
            f"{'x' * 201},,,,,",
            "F,,,,,",
            "F,,,,,",
        )
    )

    assert refused.reasons == [
        (3, "role", "role_unknown"),
        (4, "zone", "zone_unknown"),
        (5, "country", "country_unknown"),
        (6, "phone", "phone_unreadable"),
        (7, "email", "email_unreadable"),
        (8, "name", "too_long"),
        (10, "name", "repeated"),
    ]
