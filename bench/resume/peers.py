"""What others would set the same résumé with: kept warm in a process, and a process each time.

Warm they are measured from the inside: their rendering alone, without HTTP, database or reading
back, and another person each time. WeasyPrint and Chromium are given our own HTML page in the
typeface of our PDF, RenderCV the YAML that we export; its package of icons, which it would
download, is a stand-in that draws none.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from bench.environments import Environment
from tests.browser.chromium import executable
from tracker.present.document import ResumeDocument
from tracker.render.clean import clean
from tracker.render.coverage import fit
from tracker.render.formats import rendercv, web_page
from tracker.render.typst_engine import FONTS

HERE = Path(__file__).parent
CHROMIUM = executable() or "chromium"
ANEW = "a process each, as its command"
Contender = Callable[[ResumeDocument], float]
Written = Callable[[ResumeDocument], str]

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_FACES = "".join(
    f'@font-face {{ font-family: "Source Sans 3"; font-weight: {weight}; font-style: {style};'
    f' src: url("{FONTS.joinpath(file).as_uri()}"); }}'
    for file, weight, style in (
        ("SourceSans3-Regular.ttf", 400, "normal"),
        ("SourceSans3-Bold.ttf", 700, "normal"),
        ("SourceSans3-Italic.ttf", 400, "italic"),
    )
)

WEASYPRINT = Environment("weasyprint", ("weasyprint==70.0",))
RENDERCV = Environment("rendercv", ("rendercv[full]==2.8",), pythons=("3.13", "3.12", "3.14"))


@contextmanager
def peers() -> Iterator[dict[str, Contender]]:
    """Those that can be had on this machine; of another it is said why not."""
    with ExitStack() as stack:
        found: dict[str, Contender] = {}
        for name, environment, program, written in (
            ("WeasyPrint 70", WEASYPRINT, HERE / "weasyprint_loop.py", _html),
            ("RenderCV 2.8", RENDERCV, HERE / "rendercv_loop.py", _yaml),
        ):
            if not environment.is_there():
                continue
            if loop := stack.enter_context(_loop(environment, program)):
                found[name] = _contender(loop, written)
                found[f"{name}, {ANEW}"] = _each(environment, program, written)
        found["Chromium"] = stack.enter_context(_chromium())
        found[f"Chromium, {ANEW}"] = _chromium_each
        yield found


def _html(document: ResumeDocument) -> str:
    """Our page; what forbids it to fetch anything gives way to its fonts."""
    page = web_page.write(fit(clean(document))[0]).decode()
    return _POLICY.sub(f"<style>{_FACES}</style>", page, count=1)


def _yaml(document: ResumeDocument) -> str:
    return rendercv.write(fit(clean(document))[0]).decode()


def _contender(loop: Callable[[str], float], written: Written) -> Contender:
    return lambda document: loop(written(document))


@contextmanager
def _loop(environment: Environment, program: Path) -> Iterator[Callable[[str], float] | None]:
    """A process that answers each line, a document as JSON, with its milliseconds."""
    command = [str(environment.interpreter()), str(program)]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        stdin, stdout = running.stdin, running.stdout
        if stdin is None or stdout is None or stdout.readline() != "ready\n":
            sys.stderr.write(f"{environment.name} does not start here.\n")
            yield None
            return

        def render(document: str) -> float:
            stdin.write(json.dumps(document) + "\n")
            stdin.flush()
            return float(stdout.readline())

        yield render
        stdin.close()


def _each(environment: Environment, program: Path, written: Written) -> Contender:
    """The same, started anew for each document."""

    def render(document: ResumeDocument) -> float:
        content = written(document)
        start = time.perf_counter()
        with _loop(environment, program) as loop:
            if loop:
                loop(content)
            return (time.perf_counter() - start) * 1_000

    return render


@contextmanager
def _chromium() -> Iterator[Contender]:
    """A browser that stays open, as a service would keep it, with a page for each person."""
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        file = Path(folder) / "resume.html"  # a page that is not one may not load fonts from one

        def render(document: ResumeDocument) -> float:
            file.write_text(_html(document))
            start = time.perf_counter()
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(file.as_uri())
                page.evaluate("document.fonts.ready")
                page.pdf(format="A4", tagged=True, prefer_css_page_size=True)
            return (time.perf_counter() - start) * 1_000

        yield render
        browser.close()


def _chromium_each(document: ResumeDocument) -> float:
    """The browser's own command, as a script would call it."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "resume.html"
        page.write_text(_html(document))
        command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu"]
        start = time.perf_counter()
        subprocess.run(  # noqa: S603 - our own command
            [*command, f"--print-to-pdf={folder}/resume.pdf", page.as_uri()],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        return (time.perf_counter() - start) * 1_000
