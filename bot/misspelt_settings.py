"""Names that are no settings, but so near to one that it was meant; other unknown ones are fine."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from dotenv import dotenv_values

from bot.settings import ENV_FILE, Settings

NEAR: Final = 0.85
"""One slip in a short name, two in a long one; HTTP_PROXY and TEST_DATABASE_URL are farther off."""


@dataclass(frozen=True, slots=True)
class Misspelt:
    """``name`` as it is written, ``meant`` as the setting is called."""

    name: str
    meant: str


def misspelt_settings(env_file: Path | None = ENV_FILE) -> list[Misspelt]:
    """Those of the environment and of ``env_file``, by name.

    A setting that is given under its own name is not looked for: what resembles it is another's.
    """
    in_file = dotenv_values(env_file, encoding="utf-8") if env_file and env_file.is_file() else {}
    given = {**in_file, **os.environ}
    return misspelt_among(name for name, value in given.items() if value)


def misspelt_among(names: Iterable[str]) -> list[Misspelt]:
    given = {name.upper(): name for name in names}
    not_given = [name.upper() for name in Settings.model_fields if name.upper() not in given]
    return [
        Misspelt(given[name], near[0])
        for name in sorted(given)
        if name.lower() not in Settings.model_fields
        and (near := get_close_matches(name, not_given, n=1, cutoff=NEAR))
    ]
