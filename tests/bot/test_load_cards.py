from datetime import date, timedelta

from bot.html_length import visible_length
from bot.screens import TEXT_LIMIT
from bot.tasks.load.cards import TEAM_PAGE, load_screen
from bot.texts import texts_for
from domain.language import Language
from domain.org.model import PersonId
from domain.pages import Page
from domain.tasks.capacity import WeekLoad
from domain.tasks.load_queries import DAYS
from domain.tasks.views import DayLoad, PersonDays, TeamDays
from tests.messages import plain

TODAY = date(2026, 11, 18)
HOURS_6 = timedelta(hours=6)


def somebody(
    number: int = 1, *, away: frozenset[int] = frozenset(), name: str = "Анна"
) -> PersonDays:
    """``away`` counts days from today."""
    days = tuple(
        DayLoad(TODAY + timedelta(days=ahead), HOURS_6, HOURS_6, is_away=ahead in away)
        for ahead in range(DAYS)
    )
    week = WeekLoad(PersonId(number), TODAY, timedelta(hours=30.5), timedelta(hours=30.5))
    return PersonDays(PersonId(number), name, days, without_estimate=12, weeks=(week, week))


def screen_of(*people: PersonDays):
    return load_screen(
        TeamDays(people, Page(0, TEAM_PAGE, len(people))),
        texts_for(Language.RUSSIAN),
        today=TODAY,
    )


def test_two_absences_are_not_told_as_one() -> None:
    text = plain(screen_of(somebody(away=frozenset({1, 5, 6}))).text)

    assert "🌴 Отсутствует: завтра\n🌴 Отсутствует: пн, 23 ноября — вт, 24 ноября" in text


def test_the_fullest_page_of_a_team_fits_a_message() -> None:
    name = "Александра Константинопольская-Мирная"
    away = frozenset(range(5, DAYS))

    screen = screen_of(*(somebody(number, away=away, name=name) for number in range(TEAM_PAGE)))

    assert visible_length(screen.text) <= TEXT_LIMIT
