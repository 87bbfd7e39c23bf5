"""What `bench.resume` measures, as a process that sees the same database and server.

`python -m bench.resume.inside ROUNDS PORT WEB_PID [--without-peers]`.

Contenders take turns, a different résumé in each round and each round in another order, so that
what disturbs one disturbs all.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from random import Random
from statistics import median

import django

django.setup()

import psutil  # noqa: E402 - Django's models can only be imported once it is set up

from bench.resume.peers import peers  # noqa: E402
from bench.resume.person import Person, move_in  # noqa: E402
from bench.resume.studio import typing_in  # noqa: E402
from bench.resume.web import Site  # noqa: E402
from bench.tables import labelled  # noqa: E402
from tracker.present.document import ResumeDocument  # noqa: E402
from tracker.render.pool import preview_renderer, renderer  # noqa: E402
from tracker.render.resume import resume_pdf, resume_preview  # noqa: E402

WARM_UPS = 8
PAUSE = 0.3  # seconds, in which what the one before left running ends
HTTP = "Contriblog over HTTP, database and read-back"
ENGINE = "Contriblog alone, read-back included"
PREVIEW = "Contriblog alone, pictures of all pages"
GOALS = {"WeasyPrint": 5, "RenderCV": 5, "Chromium": 10}  # times as quick as their rendering alone
MIB = 1024**2
NONE: Mapping[str, Contender] = {}

Contender = Callable[[ResumeDocument], float]
"""Renders one résumé, and returns how many milliseconds that took."""


def main(rounds: int, port: int, web: int, *, with_peers: bool) -> None:
    """Measure and print."""
    person = move_in(rounds + WARM_UPS)
    with Site(port, person) as site:
        site.warm_up(person.documents[:WARM_UPS])
        ours = {HTTP: site.pdf, ENGINE: timed(resume_pdf), PREVIEW: timed(resume_preview)}
        cold = timed(resume_pdf)(replace(person.documents[0], title="Cold"))
        with peers() if with_peers else nullcontext(NONE) as others:
            figures = _measured({**ours, **others}, person)
        _say(_renderings(figures, cold, site.again(person.documents[-1])))
        _say(_goals(figures))
        _say(_memory(web))
        _say(typing_in(site, person))
    renderer.close()
    preview_renderer.close()


def timed(render: Callable[[ResumeDocument], object]) -> Contender:
    """Return `render` as a contender."""

    def work(document: ResumeDocument) -> float:
        start = time.perf_counter()
        render(document)
        return (time.perf_counter() - start) * 1_000

    return work


def _measured(contenders: Mapping[str, Contender], person: Person) -> dict[str, Sequence[float]]:
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    order, shuffle = list(contenders), Random(1).shuffle  # noqa: S311 - no secret
    for document in person.documents:
        shuffle(order)
        for name in order:
            time.sleep(PAUSE)
            taken[name].append(contenders[name](document))
    return {name: sorted(figures[WARM_UPS:]) for name, figures in taken.items()}


def _renderings(figures: Mapping[str, Sequence[float]], cold: float, again: float) -> str:
    head = labelled("two pages, warm, ms", "median", "lowest", "highest", "times ours")
    ours = median(figures[HTTP])
    rows = (
        labelled(name, median(ms), ms[0], ms[-1], median(ms) / ours) for name, ms in figures.items()
    )
    first = labelled("Contriblog alone, cold: child and fonts as well", cold)
    return head + "".join(rows) + first + labelled("the same again over HTTP, by its hash", again)


def _goals(figures: Mapping[str, Sequence[float]]) -> str:
    ours = median(figures[HTTP])
    rows = []
    for name, ms in figures.items():
        goal = next((times for peer, times in GOALS.items() if name.startswith(peer)), None)
        if goal:
            times = median(ms) / ours
            met = "met" if times >= goal else "missed"
            rows.append(labelled(f"{name}: {goal} times as quick", times, met))
    return (
        "\n"
        + labelled("goals, ours over HTTP against their rendering alone", "times")
        + "".join(rows)
    )


def _memory(web: int) -> str:
    server = psutil.Process(web)
    family = [server, *server.children(recursive=True)]
    held = sum(one.memory_full_info().pss for one in family if one.is_running())
    return "\n" + labelled(
        "web server with its typesetters, MiB", held / MIB, f"{len(family)} processes"
    )


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]), with_peers="--without-peers" not in sys.argv)
