"""The one door to Typst: template and data in, PDF or PNG bytes out.

Runs in the child process (`tracker.render.worker`): a compile cannot be interrupted, and a fault
in the engine ends its process. The person's data reach the template as a JSON value, never as
source text, so nothing in them is ever markup.
"""

import functools
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import typst

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"
# No path below the null device can exist: there is nothing to read and nowhere to import from.
NOWHERE = os.devnull
# Compiling this many times ages every entry out of Typst's layout cache, which keeps ten rounds.
AGEING_ROUNDS = 12

EngineRefusal = typst.TypstError
Standard = Literal["ua-1", "a-3a"]


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


@functools.cache
def _shared() -> dict[str, bytes]:
    """Return what every template may import, by its path below the folder."""
    shared = (TEMPLATES / "lib").glob("*.typ")
    return {str(file.relative_to(TEMPLATES)): file.read_bytes() for file in shared}


@functools.cache
def _template(path: str) -> bytes:
    return (TEMPLATES / path).read_bytes()


def _compiler(files: dict[str, bytes] | bytes) -> typst.Compiler:
    # A `str` among the values would be read as a path, hence bytes; a compiler kept for the next
    # document would still hold this person's files, hence a fresh one.
    return typst.Compiler(
        files,  # type: ignore[type-var]  # the stub forgets the mapping that the engine takes
        root=NOWHERE,
        font_paths=_fonts(),
        package_path=NOWHERE,
        package_cache_path=NOWHERE,
    )


def _document(template: str, data: bytes) -> typst.Compiler:
    return _compiler({**_shared(), "main.typ": _template(template), "data.json": data})


def compile_pdf(template: str, data: bytes, timestamp: int, standards: Sequence[Standard]) -> bytes:
    """Set `data` (see `payload.payload`) as a PDF by the `template` of this path.

    The file says that it was made at `timestamp` (Unix seconds) and meets each of `standards`.
    Raises `EngineRefusal` where the template or a standard cannot be satisfied.
    """
    document = _document(template, data)
    pdf = document.compile(format="pdf", timestamp=timestamp, pdf_standards=list(standards))
    return b"".join(_pages(pdf))


def compile_pages(
    template: str, data: bytes, ppi: float, longest: int
) -> tuple[bytes, list[bytes]]:
    """Set `data` as one PNG image a page, at `ppi` pixels per inch; none beyond `longest` pages.

    Return, before the images, what `template` says of the length as JSON: its pages and its `fill`.
    """
    document = _document(template, data)
    room = document.query("<room>", field="value", one=True).encode()
    if json.loads(room)["pages"] > longest:
        return room, []
    return room, _pages(document.compile(format="png", ppi=ppi))


def _pages(output: bytes | list[bytes] | None) -> list[bytes]:
    if isinstance(output, list):
        return output
    return [output or b""]


def forget_layouts() -> None:
    """Give back the memory that Typst keeps of recent documents, which may be gigabytes."""
    compiler = _compiler(b"")
    for _ in range(AGEING_ROUNDS):
        compiler.compile(b"", format="svg")
