"""Every button of the program, tapped by whoever it was not given to.

Nobody learns that a record is there, nothing is written, and no sign of it is in what is sent.
"""

import random
from collections.abc import Iterable, Sequence

from bot.screens import CALLBACK_DATA_BYTES
from bot.texts import texts_for
from domain.language import Language
from tests.bot.forged_buttons import Forged, forged
from tests.bot.matrix import HEAVY, Row, row_of
from tests.bot.matrix_company import (
    MARK,
    NOBODYS,
    SUM,
    Matrix,
)
from tests.bot.matrix_play import APOLOGIES, Reaction, Stage, nothing_written, secrets_in, taps
from tests.bot.surface import buttons

KINDS = sorted(buttons(), key=lambda kind: kind.__prefix__)
RUSSIAN = texts_for(Language.RUSSIAN)
NOT_FOUND = RUSSIAN.plain("error-not-found")
STRANGER = RUSSIAN.plain("stranger")
SIGNS = (MARK, str(SUM))
"""What stands in every text of the records that are not the asker's."""
SEED = 6
IMPOSSIBLE = (0, -1, 2**53, 2**63 - 1, 2**63, 2**70)
"""Numbers that no record, page or version has."""
RESPELLED = ("{}.0", "+{}", "0{}", " {}", "{}\t", "-{}", "{}e0", "{}%", "0x{}")
"""Other ways to write a record's number: none of them may be read past what refuses it."""
NONSENSE = ("", "нет", "\x00", "1.5", "x" * 20, "-", "None")
PEOPLE = frozenset({"person_id", "visitor_id", "branch_id", "department_id"})
"""Fields that name what every colleague knows."""
ASKER = "other_rep"
ELSEWHERE = ("other_lead", "other_manager", "lowered", "outsider")
WIDEST_AND_NARROWEST = ("other_manager", "outsider")
"""Who stand for all from elsewhere where a screen is drawn."""
NOBODIES = ("client", "dismissed")

Pair = tuple[Forged, Forged]
"""A button about a record of others, and the same about one that does not exist."""


def of(row: Row, matrix: Matrix) -> list[Pair]:
    known = dict.fromkeys(PEOPLE, matrix.foreign)
    pairs = (
        pair
        for kind in KINDS
        for pair in zip(forged(kind, matrix.foreign), forged(kind, NOBODYS, known), strict=True)
    )
    return [pair for pair in pairs if row_of(pair[0]) is row]


def mixed(matrix: Matrix) -> list[Pair]:
    """The asker's own records with one of others among them, or one that does not exist."""
    return [
        pair
        for kind in KINDS
        for name in next(forged(kind, NOBODYS)).names - PEOPLE
        if len(next(forged(kind, NOBODYS)).names - PEOPLE) > 1
        for pair in zip(
            forged(kind, matrix.own, {name: matrix.foreign}),
            forged(kind, matrix.own, {name: NOBODYS}),
            strict=True,
        )
        if row_of(pair[0]) is not Row.ACTS_ON_ONESELF
    ]


def packed(buttons: Iterable[Forged]) -> list[str]:
    return [forged.button.pack() for forged in buttons]


def told_alike(pairs: Sequence[Pair], reactions: Sequence[Reaction]) -> list[str]:
    """The buttons that were not; ``reactions`` are to both of each pair, in turn."""
    return [
        f"{theirs.button.pack()}: {told}, but {nothing}"
        for (theirs, nobodys), told, nothing in zip(
            pairs, reactions[::2], reactions[1::2], strict=True
        )
        if told.about(theirs.ids) != nothing.about(nobodys.ids)
    ]


def refused(data: Sequence[str], reactions: Sequence[Reaction], words: str) -> list[str]:
    """The buttons that were answered otherwise."""
    return [
        f"{button}: {reaction}"
        for button, reaction in zip(data, reactions, strict=True)
        if not reaction.is_alone or reaction.words != words
    ]


def leaks(reactions: Iterable[Reaction]) -> list[str]:
    return [
        f"{found} in {said}"
        for reaction in reactions
        for _, said in reaction.calls
        if (found := secrets_in(said, SIGNS))
    ]


async def test_no_button_tells_more_than_one_that_was_never_there(matrix: Matrix) -> None:
    async with Stage.of(matrix) as stage, nothing_written(matrix.company):
        await _records_of_others_are_not_there(stage, matrix)
        await _what_asks_first_asks_of_anything(stage, matrix)
        await _a_record_of_others_among_one_s_own_is_not_there(stage, matrix)
        await _what_is_one_s_own_shows_nothing_of_others(stage, matrix)
        await _who_is_no_colleague_gets_one_line(stage, matrix)
        await _what_no_button_says_breaks_nothing(stage, matrix)


async def _records_of_others_are_not_there(stage: Stage, matrix: Matrix) -> None:
    pairs = of(Row.NOT_FOUND, matrix)
    theirs = packed(theirs for theirs, _ in pairs)
    both = theirs + packed(nobodys for _, nobodys in pairs)

    told = await taps(stage, matrix.askers, {ASKER: both, **dict.fromkeys(ELSEWHERE, theirs)})

    assert refused(both, told[ASKER], NOT_FOUND) == []
    for part in ELSEWHERE:
        assert refused(theirs, told[part], NOT_FOUND) == [], part


async def _what_asks_first_asks_of_anything(stage: Stage, matrix: Matrix) -> None:
    pairs = of(Row.ALIKE, matrix)
    data = packed(button for pair in pairs for button in pair)

    told = await taps(stage, matrix.askers, dict.fromkeys((ASKER, *WIDEST_AND_NARROWEST), data))

    for part, reactions in told.items():
        assert told_alike(pairs, reactions) == [], part
        assert leaks(reactions) == [], part


async def _a_record_of_others_among_one_s_own_is_not_there(stage: Stage, matrix: Matrix) -> None:
    pairs = mixed(matrix)
    data = packed(button for pair in pairs for button in pair)

    told = await taps(stage, matrix.askers, {ASKER: data})

    assert told_alike(pairs, told[ASKER]) == []
    assert leaks(told[ASKER]) == []


async def _what_is_one_s_own_shows_nothing_of_others(stage: Stage, matrix: Matrix) -> None:
    data = packed(theirs for row in (Row.OWN, Row.COLLEAGUES) for theirs, _ in of(row, matrix))
    light = [button for button in data if button.partition(":")[0] not in HEAVY]

    told = await taps(
        stage, matrix.askers, {ASKER: data, **dict.fromkeys(WIDEST_AND_NARROWEST, light)}
    )

    for part, reactions in told.items():
        assert leaks(reactions) == [], part


async def _who_is_no_colleague_gets_one_line(stage: Stage, matrix: Matrix) -> None:
    data = packed(next(forged(kind, matrix.foreign)) for kind in KINDS)

    told = await taps(stage, matrix.askers, dict.fromkeys(NOBODIES, data))

    for part, reactions in told.items():
        assert refused(data, reactions, STRANGER) == [], part


def mutated(matrix: Matrix) -> list[str]:
    """Of each kind one button with a number that nothing has, one with a record's number written in
    another way, and one that was spoilt.
    """
    chance = random.Random(SEED)
    found = []
    for kind in KINDS:
        button = next(forged(kind, matrix.foreign))
        if row_of(button) is Row.ACTS_ON_ONESELF:
            continue
        prefix, *parts = button.button.pack().split(":")
        if numbers := [place for place, part in enumerate(parts) if part.isdecimal()]:
            for written in (str(chance.choice(IMPOSSIBLE)), chance.choice(RESPELLED)):
                odd = list(parts)
                place = chance.choice(numbers)
                odd[place] = written.format(parts[place])
                found.append(":".join([prefix, *odd]))
        others = next(forged(chance.choice(KINDS), matrix.foreign)).button.pack().split(":")[1:]
        spoilt = [parts[:-1], [*parts, "1"], others, [chance.choice(NONSENSE), *parts[1:]]]
        spoilt += [_with_a_sign_changed(parts, chance) for _ in range(2)]
        found.append(":".join([prefix, *chance.choice(spoilt)]))
    return [data for data in found if len(data.encode()) <= CALLBACK_DATA_BYTES]


def _with_a_sign_changed(parts: Sequence[str], chance: random.Random) -> list[str]:
    signs = list(":".join(parts)) or [""]
    signs[chance.randrange(len(signs))] = chance.choice(["", ":", "7", "я", "\u0661", "%"])
    return "".join(signs).split(":")


async def _what_no_button_says_breaks_nothing(stage: Stage, matrix: Matrix) -> None:
    data = mutated(matrix)

    told = await taps(stage, matrix.askers, {ASKER: data})

    assert leaks(told[ASKER]) == []
    assert [str(said) for said in told[ASKER] if said.words.startswith(APOLOGIES)] == []
