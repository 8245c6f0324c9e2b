"""Templates of projects: who is needed, and which tasks follow which, in working days."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, StrictBool, StrictInt

from domain.projects.dependencies import ring_in
from domain.rulebook.faults import (
    BrokenRule,
    Expected,
    Section,
    refuse,
    repeated,
    unknown_reference,
)
from domain.rulebook.values import Key, LocalName, LocalText, Name, Text, WorkingDays, WorkingHours

TITLE_LENGTH = 120
MOST_TASKS = 200


def _title(text: str) -> str:
    if len(text) > TITLE_LENGTH:
        raise refuse(Expected.TEXT_TOO_LONG, limit=TITLE_LENGTH)
    if "\n" in text:
        raise refuse(Expected.TEXT_UNPRINTABLE)
    return text


Title = Annotated[Text, AfterValidator(_title)]


class LocalTitle(LocalText):
    """One line, longer than a button's."""

    ru: Title
    en: Title


class TemplateRole(Section):
    """Somebody the project needs. ``departments`` are the names under which the company may have
    the department that they are looked for in; without any, whoever leads the project is meant.
    """

    key: Key
    name: LocalName
    departments: Annotated[tuple[Name, ...], Field(max_length=8)] = ()

    def is_filled_from(self, department: str | None) -> bool:
        """Whether people of this department are meant; case and spaces around do not matter."""
        wanted = {name.strip().casefold() for name in self.departments}
        return department is not None and department.strip().casefold() in wanted


class TemplateTask(Section):
    """``from_day`` counts working days from the project's first, which is 0; the task begins no
    earlier than that, and after all that it waits for.
    """

    key: Key
    title: LocalTitle
    role: Key
    from_day: Annotated[StrictInt, Field(ge=0, le=250)] = 0
    days: WorkingDays = 1
    hours: WorkingHours | None = None
    waits_for: Annotated[tuple[Key, ...], Field(max_length=20)] = ()
    milestone: StrictBool = False


class ProjectTemplate(Section):
    """``fixed_task`` is what falls on the day that is given as the project's end, such as the
    opening of an exhibition; without it, that day is the last of all.
    """

    key: Key
    name: LocalName
    goals: LocalText
    roles: Annotated[tuple[TemplateRole, ...], Field(min_length=1, max_length=20)]
    tasks: Annotated[tuple[TemplateTask, ...], Field(min_length=1, max_length=MOST_TASKS)]
    fixed_task: Key | None = None

    def role(self, key: str) -> TemplateRole | None:
        """None for a key that only other versions know."""
        return next((role for role in self.roles if role.key == key), None)

    def rules_broken(self) -> Iterator[BrokenRule]:
        roles = [role.key for role in self.roles]
        tasks = [task.key for task in self.tasks]
        yield from _repeated_keys("roles", roles)
        yield from _repeated_keys("tasks", tasks)
        for position, task in enumerate(self.tasks):
            if task.role not in roles:
                yield unknown_reference(("tasks", position, "role"), roles)
            for place, key in enumerate(task.waits_for):
                if key not in tasks:
                    yield unknown_reference(("tasks", position, "waits_for", place), tasks)
            for place, key in repeated(list(task.waits_for)):
                again = ("tasks", position, "waits_for", place)
                yield BrokenRule(again, Expected.NOT_UNIQUE, {"value": key})
        if self.fixed_task is not None and self.fixed_task not in tasks:
            yield unknown_reference(("fixed_task",), tasks)
        ring = ring_in({task.key: task.waits_for for task in self.tasks})
        if ring:
            path = ("tasks", tasks.index(ring[0]), "waits_for")
            yield BrokenRule(path, Expected.WAITS_FOR_ITSELF, {"ring": " → ".join(ring)})


def _repeated_keys(name: str, keys: list[str]) -> Iterator[BrokenRule]:
    for position, key in repeated(keys):
        yield BrokenRule((name, position, "key"), Expected.NOT_UNIQUE, {"value": key})
