from zoneinfo import ZoneInfo

import pytest

from bot.tasks.thread.events import event_words
from bot.texts import texts_for
from domain.language import Language
from domain.tasks.views import ThreadEntry
from domain.timeline import Happened
from tests.builders import NOW
from tests.tasks_world import FRIDAY

OF_TASKS = [kind for kind in Happened if kind.startswith("task_")]
FACTS = {
    "deadline_at": FRIDAY.isoformat(),
    "executor": "Анна Серова",
    "was": "Иван Петров",
    "now": "Анна Серова",
    "project": "Выставка",
    "priority": "high",
    "minutes": 90,
    "rating": "up",
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", OF_TASKS)
def test_whatever_happens_with_a_task_has_words_of_its_own(kind, language) -> None:
    texts = texts_for(language)
    entry = ThreadEntry(NOW, kind, None, None, None, None, None, FACTS)

    words = event_words(entry, texts, zone=ZoneInfo("Europe/Moscow"), now=NOW)

    assert words != texts("thread-event-other")
    assert "—" not in words
