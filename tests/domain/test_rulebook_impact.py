"""What is said of each changed rule."""

import pytest

from domain.rulebook.changes import Change, ChangeKind
from domain.rulebook.impact import Reach, Reached, reached, reaches_of
from domain.rulebook.model import Rulebook
from tests.domain.rulebooks import fields_of


def a_change(path: str) -> Change:
    return Change(ChangeKind.CHANGED, path, None, 1, 2)


def test_something_is_said_of_every_path_of_the_rulebook():
    for path, _ in fields_of(Rulebook):
        assert reaches_of(path.replace("[]", "[key]")), path


@pytest.mark.parametrize(
    ("path", "reaches", "subject"),
    [
        ("pipeline.stages[offer].limit_working_hours", (Reach.STAGE_LIMIT,), ("offer",)),
        ("pipeline.stages[offer].checklist[sent].required", (Reach.TICKS,), ("offer", "sent")),
        ("pipeline.stages[offer].checklist[sent]", (Reach.TICKS,), ("offer", "sent")),
        ("pipeline.stages[offer].checklist", (Reach.STANDING,), ("offer",)),
        ("pipeline.stages[offer]", (Reach.STANDING,), ("offer",)),
        ("pipeline.stages", (Reach.STANDING,), ()),
        ("delivery.digests.lead", (Reach.DIGEST_OF_ROLE,), ("lead",)),
        ("delivery.digests.weekly.at", (Reach.NEXT_DIGEST,), ()),
        ("segments", (Reach.SEGMENTS, Reach.CADENCES), ()),
        ("segments[vip].name.ru", (Reach.AT_ONCE,), ()),
        ("requests.reaction_working_hours", (Reach.NEW_REQUESTS,), ()),
        ("requests.reopen_within_days", (Reach.AT_ONCE,), ()),
        ("company.currency", (Reach.NEW_DEALS, Reach.SEGMENTS, Reach.CADENCES), ()),
        ("calendars.countries[RU].week.mon", (Reach.NEW_DATES, Reach.CADENCES), ()),
        ("cadences.segments[vip].every_days", (Reach.CADENCES,), ()),
        ("kpi.bonus[service].components[timeliness].weight", (Reach.BONUS,), ()),
    ],
)
def test_a_path_is_known_by_its_beginning(path, reaches, subject):
    assert reaches_of(path) == (reaches, subject)


def test_a_path_of_which_nothing_is_said_is_a_mistake_of_ours():
    with pytest.raises(LookupError):
        reaches_of("pipelines")


def test_what_is_counted_together_is_told_once_and_words_below_each_run():
    changes = [
        a_change("segments[vip].criteria"),
        a_change("invitation_hours"),
        a_change("polls[nps].every_days"),
        a_change("polls[nps].change_hours"),
        a_change("default_segment"),
        a_change("polls[csi]"),
    ]

    assert reached(changes) == [
        Reached(Reach.NEW_INVITATIONS, (), 1),
        Reached(Reach.NEXT_CONTACTS, (), 3),
        Reached(Reach.SEGMENTS, (), 4),
        Reached(Reach.CADENCES, (), 4),
        Reached(Reach.NEXT_CONTACTS, (), 5),
    ]
