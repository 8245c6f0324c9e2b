"""What trigrams say of names that are typed with slips."""

import re
from math import ceil

from domain.clients.likeness import SURE_LIKENESS

SHORTEST_PART = 3
"""Letters of a trigram: shorter parts are looked up where words begin, and without typos."""
LEAST_LIKENESS = 0.33
"""Below it trigrams say nothing, and the index gives half of the base."""
BEGINNING_OF_SLIPS = 5
"""Letters of a word that ``slips`` looks at."""
ROUNDING = 1e-6
"""What a product that is a whole number may be too large by."""
TRIGRAMS_OF_TYPO = 3.5
"""A replaced letter spoils three trigrams, two swapped ones four."""


def least_likeness(key: str, typos: int) -> float:
    """Share of trigrams, of the name or of the part nearest to ``key``, that typos leave common."""
    if typos == 0:
        return SURE_LIKENESS
    trigrams, spoiled = len(key) + 1, TRIGRAMS_OF_TYPO * typos
    return max(LEAST_LIKENESS, (trigrams - spoiled) / (trigrams + spoiled))


def more_in_common(key: str, likeness: float) -> list[str]:
    """Patterns, one of which is met by every name that is as like ``key``, with a space before it.

    As like is only what has a number of its trigrams; so it has one of those that remain where one
    fewer than that number are left out. Left out are those near the beginnings of words, which most
    of what the index of beginnings finds has.
    """
    padded = [f"  {word} " for word in key.split()]
    trigrams = {word[at : at + 3]: None for word in padded for at in range(len(word) - 2)}
    near_beginnings = dict.fromkeys(
        word[at : at + 3]
        for word in padded
        for at in range(2, min(BEGINNING_OF_SLIPS, len(word) - SHORTEST_PART))
    )
    least = ceil(likeness * len(trigrams) - ROUNDING)
    for trigram in list(near_beginnings)[: least - 1]:
        del trigrams[trigram]
    return [f"%{as_pattern(re.sub('^ +', ' ', trigram).rstrip())}%" for trigram in trigrams]


def as_pattern(text: str) -> str:
    """As a pattern that means itself."""
    return re.sub(r"([\\%_])", r"\\\1", text)
