"""A task said in one line: ``parse_task("завтра в 15 позвонить Иванову 2ч @petrov срочно", …)``.

    line       = what is to be done, and around and between its words, in any order:
    when       = day, time, or both        «до пятницы», «25.11 в 15», «через 2 часа»   days, times
    repetition = how often                 «каждый понедельник», «по будням»            repetition
    estimate   = how long it takes         «2ч», «полтора часа»                         durations
    priority   = how urgent                «срочно», «не горит», "!!"                   urgency
    executor   = who is addressed          «@petrov», «Саше сверстать»                 people, names
               = or given by the grammar   «Ивану отчёт», «отчёт, Иван»                callings
    link       = client or contact         «позвонить Иванову», «для Ромашки»           links
               = or maybe one's name       «в Ледник», «позвонить ромашке»              links

The text becomes tokens; at each of them the longest form of the tables that fits is taken. The
forms are written in the little language of ``forms.py``: to teach a new phrase, add a line to the
table of its module, and a word to ``vocabulary.py``. ``when.py`` makes one deadline of days and
times, ``assembly.py`` the draft. What nothing takes is the title.
"""

from domain.tasks.phrases.day_parts import DayParts, PartOfDay
from domain.tasks.phrases.directory import Directory
from domain.tasks.phrases.draft import (
    Candidate,
    Deadline,
    Link,
    Note,
    NoteKind,
    Question,
    QuestionKind,
    Reading,
    Said,
    Span,
    TaskDraft,
    title_of,
)
from domain.tasks.phrases.grammar import parse_task
from domain.tasks.phrases.other_dates import OtherDate, ReadOtherDate
from domain.tasks.phrases.recurrence import LAST_DAY, Every, Repetition

__all__ = [
    "LAST_DAY",
    "Candidate",
    "DayParts",
    "Deadline",
    "Directory",
    "Every",
    "Link",
    "Note",
    "NoteKind",
    "OtherDate",
    "PartOfDay",
    "Question",
    "QuestionKind",
    "ReadOtherDate",
    "Reading",
    "Repetition",
    "Said",
    "Span",
    "TaskDraft",
    "parse_task",
    "title_of",
]
