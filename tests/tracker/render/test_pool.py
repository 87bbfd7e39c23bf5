import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.tracker.render.documents import DATA, PDF_JOB, bullet, project, resume
from tracker.render.errors import (
    RenderBusyError,
    RenderCrashError,
    RenderRefusedError,
    RenderTimeoutError,
)
from tracker.render.payload import payload
from tracker.render.pool import PROJECT_ROOT, Limits, Renderer, bare_environment
from tracker.render.worker import LARGE

FORKING_PROGRAM = """
import os
from tests.tracker.render.documents import DATA, PDF_JOB
from tracker.render.pool import renderer

renderer.render(PDF_JOB, DATA)
ours = renderer.child_pid
forked = os.fork()
if not forked:
    renderer.render(PDF_JOB, DATA)
    is_another = renderer.child_pid != ours
    renderer.close()
    os._exit(0 if is_another else 1)
_, status = os.waitpid(forked, 0)
renderer.render(PDF_JOB, DATA)
raise SystemExit(0 if status == 0 and renderer.child_pid == ours else 1)
"""


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.close()


def test_a_job_is_answered_with_a_pdf(renderer: Renderer) -> None:
    (pdf,) = renderer.render(PDF_JOB, DATA)

    assert pdf.startswith(b"%PDF-")


def test_the_child_is_kept_for_the_next_job(renderer: Renderer) -> None:
    renderer.render(PDF_JOB, DATA)
    first = renderer.child_pid
    renderer.render(PDF_JOB, DATA)

    assert first is not None
    assert renderer.child_pid == first


def test_a_child_of_a_large_process_is_kept_too(renderer: Renderer) -> None:
    ballast = bytearray(os.urandom(1 << 20) * 500)  # more than the peak that retires a child

    renderer.render(PDF_JOB, DATA)

    assert len(ballast) >> 20 > renderer.limits.peak_mib
    assert renderer.child_pid is not None


def test_threads_that_share_a_renderer_each_get_their_own_document(renderer: Renderer) -> None:
    people = [payload(resume(name=f"Person {number}")) for number in range(6)]

    def typeset(data: bytes) -> list[bytes]:
        return renderer.render(PDF_JOB, data)

    with ThreadPoolExecutor(max_workers=3) as threads:
        together = list(threads.map(typeset, people))

    assert together == [typeset(data) for data in people]


def test_a_child_that_does_not_answer_is_a_timeout_and_the_next_job_works(
    renderer: Renderer,
) -> None:
    renderer.render(PDF_JOB, DATA)
    assert renderer.child_pid is not None
    os.kill(renderer.child_pid, signal.SIGSTOP)
    renderer.limits = Limits(seconds=0.2)

    with pytest.raises(RenderTimeoutError, match=r"longer than 0\.2 seconds"):
        renderer.render(PDF_JOB, DATA)

    renderer.limits = Limits()
    assert renderer.render(PDF_JOB, DATA)


def test_a_job_whose_time_is_up_before_it_begins_is_a_timeout_and_ends_no_child(
    renderer: Renderer,
) -> None:
    renderer.render(PDF_JOB, DATA)
    child = renderer.child_pid

    with pytest.raises(RenderTimeoutError, match="longer than 20 seconds"):
        renderer.render(PDF_JOB, DATA, deadline=time.monotonic())

    assert renderer.render(PDF_JOB, DATA)
    assert renderer.child_pid == child


def test_a_job_whose_turn_does_not_come_in_time_is_told_to_try_again(renderer: Renderer) -> None:
    renderer.render(PDF_JOB, DATA)
    child = renderer.child_pid or 0
    os.kill(child, signal.SIGSTOP)

    with ThreadPoolExecutor(max_workers=1) as threads:
        is_waited_for = threading.Event()
        ahead = threads.submit(renderer.render, PDF_JOB, DATA, watch=is_waited_for.set)
        is_waited_for.wait()
        with pytest.raises(RenderBusyError, match="Try again in a minute"):
            renderer.render(PDF_JOB, DATA, deadline=time.monotonic() + 0.1)
        os.kill(child, signal.SIGCONT)

    assert ahead.result()


def test_a_child_that_runs_out_of_memory_is_a_crash_and_the_next_job_works(
    renderer: Renderer,
) -> None:
    renderer.limits = Limits(memory_mib=128)
    large = DATA.replace(b"Ada", b"Ada " * 2_000_000)

    with pytest.raises(RenderCrashError, match="stopped while setting"):
        renderer.render(PDF_JOB, large)

    renderer.limits = Limits()
    assert renderer.render(PDF_JOB, DATA)


def test_a_child_that_died_between_jobs_is_replaced(renderer: Renderer) -> None:
    renderer.render(PDF_JOB, DATA)
    pid = renderer.child_pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)

    assert renderer.render(PDF_JOB, DATA)


def test_data_that_the_template_cannot_read_are_refused_with_the_reason(
    renderer: Renderer,
) -> None:
    with pytest.raises(RenderRefusedError, match="could not be set"):
        renderer.render(PDF_JOB, b'{"name": "Ada"}')

    assert renderer.render(PDF_JOB, DATA)


@pytest.mark.parametrize("worn", [{"jobs": 1}, {"peak_mib": -1}])
def test_a_worn_child_is_retired(renderer: Renderer, worn: dict[str, int]) -> None:
    renderer.limits = replace(Limits(), **worn)

    renderer.render(PDF_JOB, DATA)

    assert renderer.child_pid is None


def test_a_large_document_leaves_the_child_fit_for_the_next(renderer: Renderer) -> None:
    texts = [f"Repaired part {number} of the service." for number in range(40)]
    large = payload(resume(*(project(*map(bullet, texts)) for _ in range(40))))

    assert len(large) > LARGE
    assert renderer.render(PDF_JOB, large)

    assert renderer.render(PDF_JOB, DATA)


def test_the_child_ends_when_its_parent_is_gone() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tracker.render.worker", "1024", "30"],
        stdin=subprocess.PIPE,
        cwd=PROJECT_ROOT,
    )

    child.communicate(b"")  # what the kernel does to the pipe of a dead parent

    assert child.returncode == 0


def test_no_secret_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "tell-nobody")

    assert set(bare_environment()) == {"LANG", "PYTHONPATH", "RAYON_NUM_THREADS"}


def test_a_forked_process_starts_a_child_of_its_own() -> None:
    program = [sys.executable, "-c", FORKING_PROGRAM]

    subprocess.run(program, cwd=PROJECT_ROOT, check=True)  # noqa: S603  # our own program
