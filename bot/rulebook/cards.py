"""The rulebook in words: what is wrong in a file, and what it would change."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.rulebook.callback_data import Activate, Dismiss
from bot.rulebook.change_words import Names, change_line
from bot.rulebook.effect_words import effect_line
from bot.rulebook.version_cards import day_button, versions_button
from bot.screens import Button, Document, Screen
from bot.texts import Markup, Texts
from domain.rulebook.errors import RulebookFault
from domain.rulebook.impact import Effect, Holds, effects_by_change
from domain.rulebook.queries import CurrentRulebook
from domain.rulebook.use_cases import Proposed

FILE_NAME: Final = "rulebook.yaml"
MOST_CHANGES: Final = 25
LONGEST_LIST: Final = 3500
"""Signs: the question under the list is never cut off."""
MOST_NAMES: Final = 15


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
        ((versions_button(texts), day_button(texts)),),
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
    """What would change, what would come of it, and the two choices."""
    names = Names.of(proposed.old, proposed.new)
    effects = effects_by_change(proposed.foreseen)
    lines: list[Markup] = []
    for position, change in enumerate(proposed.changes[:MOST_CHANGES]):
        lines.append(change_line(change, texts, names))
        lines += [effect_line(effect, texts) for effect in effects.get(position, ())]
    rest = len(proposed.changes) - MOST_CHANGES
    if rest > 0:
        lines.append(texts("rulebook-more-changes", count=rest))
        for position in range(MOST_CHANGES, len(proposed.changes)):
            lines += [effect_line(effect, texts) for effect in _counted(effects.get(position, ()))]
    return Screen(
        texts.paragraphs(
            [
                _proposal_title(proposed, texts),
                cut_lines(lines, LONGEST_LIST),
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


def cut_lines(lines: Sequence[Markup], longest: int) -> Markup:
    """As many whole lines as fit into ``longest`` signs of HTML, «…» for the rest."""
    kept: list[str] = []
    room = longest
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            return Markup("\n".join([*kept, "…"]))
        kept.append(line)
    return Markup("\n".join(kept))


def _proposal_title(proposed: Proposed, texts: Texts) -> Markup:
    count, version = len(proposed.changes), proposed.proposal.returns_to
    if version is None:
        return texts("rulebook-proposal", count=count)
    return texts("rulebook-return-proposal", count=count, version=str(version))


def _counted(effects: Sequence[Effect]) -> list[Effect]:
    """Those that tell more than from when a rule holds."""
    return [effect for effect in effects if not isinstance(effect, Holds)]


def activated_screen(version: int, texts: Texts) -> Screen:
    return Screen(
        texts("rulebook-activated", version=version),
        ((versions_button(texts), day_button(texts)),),
    )


def dismissed_screen(texts: Texts) -> Screen:
    return Screen(texts("rulebook-dismissed"), ((versions_button(texts), day_button(texts)),))


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
