from importlib.resources import files


def default_rulebook_text() -> str:
    """The rulebook that ships: YAML with comments for the administrator who will edit it."""
    return files("domain.rulebook").joinpath("default.yaml").read_text(encoding="utf-8")
