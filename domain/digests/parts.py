"""«Мой день» with only the parts that a person wants of it."""

from dataclasses import replace

from domain.cadences.views import CadencesOfDay
from domain.cycles.views import CallsOfDay
from domain.day.model import Day, LateContacts
from domain.digests.model import DigestPart
from domain.greetings.views import GreetingsOfDay
from domain.requests.views import RequestsOfDay
from domain.risks.views import RisksOfDay
from domain.tasks.views import TasksOfDay
from domain.visits.views import VisitsOfDay


def within(day: Day, parts: frozenset[DigestPart]) -> Day:
    """The day without what is not among ``parts``."""
    if DigestPart.DEALS not in parts:
        day = replace(day, lines=(), counts={})
    if DigestPart.TASKS not in parts:
        day = replace(day, tasks=TasksOfDay((), {}))
    if DigestPart.CLIENTS not in parts:
        day = replace(
            day,
            greetings=GreetingsOfDay(),
            requests=RequestsOfDay(),
            cadences=CadencesOfDay(),
            risks=RisksOfDay(),
        )
    if DigestPart.VISITS not in parts:
        day = replace(day, visits=VisitsOfDay(), calls=CallsOfDay())
    if DigestPart.TEAM not in parts:
        day = replace(day, silence=None, team_overdue=0, late_contacts=LateContacts())
    if DigestPart.PLAN not in parts:
        day = replace(day, plan=None)
    return day
