"""A real browser before the real product."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import executable
from tests.browser.product import Product, collect_static_files


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Iterator[Product]:
    """The product, running as on a server; afterwards none of its processes may be left.

    Without DEBUG, for its own pages on what went wrong and the static files as they are shipped;
    as if behind a proxy, so that each visitor has an address and so many sign-ins a minute.
    """
    folder = tmp_path_factory.mktemp("product")
    collect_static_files(folder, tmp_path_factory.getbasetemp().parent / testrun_uid)
    with Product(folder, DEBUG="false", CONTRIBLOG_TRUSTED_PROXIES="1") as running:
        yield running
        sys.stdout.write(running.output())  # pytest shows it where a test has failed
    assert running.processes() == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium; for one module, as Playwright's event loop would keep others from the ORM."""
    with sync_playwright() as playwright:
        path = executable()
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder's parent, for a product of a test's own."""
    return tmp_path
