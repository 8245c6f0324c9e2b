from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from domain.org.model import Actor, PersonId
from domain.rulebook.briefs import Brief, BriefField
from domain.rulebook.values import LocalName
from domain.tasks.model import Deadline, TaskFile, TaskId

Answer = str | Decimal | date | tuple[TaskFile, ...]
"""Words, or the key of a choice; a number; a day; files."""


@dataclass(frozen=True, slots=True)
class BriefAnswers:
    """What was answered, by the question's key; None: it was skipped."""

    given: Mapping[str, Answer | None] = field(default_factory=dict)

    def get(self, key: str) -> Answer | None:
        return self.given.get(key)

    def has(self, key: str) -> bool:
        """Whether the question was dealt with: answered, or skipped."""
        return key in self.given

    def with_answer(self, key: str, answer: Answer | None) -> "BriefAnswers":
        return replace(self, given={**self.given, key: answer})


@dataclass(frozen=True, slots=True)
class TaskBrief:
    """The brief of a task, with the template's name and questions as they were then.

    ``is_draft``, ``assigner_id`` and ``task_version`` are the task's.
    """

    task_id: TaskId
    key: str
    name: LocalName
    fields: tuple[BriefField, ...]
    answers: BriefAnswers
    is_draft: bool
    assigner_id: PersonId
    task_version: int

    @property
    def template(self) -> Brief:
        """The template as far as its questions go."""
        return Brief(key=self.key, name=self.name, fields=self.fields)

    def can_be_changed_by(self, actor: Actor) -> bool:
        """While nobody else has the task: before it is sent, or when it was not approved."""
        return self.is_draft and self.assigner_id in {actor.id, *actor.stands_in_for}


@dataclass(frozen=True, slots=True)
class OpenBrief:
    """A template as the rulebook of ``version`` has it; a form goes on with this very one.

    ``has_changed``: the rulebook in force says otherwise by now, or has it no more.
    """

    brief: Brief
    version: int
    has_changed: bool = False


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """Who would do it, None where the one who fills it in is to say so, and by when.

    ``is_approved_first``: the template wants it, and no boss of the executor gives it.
    """

    executor_id: PersonId | None
    executor_name: str | None
    deadline: Deadline
    is_approved_first: bool
