from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def fonts() -> Any:
    """Those in typst itself, and matplotlib's for letters that they lack."""
    import typst  # noqa: PLC0415 - late: files are rarely asked for

    matplotlib = find_spec("matplotlib")
    assert matplotlib is not None
    assert matplotlib.origin is not None
    letters = Path(matplotlib.origin).parent / "mpl-data" / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(letters)])
