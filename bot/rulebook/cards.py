"""The rulebook in words: what is wrong in a file, and what it would change."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.rulebook.callback_data import Activate, Dismiss
from bot.screens import Button, Document, Screen
from bot.shortening import shorten_to_line
from bot.texts import Markup, Texts
from domain.rulebook.changes import Change, ChangeKind
from domain.rulebook.errors import RulebookFault
from domain.rulebook.queries import CurrentRulebook
from domain.rulebook.use_cases import Proposed

FILE_NAME: Final = "rulebook.yaml"
MOST_CHANGES: Final = 25
LONGEST_VALUE: Final = 120
MOST_NAMES: Final = 15

_LAST_NAME = re.compile(r"([a-z_]+)(?:\[[^\]]*\])?$")


def current_screen(current: CurrentRulebook, texts: Texts, *, zone: ZoneInfo) -> Screen:
    """The file, with its version and who put it in force."""
    moment = f"{current.put_at.astimezone(zone):%d.%m.%Y %H:%M}"
    put = (
        texts("rulebook-put-by", name=current.put_by, moment=moment)
        if current.put_by
        else texts("rulebook-shipped", moment=moment)
    )
    text = texts.lines([texts("rulebook-title", version=current.version), put])
    return Screen(
        texts.paragraphs([text, texts("rulebook-how-to-change")]),
        document=Document(FILE_NAME, current.text.encode()),
    )


def faults_screen(faults: Sequence[RulebookFault], texts: Texts) -> Screen:
    """Each fault with its line and what was expected there."""
    lines = [
        texts(
            "rulebook-fault" if fault.path else "rulebook-fault-of-file",
            line=str(fault.line),
            path=fault.path,
            found=fault.found or "",
            expected=Markup(expected_words(fault, texts)),
            has_found="yes" if fault.found else "no",
        )
        for fault in faults
    ]
    title = texts("rulebook-wrong", count=len(faults))
    return Screen(texts.paragraphs([title, texts.lines(lines), texts("rulebook-wrong-next")]))


def expected_words(fault: RulebookFault, texts: Texts) -> Markup:
    """What should have stood there."""
    words = f"rulebook-expected-{str(fault.expected_code).replace('_', '-')}"
    params = {
        "name" if param == "key" else param: _worded(value)  # ``key`` is a text's own
        for param, value in fault.expected_params.items()
    }
    return texts(words, **params)


def proposal_screen(proposed: Proposed, texts: Texts) -> Screen:
    """What would change, and the two choices."""
    lines = [change_line(change, texts) for change in proposed.changes[:MOST_CHANGES]]
    rest = len(proposed.changes) - MOST_CHANGES
    if rest > 0:
        lines.append(texts("rulebook-more-changes", count=rest))
    return Screen(
        texts.paragraphs(
            [
                texts("rulebook-proposal", count=len(proposed.changes)),
                texts.lines(lines),
                texts("rulebook-proposal-question"),
            ]
        ),
        (
            (
                Button(
                    texts.plain("rulebook-activate-button"),
                    Activate(proposal_id=proposed.proposal.id),
                ),
                Button(texts.plain("cancel-button"), Dismiss(proposal_id=proposed.proposal.id)),
            ),
        ),
    )


def change_line(change: Change, texts: Texts) -> Markup:
    """«Предложение: лимит этапа, рабочих часов: 24 → 16»."""
    field = field_name(change.path, texts)
    around = change.label.for_language(texts.language) if change.label else None
    values = {
        "field": field,
        "old": value_text(change.old, texts),
        "new": value_text(change.new, texts),
    }
    if change.kind is ChangeKind.ADDED:
        words = texts("rulebook-added", field=field, new=values["new"])
    elif change.kind is ChangeKind.REMOVED:
        words = texts("rulebook-removed", field=field, old=values["old"])
    else:
        words = texts("rulebook-changed", **values)
    if around:
        return texts("rulebook-change-of", around=around, change=words)
    return texts("rulebook-change", change=words)


def field_name(path: str, texts: Texts) -> str:
    """What people call the last part of ``path``; the path itself where there are no words."""
    match = _LAST_NAME.search(path)
    key = f"rulebook-field-{match[1].replace('_', '-')}" if match else ""
    return texts.plain(key) if texts.has(key) else path


def value_text(value: Any, texts: Texts) -> str:
    """A value of the file as a person reads it; whole entries by their names."""
    match value:
        case None:
            return texts.plain("rulebook-nothing")
        case bool():
            return texts.plain("rulebook-yes" if value else "rulebook-no")
        case {"ru": str(), "en": str()}:
            return _short(str(value[str(texts.language)]))
        case dict():
            name = value.get("name") or value.get("text") or value.get("key") or value.get("on")
            return value_text(name, texts) if name is not None else _short(_listed(value, texts))
        case list():
            return _short(", ".join(value_text(part, texts) for part in value)) or texts.plain(
                "rulebook-nothing"
            )
        case _:
            return _short(str(value))


def activated_screen(version: int, texts: Texts) -> Screen:
    return Screen(texts("rulebook-activated", version=version))


def dismissed_screen(texts: Texts) -> Screen:
    return Screen(texts("rulebook-dismissed"))


def _listed(values: dict[str, Any], texts: Texts) -> str:
    return ", ".join(f"{name}: {value_text(value, texts)}" for name, value in values.items())


def _short(text: str) -> str:
    return shorten_to_line(text, LONGEST_VALUE)


def _worded(value: Any) -> str | int:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int):
        return value
    if isinstance(value, Iterable):
        names = [str(part) for part in value]
        more = ["…"] if len(names) > MOST_NAMES else []
        return ", ".join(names[:MOST_NAMES] + more)
    return str(value)
