"""When two names may be of one client: the rule behind the warning before a second one is saved."""

SURE_LIKENESS = 0.7
"""Share of common trigrams from which names are alike in whatever order their words stand."""
LETTERS_PER_TYPO = 5
MOST_TYPOS = 2


def may_be_one(key: str, other: str, likeness: float) -> bool:
    """``key`` and ``other`` are folded names, ``likeness`` the share of their common trigrams.

    One slip is forgiven in every five letters, two at most: «Рамашка» is «Ромашка», while «Иванов
    Игорь» is not «Иванов Иван».
    """
    if likeness >= SURE_LIKENESS:
        return True
    allowed = min(forgiven_typos(key), forgiven_typos(other))
    return allowed > 0 and typos_between(key, other, most=allowed) <= allowed


def forgiven_typos(key: str) -> int:
    """How many slips in a folded name leave it the same name."""
    return min(MOST_TYPOS, len(key) // LETTERS_PER_TYPO)


def typos_between(one: str, other: str, *, most: int) -> int:
    """Letters to add, drop, replace or swap to get from ``one`` to ``other``; over ``most`` is
    ``most + 1``, whatever it really is."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, mark in enumerate(one, start=1):
        row = [i]
        for j, others in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (mark != others))
            if i > 1 and j > 1 and mark == other[j - 2] and one[i - 2] == others:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before_last, last = last, row
    return min(last[-1], most + 1)
