"""Text out of a PDF, as four programs that others use would have it."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader

from bench.environments import Environment

# Each reads the paths that it is given, and writes their texts as one JSON list.
_PDFMINER = """
import json, sys
from pdfminer.high_level import extract_text
print(json.dumps([extract_text(path) for path in sys.argv[1:]]))
"""
_PDFIUM = """
import json, sys
import pypdfium2
def text(path):
    pages = pypdfium2.PdfDocument(path)
    return "\\n".join(page.get_textpage().get_text_bounded() for page in pages)
print(json.dumps([text(path) for path in sys.argv[1:]]))
"""

Texts = Callable[[list[Path]], list[str]]


def extractors() -> dict[str, Texts]:
    """Those that can be had on this machine, by the name of the library and its version."""
    found: dict[str, Texts] = {"pypdf": _by_pypdf}
    miner = Environment("pdfminer", ("pdfminer.six==20260107",))
    pdfium = Environment("pdfium", ("pypdfium2==5.15.2",))
    for name, environment, program in (
        ("pdfminer.six", miner, _PDFMINER),
        ("pdfium", pdfium, _PDFIUM),
    ):
        if environment.is_there():
            found[name] = environment.reader(program)
    if shutil.which("pdftotext"):
        found["poppler"] = _by_poppler
    return found


def _by_pypdf(paths: list[Path]) -> list[str]:
    readers = (PdfReader(io.BytesIO(path.read_bytes())) for path in paths)
    return ["\n".join(page.extract_text() for page in reader.pages) for reader in readers]


def _by_poppler(paths: list[Path]) -> list[str]:
    commands = (["pdftotext", "-enc", "UTF-8", str(path), "-"] for path in paths)
    return [
        subprocess.run(  # noqa: S603 - our own command
            each, check=True, capture_output=True, text=True
        ).stdout
        for each in commands
    ]
