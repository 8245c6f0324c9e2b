"""What the docs lead to is there, and what is there is in the picture of the whole."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LAYERS = ("domain", "storage", "bot", "jobs")
BESIDE = ("tests", "bench", "chaos", "deploy", "docs")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(rf"`((?:{'|'.join((*LAYERS, *BESIDE))})/[\w./-]*)`")


def prose_of(page: Path) -> str:
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def anchors_of(page: Path) -> set[str]:
    """As GitHub makes them of the headings."""
    headings = re.findall(r"^#+ (.+)$", prose_of(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def leads_somewhere(page: Path, link: str) -> bool:
    to, _, anchor = link.partition("#")
    target = (page.parent / to).resolve() if to else page
    return target.exists() and (not anchor or anchor in anchors_of(target))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_paths_lead_to_what_is_there(page):
    text = prose_of(page)

    links = [link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    paths = PATH.findall(text)

    assert [link for link in links if not leads_somewhere(page, link)] == []
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_picture_of_the_whole_names_every_package():
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    inside = {module.parent for layer in LAYERS for module in (ROOT / layer).glob("*/__init__.py")}
    packages = [*LAYERS, *BESIDE, *(str(package.relative_to(ROOT)) for package in sorted(inside))]

    assert [package for package in packages if not re.search(rf"`{package}[/`]", told)] == []
