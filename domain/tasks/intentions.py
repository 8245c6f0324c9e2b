"""What a bare text is meant for: a task to be made of it, or a client to be looked up.

Whatever is said of a task (when, how long, who, how urgent) makes it one, and so does a verb that
asks for something to be done. The rest is a name, and looked up. What may be both is for the base
to say: where exactly one client is called so, that client is meant.
"""

import re
from enum import StrEnum
from typing import Final

from domain.tasks.phrases import TaskDraft
from domain.tasks.phrases.tokens import fold
from domain.tasks.phrases.vocabulary import IMPERATIVES, words


class Intention(StrEnum):
    CLIENT = "client"
    TASK = "task"
    EITHER = "either"
    """A task, unless it is the name of one client."""


MOST_WORDS_OF_NAME: Final = 4
LONGEST_NAME: Final = 60

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_INFINITIVE = re.compile(r"[а-я]{2,}(?:[аеиоуыя]ть|сти|зти|йти|чь)(?:ся|сь)?")
_NO_VERBS = words(
    """
    мать печать кровать кисть часть сеть нить суть путь пять девять десять двадцать тридцать память
    тетрадь смерть треть плеть рать благодать медь зять ртуть клеть стать плоть будь хоть опять
    ночь дочь печь помощь вещь речь мощь тысячь новости области части сети кости гости вести
    скорости страсти масти снасти власти напасти челюсти пристрасти
    """
) - words("печь")
_NOUNS_OF_QUALITY = ("ость", "есть", "ости", "ести", "асть")
_VERBS_ALIKE = words(
    "учесть прочесть зачесть сесть съесть украсть упасть отвезти провести вести перевести завести"
    " привести отвести внести принести отнести занести ввести вывести развести навести произвести"
)
_WISHES = words("надо нужно необходимо следует требуется пора пожалуйста прошу просьба давай")
_SMALL_TALK = words(
    """
    спасибо большое благодарю отмена отменить отмени стоп назад ок окей хорошо ладно понял поняла
    понятно принято ясно да нет не надо ага угу привет здравствуйте добрый доброе день утро вечер
    пока готово сделал сделала супер отлично
    thanks thank you ok okay cancel stop back hello hi yes no done great fine
    """
)
_WAYS_SAID = """
    меню, главное меню, старт, начать, помощь, помоги, справка, команды, кнопки, настройки,
    что ты умеешь, что ты можешь, что умеешь, что можешь, как это работает, что делать,
    мой день, день, дела, мои дела, задачи, мои задачи, список задач, воронка, сделки, мои сделки,
    кп без ответа, люди, сотрудники, отсутствия, отпуск, отчет, отчеты, показатели, цифры,
    мои цифры, план, проекты, визиты, обращения, сводка, правила,
    menu, start, help, commands, settings, what can you do, my day, day, tasks, my tasks, pipeline,
    deals, my deals, people, absences, report, reports, figures, plan, projects, visits, requests,
    digest, rules
    """
_WAYS = frozenset(" ".join(one.split()) for one in _WAYS_SAID.split(","))
_ENGLISH = words(
    """
    call email mail send write reply answer prepare make create draft check review verify find buy
    order pay book schedule arrange organize organise plan meet visit discuss agree update fix add
    remove delete move print scan upload download publish post design draw translate read remind
    invite ask tell finish complete start stop clean pick bring deliver return collect compare count
    calculate sign approve test deploy ring text phone follow
    """
)


def intention_of(draft: TaskDraft) -> Intention:
    """What the text of ``draft`` is meant for. Phones are not looked at: they come first."""
    asks = _asks_for_a_deed(draft.title)
    says = bool(draft.taken if draft.title else draft.questions) or any(
        (draft.deadline, draft.estimate, draft.executors, draft.repetition)
    )  # «!!!» alone is urgent, and asks for nothing
    if asks and says:
        return Intention.TASK
    if asks or says:
        return Intention.EITHER if could_be_name(draft.text) else Intention.TASK
    return Intention.CLIENT


def could_be_name(text: str) -> bool:
    """Whether a client may be called so: a few words on one line."""
    line = text.strip()
    is_short = len(line) <= LONGEST_NAME and "\n" not in line
    return is_short and 0 < len(line.split()) <= MOST_WORDS_OF_NAME


def is_sentence(text: str) -> bool:
    """Whether nobody is called so: «клиенту всё понравилось, рады»."""
    return len(text.split()) > MOST_WORDS_OF_NAME or "," in text


def is_small_talk(text: str) -> bool:
    """«Спасибо», «отмена»: said to somebody, and about nothing."""
    found = [fold(word) for word in _WORD.findall(text)]
    return bool(found) and all(word in _SMALL_TALK for word in found)


def asks_the_way(text: str) -> bool:
    """«Меню», «мой день», «что ты умеешь»: a button or a command, said in words."""
    return " ".join(fold(word) for word in _WORD.findall(text)) in _WAYS


def _asks_for_a_deed(title: str) -> bool:
    """«Позвонить…», «подготовь…», «надо…», "call…"; or an infinitive anywhere: «КП подготовить»."""
    found = [fold(word) for word in _WORD.findall(title)]
    if not found:
        return False
    first = found[0].removesuffix("-ка").removesuffix("те")
    if first in IMPERATIVES or found[0] in IMPERATIVES or found[0] in _WISHES:
        return True
    if found[0] in _ENGLISH and len(found) > 1:
        return True
    return any(_is_infinitive(word) for word in found)


def _is_infinitive(word: str) -> bool:
    if word in _VERBS_ALIKE:
        return True
    bare = word.removesuffix("ся").removesuffix("сь")
    if word in _NO_VERBS or bare in _NO_VERBS or bare.endswith(_NOUNS_OF_QUALITY):
        return False
    return _INFINITIVE.fullmatch(word) is not None
