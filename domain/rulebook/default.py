from importlib.resources import files
from typing import Final

UNNAMED_COMPANY: Final = "Моя компания"
"""The company's name in the rulebook that ships: nobody has set one."""


def default_rulebook_text(company_name: str = UNNAMED_COMPANY) -> str:
    """The rulebook that ships: YAML with comments for the administrator who will edit it.

    ``company_name`` stands in it as it is, so it is to need no quotes in YAML.
    """
    text = files("domain.rulebook").joinpath("default.yaml").read_text(encoding="utf-8")
    return text.replace(f"name: {UNNAMED_COMPANY}", f"name: {company_name}")
