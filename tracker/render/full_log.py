"""The full log as a file: a long PDF, made and read back in children that end with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from tracker.present.log_document import LogDocument
from tracker.render.errors import RenderError
from tracker.render.frames import frame
from tracker.render.log_payload import PreparedLog, prepared
from tracker.render.payload import timestamp
from tracker.render.pool import Limits, Renderer, Watch

# One job a child: what a long document leaves in memory goes with it.
LIMITS = Limits(seconds=120, memory_mib=1536, jobs=1)
MAX_DATA = 16_000_000  # bytes; 12,000 entries without stories have 3,000,000


class TooMuchTextError(RenderError):
    """The document holds more than is set in one piece."""

    def __init__(self) -> None:
        super().__init__("There is more text in it than fits into one document.")


@dataclass(frozen=True, slots=True)
class RenderedLog:
    """A finished full log.

    `replaced` are the characters that no font of ours can show; `missing` names what was asked for
    and was not found in the file. Both are for the owner, and empty when all is well.
    """

    content: bytes
    pages: int
    replaced: str
    missing: tuple[str, ...]


def full_log_pdf(
    document: LogDocument,
    *,
    watch: Watch,
    on_checking: Callable[[], object],
    limits: Limits = LIMITS,
) -> RenderedLog:
    """Set `document` as an accessible PDF, read it back, and say what is not in it.

    `watch` is called about once a second and may end it by raising; `on_checking` when type is set.
    Raises `RenderError` where no file could be made.
    """
    log = prepared(document)
    if len(log.data) > MAX_DATA:
        raise TooMuchTextError
    with closing(Renderer(limits)) as renderer:
        content = _set(log, document, renderer, watch)
        on_checking()
        return _checked(log, content, renderer, watch)


def _set(log: PreparedLog, document: LogDocument, renderer: Renderer, watch: Watch) -> bytes:
    made = timestamp(document.made_on)
    job = {"format": "pdf", "template": "log.typ", "timestamp": made, "standards": ["ua-1"]}
    return renderer.render(job, log.data, watch=watch)[0]


def _checked(log: PreparedLog, content: bytes, renderer: Renderer, watch: Watch) -> RenderedLog:
    wanted = frame(json.dumps(log.wanted).encode())
    head, small = renderer.render({"format": "checked log"}, wanted + content, watch=watch)
    report = json.loads(head)
    return RenderedLog(small, report["pages"], log.replaced, tuple(report["missing"]))
