"""The child process that sets type: jobs in on stdin, documents out on stdout, one at a time.

Each job is two frames, a JSON head and the data; each answer is a JSON head and as many frames as
the head counts. The child reads no file of a person's, writes none, and ends rather than misbehave:
on end of input (its parent is gone), on a job that outlasts its alarm, and when memory runs out.
"""

import json
import os
import resource
import signal
import sys
from typing import Any, BinaryIO

from tracker.render import typst_engine
from tracker.render.extract import to_json
from tracker.render.frames import frame, read_frame

# Data of this size leave layouts worth forgetting in Typst's cache.
LARGE = 64 * 1024  # bytes


def limit_resources(memory_mib: int) -> None:
    """Bound memory and forbid writing files and core dumps, for good."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":  # macOS refuses to bound the address space
        resource.setrlimit(resource.RLIMIT_AS, (memory_mib << 20, memory_mib << 20))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


# Linux lets a new process inherit the peak of the one that started it, however large that was.
_INHERITED = _peak()


def peak_mib() -> int:
    """Return the most memory this process has ever held, in MiB; 0 while below its parent's."""
    peak = _peak()
    return (peak if peak > _INHERITED else 0) >> (20 if sys.platform == "darwin" else 10)


def carry_out(job: dict[str, Any], data: bytes) -> list[bytes]:
    """Return what `job` asks for.

    That is one PDF and, where it `is_read`, what was found in it; a full log checked and packed; or
    the room that is left and then the first pages, none of a document beyond the `longest`.
    """
    if job["format"] == "checked log":
        from tracker.render.log_check import checked  # noqa: PLC0415  # résumés never need it

        return checked(data)
    template = job["template"]
    if job["format"] == "pdf":
        pdf = typst_engine.compile_pdf(template, data, job["timestamp"], job["standards"])
        return [pdf, _found_in(pdf)] if job.get("is_read") else [pdf]
    room, pages = typst_engine.compile_pages(template, data, job["ppi"], job["longest"])
    return [room, *pages[: job["most"]]]


def _found_in(pdf: bytes) -> bytes:
    from tracker.render.pdfium_reader import extract  # noqa: PLC0415  # previews never need it

    return to_json(extract(pdf))


def answer(job: dict[str, Any], data: bytes) -> bytes:
    """Carry out `job` and return the answer's frames. A refusal by the engine is an answer too."""
    try:
        parts = carry_out(job, data)
    except typst_engine.EngineRefusal as refusal:
        return _answer({"refused": str(refusal)[:500]}, [])
    return _answer({}, parts)


def _answer(head: dict[str, Any], parts: list[bytes]) -> bytes:
    head = {**head, "parts": len(parts), "peak_mib": peak_mib()}
    return frame(json.dumps(head).encode()) + b"".join(map(frame, parts))


def serve(jobs: BinaryIO, answers: BinaryIO, seconds: int) -> None:
    """Answer jobs until the parent closes its end. A job longer than `seconds` ends the process."""
    while True:
        head, data = read_frame(jobs), read_frame(jobs)
        signal.alarm(seconds)
        answers.write(answer(json.loads(head), data))
        answers.flush()
        if len(data) > LARGE:
            typst_engine.forget_layouts()
        signal.alarm(0)


def main(memory_mib: int, seconds: int) -> None:
    """Take over stdin and stdout and serve."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print must not look like an answer
    limit_resources(memory_mib)
    try:
        serve(sys.stdin.buffer, answers, seconds)
    except EOFError:
        return


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
