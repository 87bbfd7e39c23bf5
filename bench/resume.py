"""Time the résumé: a two-page PDF, cold and warm, its read-back and its preview.

Run as `python -m bench.resume`. Each warm document is a different person's, so nothing is answered
from memory; "again" is, and shows what a repeated export costs.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from statistics import median

from tracker.present.document import Bullet, Group, Link, ResumeDocument, Section
from tracker.render.clean import clean
from tracker.render.coverage import fit
from tracker.render.pdfium_reader import extract
from tracker.render.pool import preview_renderer, renderer
from tracker.render.read_back import read_back
from tracker.render.resume import resume_pdf, resume_preview
from tracker.resume_content.content import Part
from tracker.resume_content.dates import PartialDate

WARM_RUNS = 30
PROJECTS = 8
BULLETS = 5


def two_pages(person: int) -> ResumeDocument:
    """Return a résumé of two pages whose every line differs from another person's."""
    return ResumeDocument(
        title=f"Person {person}: résumé",
        name=f"Person {person}",
        made_on=date(2026, 1, 1),
        headline="Makes queues and databases behave under load",
        location="Ghent, Belgium",
        links=(Link("", f"https://github.com/person-{person}"),),
        sections=(
            Section(
                Part.SUMMARY,
                text=f"Person {person} has built and repaired the quiet parts of services. " * 3,
            ),
            Section(
                Part.PROJECTS,
                groups=tuple(_project(person, number) for number in range(PROJECTS)),
            ),
        ),
        footer_url=f"https://contriblog.example/@person-{person}/",
    )


def _project(person: int, number: int) -> Group:
    address = f"https://github.com/org-{person}/project-{number}"
    return Group(
        name=f"project-{person}-{number}",
        url=address,
        description="A part of many services that must not lose work",
        language="Python",
        started=PartialDate(2019, 1 + number),
        bullets=tuple(_bullet(address, person, number * BULLETS + line) for line in range(BULLETS)),
    )


def _bullet(address: str, person: int, number: int) -> Bullet:
    text = f"Repaired case {person}-{number}, in which work was lost after a restart of the broker."
    return Bullet(text, (Link(f"#{number + 1}", f"{address}/pull/{number + 1}"),))


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1_000


def warm(work: Callable[[ResumeDocument], object], first_person: int) -> float:
    """Return the median milliseconds of `work` over documents of different people."""
    people = range(first_person, first_person + WARM_RUNS)
    documents = [two_pages(person) for person in people]
    return median(milliseconds(partial(work, each)) for each in documents)


def report() -> str:
    """Return the figures, one a line."""
    one = two_pages(0)
    cold = milliseconds(lambda: resume_pdf(one))
    pdf = resume_pdf(one)
    if pdf.missing:
        raise SystemExit(f"the benchmark's own document lost {pdf.missing}")
    again = milliseconds(lambda: resume_pdf(replace(one)))
    fitted, _ = fit(clean(one))
    figures = {
        "PDF, cold (child started, read-back included)": cold,
        "PDF, warm (read-back included)": warm(resume_pdf, 1_000),
        "  of which read-back": median(
            milliseconds(lambda: read_back(extract(pdf.content), fitted)) for _ in range(WARM_RUNS)
        ),
        "PDF, again (from memory)": again,
        "preview of page 1 at 110 ppi, warm": warm(resume_preview, 2_000),
    }
    lines = [f"{name:<48}{value:9.2f} ms" for name, value in figures.items()]
    sizes = [
        f"{'PDF':<48}{len(pdf.content):9} bytes, {pdf.pages} pages",
        f"{'PNG of page 1':<48}{len(resume_preview(one).content):9} bytes",
    ]
    return "\n".join((*lines, *sizes)) + "\n"


if __name__ == "__main__":
    sys.stdout.write(report())
    renderer.close()
    preview_renderer.close()
