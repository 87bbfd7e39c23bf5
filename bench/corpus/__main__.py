"""Thirty résumés in every theme, through extractors and parsers: `python -m bench.corpus [FOLDER]`.

Prints what came back, as tables; FOLDER keeps the PDFs. Exits with 1 where a file of ours lost
something by our own read-back.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.corpus.documents import corpus
from bench.corpus.extractors import extractors
from bench.corpus.parsers import parsers
from bench.corpus.survival import KINDS, PARSED, Tally, parsed_well, survived
from tracker.present.document import ResumeDocument
from tracker.render.clean import clean
from tracker.render.coverage import fit
from tracker.render.pool import renderer
from tracker.render.resume import resume_pdf
from tracker.resume_content.content import Theme

APART = {"ar", "en", "he", "ja"}


@dataclass(frozen=True, slots=True)
class File:
    """One PDF: where it is, what it was made of, and what our read-back misses in it."""

    path: Path
    document: ResumeDocument
    missing: tuple[str, ...]
    pages: int

    @property
    def group(self) -> str:
        """In whose row it is counted."""
        language = self.document.language
        return language if language in APART else "de es fr pt"


def files(folder: Path) -> list[File]:
    """Set every résumé of the corpus in every theme."""
    made = []
    for name, document in corpus():
        for theme in Theme:
            themed = replace(document, theme=theme)
            pdf = resume_pdf(themed)
            path = folder / f"{name}-{theme.value}.pdf"
            path.write_bytes(pdf.content)
            made.append(File(path, fit(clean(themed))[0], pdf.missing, pdf.pages))
    return made


def table(title: str, kinds: Iterable[str], rows: dict[str, Tally]) -> str:
    """A Markdown table of what was there of what was looked for."""
    lines = [f"| {title} | " + " | ".join(kinds) + " |", "|---|" + "--:|" * len([*kinds])]
    lines += [
        f"| {name} | " + " | ".join(_share(row, kind) for kind in kinds) + " |"
        for name, row in rows.items()
    ]
    return "\n".join(lines) + "\n\n"


def _share(row: Tally, kind: str) -> str:
    there, wanted = row[kind, True], row[kind, True] + row[kind, False]
    return f"{there:,}/{wanted:,}" if wanted else "-"


def report(made: list[File]) -> str:
    """All tables."""
    lost = [f"{each.path.name}: {what}" for each in made for what in each.missing]
    pages = sum(each.pages for each in made)
    head = f"{len(made)} PDFs, {pages} pages; our read-back misses {len(lost)} things.\n\n"
    return head + "".join(f"- {each}\n" for each in lost[:20]) + _extracted(made) + _parsed(made)


def _extracted(made: list[File]) -> str:
    rows: dict[str, Tally] = defaultdict(Tally)
    for name, read in extractors().items():
        for each, text in zip(made, read([each.path for each in made]), strict=True):
            rows[f"{name}, {each.group}"].update(survived(text, each.document))
    return table("texts found exactly", KINDS, rows)


def _parsed(made: list[File]) -> str:
    """Parsers know English titles only, so the themes are compared by those."""
    rows: dict[str, Tally] = defaultdict(Tally)
    for name, parse in parsers().items():
        for each, parsed in zip(made, parse([each.path for each in made]), strict=True):
            theme = f"en, {each.document.theme.label}" if each.group == "en" else each.group
            rows[f"{name}, {theme}"].update(parsed_well(parsed, each.document))
    return table("parsed right", PARSED, rows)


def main() -> None:
    """Print the report."""
    with TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made = files(folder)
        sys.stdout.write(report(made))
    renderer.close()
    sys.exit(any(each.missing for each in made))


if __name__ == "__main__":
    main()
