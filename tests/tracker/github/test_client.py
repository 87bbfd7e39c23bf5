"""The one door to GitHub, against a real server that misbehaves."""

from __future__ import annotations

import gzip
import json
import threading
import traceback
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from tests.tracker.github.scripted import TOKEN, Scripted, github
from tracker.github.client import LARGEST_BODY, GitHubClient, document
from tracker.github.errors import (
    GitHubError,
    ShrinkError,
    TokenRejectedError,
    UnavailableError,
)

GOOD = {"viewer": {"id": "U_1"}}
BOMB = b'{"data": {"node": "' + b"x" * (16 * 2**20) + b'"}}'


def test_a_query_says_who_asks_and_how_it_wants_its_ids() -> None:
    with github(GOOD) as hub, hub.client() as client:
        client.query("00_viewer", {})

    headers = hub.heard[0].headers
    assert headers["authorization"] == f"bearer {TOKEN}"
    assert headers["user-agent"] == "contriblog"
    assert headers["x-github-next-global-id"] == "1"
    assert headers["accept"] == "application/json"
    assert headers["accept-encoding"] == "gzip"


def test_a_query_sends_its_document_and_its_variables() -> None:
    since = datetime(2024, 3, 1, 12, 0, 0, 999, tzinfo=UTC)

    with github(GOOD) as hub, hub.client() as client:
        client.query("01_probe", {"userId": "U_1", "since": since})

    assert json.loads(hub.heard[0].body)["query"] == document("01_probe")
    assert hub.heard[0].variables == {"userId": "U_1", "since": "2024-03-01T12:00:00Z"}


def test_one_connection_serves_query_after_query() -> None:
    with github(GOOD, Scripted({"data": GOOD}, is_gzip=True)) as hub, hub.client() as client:
        answers = [client.query("00_viewer", {}), client.query("00_viewer", {})]

    assert [answer.data for answer in answers] == [GOOD, GOOD]


@pytest.mark.parametrize(
    "reply",
    [
        Scripted({"data": GOOD}, cut_at=5),
        Scripted({"data": GOOD}, is_gzip=True, cut_at=20),
        Scripted(gzip.compress(b'{"data": {}}')[:-9], headers={"Content-Encoding": "gzip"}),
        Scripted(b"not gzip at all", headers={"Content-Encoding": "gzip"}),
        Scripted(BOMB, is_gzip=True),
        Scripted(b" " * (LARGEST_BODY + 1)),
    ],
    ids=["cut", "cut gzip", "short gzip", "no gzip", "gzip bomb", "too large"],
)
def test_a_body_that_breaks_off_or_never_ends_asks_for_a_smaller_page(reply: Scripted) -> None:
    with github(reply) as hub, hub.client() as client, pytest.raises(ShrinkError):
        client.query("00_viewer", {})


def test_a_server_that_keeps_us_waiting_asks_for_a_smaller_page() -> None:
    let_go = threading.Event()

    with github(Scripted({"data": GOOD}, pause=let_go)) as hub:
        with hub.client(read=0.05) as client, pytest.raises(ShrinkError):
            client.query("00_viewer", {})
        let_go.set()


def test_an_answer_that_drips_has_an_end() -> None:
    with github(GOOD) as hub, hub.client(whole=-1) as client, pytest.raises(ShrinkError):
        client.query("00_viewer", {})


def test_a_connection_that_is_reset_is_tried_again_later() -> None:
    with (
        github(Scripted(GOOD, cut_at=0)) as hub,
        hub.client() as client,
        pytest.raises(UnavailableError) as refused,
    ):
        client.query("00_viewer", {})

    assert refused.value.until > datetime.now(UTC)


def test_a_server_that_is_not_there_is_tried_again_later() -> None:
    with github() as hub:
        url = hub.url
    with GitHubClient(TOKEN, graphql_url=url) as client, pytest.raises(UnavailableError):
        client.query("00_viewer", {})


@pytest.mark.parametrize(
    "reply",
    [
        Scripted(b"<!DOCTYPE html><title>Unicorn!</title>"),
        Scripted(b"", status=302, headers={"Location": "https://elsewhere.example/"}),
    ],
    ids=["HTML", "redirect"],
)
def test_what_is_no_answer_is_tried_again_later(reply: Scripted) -> None:
    with github(reply) as hub, hub.client() as client, pytest.raises(UnavailableError):
        client.query("00_viewer", {})

    assert len(hub.heard) == 1


@pytest.mark.parametrize("token", ["", " ", "gho_x\r\nHost: evil", "gho_\u00e9", "\ud800"])
def test_a_token_that_is_none_is_never_sent(token: str) -> None:
    with pytest.raises(TokenRejectedError):
        GitHubClient(token, graphql_url="http://127.0.0.1:1/graphql")


def told(client: GitHubClient) -> str:
    """All that a query lets anyone see, whether it succeeds or not."""
    try:
        return repr(client) + repr(client.query("00_viewer", {}))
    except GitHubError as error:
        return "".join(traceback.format_exception(error)) + repr(error) + error.detail


@pytest.mark.parametrize(
    "reply",
    [
        Scripted({"data": GOOD}),
        Scripted({"message": "Bad credentials"}, status=401),
        Scripted(b"", cut_at=0),
        Scripted({"data": GOOD}, cut_at=3),
    ],
    ids=["answer", "refusal", "reset", "cut"],
)
def test_the_token_stays_out_of_logs_and_errors(reply: Scripted) -> None:
    with capture_logs() as logs, github(reply) as hub, hub.client() as client:
        assert TOKEN not in told(client)

    assert [entry["query"] for entry in logs] == ["00_viewer"]
    assert TOKEN not in repr(logs)
