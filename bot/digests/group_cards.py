"""A team's digest in a group: figures only."""

from collections.abc import Sequence
from datetime import date, time

from bot.digests.callback_data import LeaveGroup, LeaveThisGroup, OpenDigest
from bot.digests.evening_cards import date_words, lost_line, won_line
from bot.screens import Button, Screen, in_rows
from bot.shortening import shorten_to_line
from bot.texts import Markup, Texts
from bot.zones import zone_words
from domain.digests.group_model import GroupDigest, GroupReport
from domain.digests.groups import GroupPlan
from domain.org.model import Actor
from domain.org.whose import Whose

BUTTONS_IN_ROW = 4
TITLE_LENGTH = 60


def team_name(whose: Whose, name: str | None, texts: Texts) -> str:
    """«Филиал: Москва»; of a team whose lead is not to be named, that it is one."""
    if name is None:
        return texts.plain("digest-group-unnamed")
    return texts.plain(f"digest-group-of-{whose.kind}", name=name)


def report_screen(report: GroupReport, texts: Texts) -> Screen:
    worked = report.worked
    tasks: Markup | None = None
    if worked.timely or worked.late or worked.overdue:
        tasks = texts(
            "digest-group-tasks", timely=worked.timely, late=worked.late, overdue=worked.overdue
        )
    contacts: Markup | None = None
    if worked.calls or worked.meetings or worked.visits:
        contacts = texts(
            "digest-group-contacts",
            calls=worked.calls,
            meetings=worked.meetings,
            visits=worked.visits,
        )
    title = texts(
        "digest-group-title",
        whose=team_name(report.whose, report.name, texts),
        date=date_words(report.day, texts),
    )
    lines = [
        won_line(report.won, texts),
        lost_line(report.lost, (), texts),
        tasks,
        contacts,
    ]
    return Screen(texts.paragraphs([title, texts.lines(lines)]))


def bound_screen(plan: GroupPlan, texts: Texts, *, today: date) -> Screen:
    """In the group itself: that it comes, and how to end it."""
    key = "digest-group-bound" if plan.is_new else "digest-group-comes"
    text = texts(
        key,
        whose=team_name(plan.whose, plan.whose_name, texts),
        time=f"{plan.at:%H:%M}",
        zone=zone_words(plan.zone, today),
    )
    leave = (Button(texts.plain("digest-group-leave-button"), LeaveThisGroup()),)
    return Screen(text, (leave,) if plan.may_leave and not plan.is_new else ())


def groups_screen(
    groups: Sequence[GroupDigest],
    at: time,
    texts: Texts,
    *,
    actor: Actor,
    link: str,
    today: date,
) -> Screen:
    """In the private chat: the groups, each to be left, and the way to one more."""
    hour, zone = f"{at:%H:%M}", zone_words(actor.zone, today)
    numbered = list(enumerate(groups, 1))
    lines = [
        texts("digest-groups-line", number=number, group=_title(group))
        for number, group in numbered
    ]
    said = (
        texts.lines([texts("digest-groups-list", time=hour, zone=zone), *lines])
        if lines
        else texts("digest-groups-none", time=hour)
    )
    leave = [
        Button(
            texts.plain("digest-groups-off-button", number=number), LeaveGroup(binding_id=group.id)
        )
        for number, group in numbered
    ]
    return Screen(
        texts.paragraphs([texts("digest-groups-title"), said]),
        (
            *in_rows(leave, BUTTONS_IN_ROW),
            (Button(texts.plain("digest-groups-add-button"), url=link),),
            (Button(texts.plain("digest-back-button"), OpenDigest()),),
        ),
    )


def _title(group: GroupDigest) -> str:
    return shorten_to_line(group.group_title, TITLE_LENGTH)
