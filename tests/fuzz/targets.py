from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hypothesis import strategies as st

from tests.fuzz import files, said, typed


@dataclass(frozen=True, slots=True)
class Target:
    """``take`` raises where it does not stand one of ``inputs``."""

    inputs: st.SearchStrategy[Any]
    take: Callable[[Any], None]


TARGETS: Final[Mapping[str, Target]] = {
    "phrases": Target(typed.lines, typed.read_as_task),
    "typed": Target(typed.lines, typed.read_by_all),
    "csv": Target(files.csv_files, files.read_table),
    "xlsx": Target(files.workbooks(), files.read_plans),
    "vcard": Target(files.vcard_files, files.read_cards),
    "yaml": Target(files.rulebook_files, files.read_rules),
    "buttons": Target(said.forged(), said.press),
    "links": Target(said.links, said.follow),
    "texts": Target(said.sayings(), said.say),
}
