"""How urgent, and words that only ask for a task: «срочно», «не горит», "!!", «напомни мне»."""

from dataclasses import dataclass

from domain.tasks.model import TaskPriority
from domain.tasks.phrases.atoms import Wall
from domain.tasks.phrases.forms import Form, Meaning, Values


@dataclass(frozen=True, slots=True)
class Urgency:
    """``is_loose``: a word that may as well be part of the title («узнать, что важно клиенту»), so
    it counts only at an edge of the text or beside something else that was understood."""

    priority: TaskPriority
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Opener:
    """Asks for a task, at the beginning of the text.

    ``is_wish``: only before the infinitive of what is to be done: «надо позвонить», but «нужна
    справка» stays as it is.
    """

    is_wish: bool = False


def _is(priority: TaskPriority, *, is_loose: bool = False) -> Meaning:
    def meaning(_values: Values, _wall: Wall) -> Urgency:
        return Urgency(priority, is_loose)

    return meaning


def _opens(_values: Values, _wall: Wall) -> Opener:
    return Opener()


def _wishes(_values: Values, _wall: Wall) -> Opener:
    return Opener(is_wish=True)


FORMS = (
    Form("(очень срочно|срочно|срочная задача|urgent|urgently|asap)", _is(TaskPriority.URGENT)),
    Form(
        "(как можно скорее|как можно быстрее|немедленно|критично|as soon as possible)",
        _is(TaskPriority.URGENT),
    ),
    Form("(! ! !|! !)", _is(TaskPriority.URGENT)),
    Form("(горит|горящее|critical)", _is(TaskPriority.URGENT, is_loose=True)),
    Form("(очень важно|важно|важная задача|important)", _is(TaskPriority.HIGH, is_loose=True)),
    Form(
        "(высокий приоритет|приоритет [:|-|—|–] высокий|high priority|high prio)",
        _is(TaskPriority.HIGH),
    ),
    Form(
        "(обычный приоритет|приоритет [:|-|—|–] обычный|normal priority)", _is(TaskPriority.NORMAL)
    ),
    Form(
        "(не срочно|несрочно|не горит|не к спеху|не спеша|когда будет время|not urgent|no rush"
        "|when there is time)",
        _is(TaskPriority.LOW),
    ),
    Form(
        "(низкий приоритет|приоритет [:|-|—|–] низкий|low priority|low prio)", _is(TaskPriority.LOW)
    ),
    Form("(напомни [мне]|напомнить мне|напоминание [мне]) [:|,]", _opens),
    Form(
        "(поставь|поставить|создай|создать|добавь|добавить|запиши|новая) (задачу|задача) [:|,]",
        _opens,
    ),
    Form("(задача|задачка|task|todo|reminder) (:|-|—|–)", _opens),
    Form("[мне|нам] (надо|нужно) [бы|будет] [,]", _wishes),
    Form("(remind me to|remind me|add task|add a task|new task|create a task) [:]", _opens),
)
