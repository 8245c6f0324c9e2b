"""The rulebooks that there were: the list of them, one of them, its file."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.callback_data import OpenDay
from bot.pages import page_buttons, page_line
from bot.rulebook.callback_data import (
    OpenVersion,
    OpenVersions,
    ReturnToVersion,
    TakeVersionFile,
)
from bot.rulebook.change_words import Names, change_line
from bot.screens import Button, Document, Row, Screen, in_rows
from bot.texts import Markup, Texts
from domain.rulebook.ports import RulebookVersion
from domain.rulebook.queries import CurrentRulebook, RulebookVersionPage, RulebookVersions

MOST_CHANGES: Final = 30
IN_A_ROW: Final = 4


def versions_button(texts: Texts) -> Button:
    return Button(texts.plain("rulebook-versions-button"), OpenVersions(page=0))


def day_button(texts: Texts) -> Button:
    return Button(texts.plain("day-button"), OpenDay())


def versions_list(listed: RulebookVersions, texts: Texts, *, zone: ZoneInfo) -> Screen:
    """The newest first, each with who put it in force and what it came from."""
    page = listed.page.number - 1
    lines = [
        texts(
            "rulebook-version-line",
            version=str(line.version),
            moment=moment_text(line, zone),
            whence=whence(line, texts),
        )
        for line in listed.lines
    ]
    chosen = [
        Button(str(line.version), OpenVersion(version=line.version, page=page))
        for line in listed.lines
    ]
    return Screen(
        texts.paragraphs(
            [texts("rulebook-versions"), texts.lines(lines), page_line(listed.page, texts)]
        ),
        (
            *in_rows(chosen, IN_A_ROW),
            *page_buttons(listed.page, texts, lambda number: OpenVersions(page=number)),
            (day_button(texts),),
        ),
    )


def version_card(
    shown: RulebookVersionPage, texts: Texts, *, zone: ZoneInfo, page: int = 0
) -> Screen:
    """What it changed against the one before; its file, and the way back to it."""
    line = shown.line
    key = "rulebook-version-in-force" if shown.is_in_force else "rulebook-version-before"
    since = texts(key, moment=moment_text(line, zone), whence=whence(line, texts))
    title = texts("rulebook-title", version=line.version)
    acts = [Button(texts.plain("rulebook-file-button"), TakeVersionFile(version=line.version))]
    if not shown.is_in_force:
        button = texts.plain("rulebook-return-button")
        acts.append(Button(button, ReturnToVersion(version=line.version)))
    back: Row = (Button(texts.plain("rulebook-back-to-versions"), OpenVersions(page=page)),)
    return Screen(
        texts.paragraphs([texts.lines([title, since]), _against(shown, texts)]),
        (tuple(acts), back),
    )


def file_screen(kept: CurrentRulebook, texts: Texts) -> Screen:
    """The file of a version, by its name apart from others'."""
    return Screen(
        texts("rulebook-version-file", version=kept.version),
        document=Document(f"rulebook-{kept.version}.yaml", kept.text.encode()),
    )


def whence(line: RulebookVersion, texts: Texts) -> str:
    """«Вера Орлова, вернули версию 1», «Вера Орлова, новый.yaml», «как в поставке»."""
    if line.put_by is None:
        return texts.plain("rulebook-as-shipped")
    if line.returns_to is not None:
        return texts.plain("rulebook-returned-by", name=line.put_by, version=line.returns_to)
    return ", ".join(part for part in (line.put_by, line.comment) if part)


def moment_text(line: RulebookVersion, zone: ZoneInfo) -> str:
    return f"{line.created_at.astimezone(zone):%d.%m.%Y %H:%M}"


def _against(shown: RulebookVersionPage, texts: Texts) -> Markup | None:
    if not shown.changes:
        return None
    names = Names.of(shown.old, shown.new)
    lines: Sequence[Markup] = [
        change_line(change, texts, names) for change in shown.changes[:MOST_CHANGES]
    ]
    rest = len(shown.changes) - MOST_CHANGES
    more = [texts("rulebook-more-changes", count=rest)] if rest > 0 else []
    title = texts("rulebook-version-against", version=shown.line.version - 1)
    return texts.lines([title, *lines, *more])
