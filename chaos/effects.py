"""Every acknowledged update had its effect, and had it once.

What an update should have done is read off the update itself, what was done off the rows that the
database noted for itself (``recorder.sql``); neither asks the program.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

import asyncpg

from bot.texts import texts_for
from chaos.evidence import Evidence, Update, taps
from chaos.findings import Findings
from domain.language import Language

MARKER: Final = re.compile(r"xq([ntc])\d{5}")
HOMES: Final = {
    "n": ("timeline", "task_comments"),
    "t": ("tasks",),
    "c": ("interactions",),
}
"""Where the words of each kind of marker belong: a note or a comment, a task, a contact."""

VERSIONED: Final = {
    "d-tick": "deals",
    "t-take": "tasks",
    "t-start": "tasks",
    "t-done": "tasks",
    "t-rate": "tasks",
    "td-send": "tasks",
    "appr-yes": "tasks",
    "o-ans": "offers",
}
"""Buttons that carry what they were shown for, ``<beginning>:<id>:<version>``, and that no rule of
the business refuses: either the tap took the version, or another act had taken it before.
"""

FORM_SENT: Final = {"sent": "offers", "log": "interactions"}
"""The last button of a form, and what is born of it; the form's own number stands before it."""

EFFECTS: Final = """
    SELECT effects.subject, effects.subject_id, effects.was, effects.became, effects.words,
           updates.update_id
      FROM chaos.effects LEFT JOIN chaos.updates USING (xid)
"""
VERSIONS: Final = """
    SELECT 'deals' AS subject, id, version FROM deals
    UNION ALL SELECT 'offers', id, version FROM offers
    UNION ALL SELECT 'tasks', id, version FROM tasks
"""


@dataclass(frozen=True, slots=True)
class Effect:
    """A row that was born (``was`` is None), or one that went from a version to the next."""

    subject: str
    subject_id: int
    was: int | None
    became: int | None
    words: str
    update_id: int | None


async def check_effects(
    connection: asyncpg.Connection, evidence: Evidence, findings: Findings
) -> None:
    effects = [
        Effect(row[0], row[1], row[2], row[3], row[4] or "", row[5])
        for row in await connection.fetch(EFFECTS)
    ]
    versions = {(row[0], row[1]): row[2] for row in await connection.fetch(VERSIONS)}
    check_all_taken(evidence, findings)
    check_words(evidence, effects, findings)
    check_versions(effects, versions, findings)
    check_taps(evidence, effects, findings)
    check_forms(evidence, effects, findings)


def check_all_taken(evidence: Evidence, findings: Findings) -> None:
    """No update is left where Telegram keeps them."""
    left = evidence.updates.keys() - evidence.confirmed.keys()
    findings.count("updates", len(evidence.updates))
    for update_id in sorted(left):
        findings.broken("every update is taken", f"update {update_id} was never acknowledged")


def check_words(evidence: Evidence, effects: list[Effect], findings: Findings) -> None:
    """What was written stands once where it belongs."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for effect in effects:
        if effect.was is None:
            for marker in {match.group() for match in MARKER.finditer(effect.words)}:
                found[marker][effect.subject] += 1
    for update in evidence.updates.values():
        match = MARKER.search(update.text)
        if match is None or update.id not in evidence.confirmed:
            continue
        marker, homes = match.group(), HOMES[match.group(1)]
        many = sum(found[marker][home] for home in homes)
        if match.group(1) == "c":  # told, and perhaps not logged: see ``check_forms``
            if many > 1:
                findings.broken("effects are single", f"{marker} stands {many} times")
            continue
        findings.count("words written")
        if many == 0 and _answers_lost_card(update, evidence):
            findings.count("replies to a card that a kill left behind")
        elif many == 0:
            elsewhere = dict(found[marker])
            findings.broken("no effect is lost", f"{marker} stands nowhere of {homes}: {elsewhere}")
        elif many > 1:
            findings.broken("effects are single", f"{marker} stands {many} times in {homes}")


def _answers_lost_card(update: Update, evidence: Evidence) -> bool:
    """Nobody can know what is answered where the bot was killed before it could note the card; the
    person was asked what they meant.
    """
    call = evidence.placed().get((update.person, update.on or 0))
    return call is not None and evidence.was_cut_short(call)


def check_versions(
    effects: list[Effect], versions: dict[tuple[str, int], int], findings: Findings
) -> None:
    """Every version of a record was taken by one act, the next one by the next."""
    taken: dict[tuple[str, int], Counter[int]] = defaultdict(Counter)
    for effect in effects:
        if effect.was is not None:
            taken[effect.subject, effect.subject_id][effect.was] += 1
            if effect.became != effect.was + 1:
                what = f"{effect.subject} {effect.subject_id}: {effect.was} -> {effect.became}"
                findings.broken("versions follow each other", what)
    for place, counted in taken.items():
        for version, many in counted.items():
            if many > 1:
                what = f"{place[0]} {place[1]}: version {version} was changed {many} times"
                findings.broken("effects are single", what)
        newest = max(counted) + 1
        if versions.get(place) != newest:
            what = f"{place[0]} {place[1]} is of version {versions.get(place)}, noted {newest}"
            findings.broken("versions follow each other", what)


def check_taps(evidence: Evidence, effects: list[Effect], findings: Findings) -> None:
    """The version that a tap was for has been taken: by this tap, or by whoever came first."""
    taken = {(one.subject, one.subject_id, one.was) for one in effects if one.was is not None}
    by_update = {one.update_id for one in effects if one.update_id is not None}
    for tap in taps(evidence):
        beginning, *numbers = tap.data.split(":")
        subject = VERSIONED.get(beginning)
        if subject is None:
            continue
        findings.count("versioned taps")
        findings.count("taps with an effect", tap.id in by_update)
        if (subject, int(numbers[0]), int(numbers[1])) not in taken:
            findings.broken("no effect is lost", f"tap {tap.id} ({tap.data}) changed nothing")


def check_forms(evidence: Evidence, effects: list[Effect], findings: Findings) -> None:
    """What a form was sent for was born once, however often its last button was tapped. Two people
    may have forms of one name: the library draws names from a hundred in each second.
    """
    born: dict[int, Counter[str]] = defaultdict(Counter)
    for effect in effects:
        if effect.was is None and effect.update_id is not None:
            born[effect.update_id][effect.subject] += 1
    forms: dict[tuple[int, str, str], list[Update]] = defaultdict(list)
    for tap in taps(evidence):
        form, _, button = tap.data.rpartition("\x1d")
        if form and button in FORM_SENT:
            forms[tap.person, form, FORM_SENT[button]].append(tap)
    for (person, form, subject), sent in forms.items():
        many = sum(born[tap.id][subject] for tap in sent)
        findings.count("forms sent")
        if not many and _stepped_back(form, sent, evidence):
            findings.count("forms that stepped back after an answer that was lost")
        elif not many and all(_was_replaced(form, tap, evidence) for tap in sent):
            findings.count("forms whose person had begun another one")
        elif many != 1:
            rule = "effects are single" if many else "no effect is lost"
            findings.broken(
                rule, f"form {form!r} of {person} made {many} {subject} in {len(sent)} taps"
            )


def _was_replaced(form: str, tap: Update, evidence: Evidence) -> bool:
    """Whether the person had begun another form meanwhile, and was told that this one is over."""
    told = any(
        call.update_id == tap.id and call.params.get("text") == _form_over()
        for call in evidence.calls
        if call.method == "answerCallbackQuery"
    )
    shown = [
        call
        for call in evidence.calls
        if call.was_done and call.chat_id == tap.person and call.form
    ]
    began = min((call.seq for call in shown if call.form == form), default=tap.seq)
    return told and any(call.form != form and call.seq > began for call in shown)


def _form_over() -> str:
    return texts_for(Language.RUSSIAN).plain("form-outdated")


def _stepped_back(form: str, sent: list[Update], evidence: Evidence) -> bool:
    """Whether the form was asked on instead: its screen was drawn, and neither the answer to that
    nor the step itself was kept.
    """
    of_form = [
        call
        for call in evidence.calls
        if call.chat_id == sent[0].person and form in str(call.params.get("reply_markup"))
    ]
    asked_on = {call.update_id for call in of_form if call.was_done}
    was_cut = any(evidence.was_cut_short(call) for call in of_form)
    return was_cut and asked_on >= {tap.id for tap in sent}
