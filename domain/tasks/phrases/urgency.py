"""How urgent, and words that only ask for a task: «срочно», «не горит», "!!", «напомни мне»."""

from dataclasses import dataclass

from domain.tasks.phrases.atoms import Wall
from domain.tasks.phrases.draft import Priority
from domain.tasks.phrases.forms import Form, Meaning, Values


@dataclass(frozen=True, slots=True)
class Urgency:
    """``is_loose``: a word that may as well be part of the title («узнать, что важно клиенту»), so
    it counts only at an edge of the text or beside something else that was understood."""

    priority: Priority
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Opener:
    """Asks for a task, at the beginning of the text."""


def _is(priority: Priority, *, is_loose: bool = False) -> Meaning:
    def meaning(_values: Values, _wall: Wall) -> Urgency:
        return Urgency(priority, is_loose)

    return meaning


def _opens(_values: Values, _wall: Wall) -> Opener:
    return Opener()


FORMS = (
    Form("(очень срочно|срочно|срочная задача|urgent|urgently|asap)", _is(Priority.URGENT)),
    Form(
        "(как можно скорее|как можно быстрее|немедленно|критично|as soon as possible)",
        _is(Priority.URGENT),
    ),
    Form("(! ! !|! !)", _is(Priority.URGENT)),
    Form("(горит|горящее|critical)", _is(Priority.URGENT, is_loose=True)),
    Form("(очень важно|важно|важная задача|important)", _is(Priority.HIGH, is_loose=True)),
    Form(
        "(высокий приоритет|приоритет [:|-|—|–] высокий|high priority|high prio)",
        _is(Priority.HIGH),
    ),
    Form("(обычный приоритет|приоритет [:|-|—|–] обычный|normal priority)", _is(Priority.NORMAL)),
    Form(
        "(не срочно|несрочно|не горит|не к спеху|не спеша|когда будет время|not urgent|no rush"
        "|when there is time)",
        _is(Priority.LOW),
    ),
    Form("(низкий приоритет|приоритет [:|-|—|–] низкий|low priority|low prio)", _is(Priority.LOW)),
    Form("(напомни [мне]|напомнить мне|напоминание [мне]) [:|,]", _opens),
    Form(
        "(поставь|поставить|создай|создать|добавь|добавить|запиши|новая) (задачу|задача) [:|,]",
        _opens,
    ),
    Form("(задача|задачка|task|todo|reminder) (:|-|—|–)", _opens),
    Form("(remind me to|remind me|add task|add a task|new task|create a task) [:]", _opens),
)
