"""What `make run` and `manage.py` promise: start, refuse clearly, leave nothing behind."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from contriblog.local.paths import ROOT
from tests.browser.product import Product, manage
from tests.tracker.ingest.queue import until

STOPS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def test_the_same_data_is_there_after_each_way_to_stop(folder: Path) -> None:
    product = Product(folder)
    manage(product.data, "migrate", "--verbosity", "0")
    manage(product.data, "shell", "-c", "User.objects.create(handle='ada')")

    for stop in STOPS:
        product.start()
        exit_code = product.stop(stop)

        assert exit_code == 0
        assert product.processes() == []
        assert product.output().count("http://") == 1
        assert "Traceback" not in product.output()
    shown = manage(product.data, "shell", "-c", "print(User.objects.get().handle)")
    assert shown.stdout.splitlines()[-1] == "ada"


def test_a_second_start_in_the_same_checkout_says_that_one_runs(
    product: Product, folder: Path
) -> None:
    second = Product(folder, CONTRIBLOG_LOCAL=str(product.data))
    second.launch()

    assert second.wait() == 1
    assert f"already running from {product.data}, at {product.url}." in second.output()
    assert f"`kill {product.pid}`" in second.output()


def test_what_a_killed_start_leaves_behind_ends_by_itself(folder: Path) -> None:
    with Product(folder) as product:
        os.kill(product.pid, signal.SIGKILL)
        product.wait()
        until(lambda: services(product) == product.processes(), "only the services are left")

        product.start()
        assert product.stop() == 0
        assert product.processes() == []


def test_a_command_knows_what_runs_beside_it(folder: Path) -> None:
    with Product(folder) as product:
        while_it_runs = manage(product.data, "check_setup")
    afterwards = manage(product.data, "check_setup")

    assert f"Address: {product.url}\n" in while_it_runs.stdout
    assert "GitHub: demo GitHub at http://127.0.0.1:" in while_it_runs.stdout
    assert "Address: http://localhost:8000\n" in afterwards.stdout


def test_a_taken_port_is_named_with_the_variable_that_chooses_another(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        product = Product(folder, PORT=str(port))
        product.launch()

        assert product.wait() == 1
    assert f"Port {port} on 127.0.0.1 is taken" in product.output()
    assert "PORT=" in product.output()
    assert product.processes() == []


def test_when_one_process_dies_all_stop_and_it_is_named(folder: Path) -> None:
    with Product(folder) as product:
        keeper = next(line for line in product.processes() if line.endswith("manage.py keep"))
        os.kill(int(keeper.split()[0]), signal.SIGKILL)

        assert product.wait() == 1
        assert "The keeper has stopped" in product.output()
        assert product.processes() == []


def test_connections_that_a_browser_leaves_idle_hold_nobody_up(product: Product) -> None:
    address = urlsplit(product.url)
    with contextlib.ExitStack() as idle:
        for _ in range(12):
            idle.enter_context(socket.create_connection((address.hostname, address.port)))

        # Half of the web server's time-out, after which it would drop the idle ones.
        connection = HTTPConnection(address.netloc, timeout=15)
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200
    connection.close()


def test_a_command_starts_what_it_needs_and_stops_it_again(folder: Path) -> None:
    first = manage(folder, "migrate", "--verbosity", "0")
    second = manage(folder, "showmigrations", "--plan")

    assert first.returncode == 0, first.stderr
    assert "[ ]" not in second.stdout
    assert "[X]  tracker.0001_initial" in second.stdout
    listing = subprocess.run(
        ["/bin/ps", "-A", "-ww", "-o", "args="], capture_output=True, check=True
    )
    assert str(folder) not in listing.stdout.decode()


def test_a_command_shares_what_runs_and_leaves_it_running(product: Product) -> None:
    shown = manage(product.data, "showmigrations", "--plan")

    assert "[X]  tracker.0001_initial" in shown.stdout
    assert product.is_running()
    assert any("bin/postgres" in line for line in product.processes()), product.processes()


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({"CONTRIBLOG_BIND": "0.0.0.0"}, "Set CONTRIBLOG_BIND=127.0.0.1"),  # noqa: S104 refused
        ({"DEBUG": "false"}, "works with DEBUG=true only"),
    ],
)
def test_a_token_of_ones_own_is_refused_where_others_may_come(
    folder: Path, variables: Mapping[str, str], reason: str
) -> None:
    product = Product(folder, GITHUB_TOKEN="ghp_anything", **variables)
    product.launch()

    assert product.wait() == 1
    assert reason in " ".join(product.output().split())
    assert product.processes() == []


def test_an_old_python_is_refused_with_the_version_that_is_needed(folder: Path) -> None:
    found = find_python(folder, {"python3": "3.9"})

    assert found.returncode == 1
    assert "needs Python 3.11 or newer" in found.stderr
    assert "python3 (3.9)" in found.stderr
    assert "PYTHON=" in found.stderr


def test_a_machine_without_python_is_told_so(folder: Path) -> None:
    found = find_python(folder, {})

    assert found.returncode == 1
    assert "none on the PATH" in found.stderr


def test_a_python_that_is_new_enough_is_taken_before_an_old_one(folder: Path) -> None:
    found = find_python(folder, {"python3": "3.9", "python3.12": "3.12"})

    assert Path(found.stdout.strip()).name == "python3.12"


def services(product: Product) -> list[str]:
    """Its processes that work on the data folder itself, and stop with whoever uses it last."""
    return [line for line in product.processes() if str(product.data) in line]


def find_python(folder: Path, versions: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Look for a Python on a PATH that holds only stand-ins of these versions."""
    for name, version in versions.items():
        is_new = tuple(map(int, version.split("."))) >= (3, 11)
        stand_in = folder / name
        stand_in.write_text(
            f'#!/bin/sh\ncase "$2" in *exit*) exit {0 if is_new else 1};; esac\necho {version}\n'
        )
        stand_in.chmod(0o755)
    (folder / "cat").symlink_to(shutil.which("cat") or "/bin/cat")
    return subprocess.run(
        ["/bin/sh", ROOT / "scripts" / "find_python"],
        env={"PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
