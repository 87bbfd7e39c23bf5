"""Reading a full log back, and making its file small. Runs in a child process of its own."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from tracker.render.extract import Extract
from tracker.render.frames import read_frame
from tracker.render.normal_form import is_reshaped, normal
from tracker.render.pdfium_reader import extract

NAMED = 20  # of what is missing; more would help nobody
SHOWN = 60  # characters of a title


def checked(data: bytes) -> list[bytes]:
    """Return a JSON report on the PDF that `data` holds behind a frame, and the PDF made small.

    The frame tells what to look for (see `log_payload.PreparedLog`). The report names the number of
    pages and, of what is missing, the first twenty things.
    """
    stream = io.BytesIO(data)
    wanted, content = json.loads(read_frame(stream)), _small(stream.read())
    found = extract(content)
    missing = [
        *_lost_titles(found, wanted),
        *_lost_links(found, wanted),
        *_lost_marks(found, wanted),
    ]
    report = {"pages": len(found.texts), "missing": missing[:NAMED]}
    return [json.dumps(report).encode(), content]


def _lost_titles(found: Extract, wanted: Mapping[str, Any]) -> Iterator[str]:
    """Look for each title after the one before it; of what is drawn reshaped, for its letters."""
    text = "".join(_body(normal(page), wanted) for page in found.texts)
    letters, position = set(text), 0
    for title in wanted["titles"]:
        if wanted["right_to_left"] or is_reshaped(title):
            is_there = letters.issuperset(normal(title))
        else:
            place = text.find(normal(title), position)
            is_there, position = place >= 0, max(position, place + 1)
        if not is_there:
            yield f"the entry “{title[:SHOWN]}”"


def _body(text: str, wanted: Mapping[str, Any]) -> str:
    """A page's text without its running head and foot, which may stand within an entry."""
    for head in wanted["heads"]:
        text = text.removeprefix(normal(wanted["name"] + head))
    return text.rstrip("0123456789").removesuffix(normal(wanted["foot"]))


def _lost_links(found: Extract, wanted: Mapping[str, Any]) -> Iterator[str]:
    for address in wanted["addresses"]:
        if address not in found.links:
            yield f"the link to {address}"


def _lost_marks(found: Extract, wanted: Mapping[str, Any]) -> Iterator[str]:
    if found.title != wanted["title"]:
        yield "the title of the file"
    if not found.language.startswith(wanted["language"]):
        yield "the language of the file"
    if not found.is_tagged:
        yield "the structure that screen readers need"
    if found.foreign_fonts:
        yield "an embedded font"


def _small(content: bytes) -> bytes:
    """The same file with its many small objects packed: a quarter of the size."""
    small = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        packed = pikepdf.ObjectStreamMode.generate
        pdf.save(small, object_stream_mode=packed, deterministic_id=True)
    return small.getvalue()
