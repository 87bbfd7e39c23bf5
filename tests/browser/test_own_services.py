"""`make run` on what somebody already has: a database, a queue, a token of GitHub's."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, expect
from psycopg import sql

from tests.browser.product import Product, manage
from tests.browser.visitor import visit, wait_for_sync
from tests.tracker.ingest.world import World

DATABASE = sql.Identifier("contriblog_of_ones_own")
LOGIN = "otto-of-the-token"


@pytest.fixture
def own_database(postgres_url: str) -> Iterator[str]:
    """The URL of an empty database on a server that no product starts or stops."""
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(DATABASE))
        server.execute(sql.SQL("CREATE DATABASE {}").format(DATABASE))
        yield urlsplit(postgres_url)._replace(path="/contriblog_of_ones_own").geturl()
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(DATABASE))


@pytest.fixture
def own_token(demo_url: str) -> str:
    """A token of somebody with three pull requests and an issue, made outside any OAuth app."""
    with World(demo_url) as world:
        world.move_in(LOGIN, pull_requests=3, issues=1, reviews=0)
        token: str = world.tell("POST", "/tokens", login=LOGIN, scopes=[])["access_token"]
    return token


def test_a_database_and_a_queue_of_ones_own_are_used_and_outlive_a_stop(
    folder: Path, own_database: str, redis_url: str
) -> None:
    with Product(folder, DATABASE_URL=own_database, REDIS_URL=redis_url) as product:
        servers = [line for line in product.processes() if str(product.data) in line]

        assert [line for line in servers if "contriblog.demo" not in line] == []

    with psycopg.connect(own_database) as database:
        tables = database.execute("SELECT count(*) FROM tracker_entry").fetchone()
    assert tables == (0,)


def test_a_token_of_ones_own_signs_in_and_fills_the_log(
    folder: Path, demo_url: str, own_token: str, browser: Browser
) -> None:
    with (
        Product(folder, GITHUB_TOKEN=own_token, GITHUB_URL=demo_url) as product,
        visit(browser, product.url) as page,
    ):
        page.goto("/accounts/login/")
        page.get_by_role("button", name=f"Continue as {LOGIN}").click()
        page.wait_for_url("**/log/")
        wait_for_sync(page)
        expect(page.locator("li.entry").first).to_be_visible()
        counted = manage(product.data, "shell", "-c", "print(Entry.objects.count())")
        assert counted.stdout.splitlines()[-1] == "4"
        assert f"read from {demo_url} with GITHUB_TOKEN" in product.output()
        assert own_token not in product.output()
        assert own_token not in page.content()
