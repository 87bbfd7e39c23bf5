"""What the documents link to is there, and the commands that they name exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from contriblog.local.paths import ROOT

DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
OUTSIDE = re.compile(r"(https?|mailto):")


def links_of(document: Path) -> Iterator[str]:
    """The targets of Markdown's links and of HTML's src and srcset."""
    for pair in re.findall(r"\]\(([^)\s]+)\)|src(?:set)?=\"([^\"]+)\"", document.read_text()):
        yield from filter(None, pair)


def anchors_of(document: Path) -> set[str]:
    """The fragments that GitHub gives to a document's headings."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def problems_of(document: Path) -> Iterator[str]:
    """The links into the project that lead nowhere."""
    for link in links_of(document):
        path, _, fragment = link.partition("#")
        target = document.parent / path if path else document
        if OUTSIDE.match(link):
            continue
        if not target.exists() or (fragment and fragment not in anchors_of(target)):
            yield link


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    assert list(problems_of(document)) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_management_commands_exist(document: Path) -> None:
    named = set(re.findall(r"manage\.py ([a-z]\w+)", document.read_text()))

    assert named <= set(get_commands())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_make_targets_exist(document: Path) -> None:
    named = set(
        re.findall(r"`make ([a-z]+(?:-[a-z]+)*)|^make ([a-z-]+)", document.read_text(), re.M)
    )
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert {first or second for first, second in named} <= targets
