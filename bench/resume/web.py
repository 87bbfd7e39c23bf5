"""The product over HTTP, signed in."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from types import TracebackType

import httpx

from bench.resume.person import Person
from tracker.present.document import ResumeDocument

PATIENCE = 60  # seconds until the server answers
REPEATS = 15


class Site:
    """A server of ours on this machine, and a person who is signed in there."""

    def __init__(self, port: int, person: Person) -> None:
        self.url = f"http://localhost:{port}"
        self._ids = person.ids
        self._client = httpx.Client(base_url=self.url, cookies=person.cookies, timeout=PATIENCE)

    def __enter__(self) -> Site:
        self._wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def address(self, document: ResumeDocument) -> str:
        """The page of the résumé that `document` was made of."""
        return f"{self.url}/resumes/{self._ids[document.name]}/"

    def warm_up(self, documents: Sequence[ResumeDocument]) -> None:
        """Ask for all at once, so that each of its processes has set some before it is timed."""
        with ThreadPoolExecutor(len(documents)) as people:
            list(people.map(self.pdf, documents))

    def pdf(self, document: ResumeDocument) -> float:
        """The milliseconds until the whole PDF is here; there is no answer but a PDF."""
        start = time.perf_counter()
        answer = self._client.get(f"{self.address(document)}export.pdf")
        taken = (time.perf_counter() - start) * 1_000
        if not answer.content.startswith(b"%PDF"):
            raise SystemExit(f"the server answered {answer.status_code}: {answer.text[:300]}")
        return taken

    def again(self, document: ResumeDocument) -> float:
        """The median milliseconds of a file that was just made, asked for again."""
        return median(self.pdf(document) for _ in range(REPEATS))

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self._client.get("/robots.txt")
            except httpx.ConnectError:
                time.sleep(0.1)
            else:
                return
        raise SystemExit("the server did not start")
