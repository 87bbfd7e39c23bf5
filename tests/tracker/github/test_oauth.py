"""A fresh token for an old one, and the end of a grant."""

from __future__ import annotations

import base64
import json
import threading
from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest

from tests.tracker.github.scripted import Scripted, ScriptedGitHub, github
from tracker.github import oauth
from tracker.github.client import Timeouts
from tracker.github.errors import QueryError, TokenRejectedError, UnavailableError
from tracker.github.oauth import OAuthApp, refresh, revoke_grant

FRESH = {
    "access_token": "gho_new",
    "refresh_token": "ghr_new",
    "expires_in": 28800,
    "token_type": "bearer",
}


def app(hub: ScriptedGitHub) -> OAuthApp:
    return OAuthApp("client", "secret", github_url=hub.url, api_url=f"{hub.url}/api/v3")


def test_a_refresh_token_buys_a_new_pair() -> None:
    with github(Scripted(FRESH)) as hub:
        pair = refresh(app(hub), "ghr_old")

    assert (pair.access_token, pair.refresh_token) == ("gho_new", "ghr_new")
    assert parse_qs(hub.heard[0].body.decode()) == {
        "client_id": ["client"],
        "client_secret": ["secret"],
        "grant_type": ["refresh_token"],
        "refresh_token": ["ghr_old"],
    }
    assert hub.heard[0].path == "/login/oauth/access_token"


def test_the_lifetime_counts_from_githubs_clock() -> None:
    with github(Scripted(FRESH, headers={"Date": "Fri, 01 May 2026 12:00:00 GMT"})) as hub:
        pair = refresh(app(hub), "ghr_old")

    assert pair.expires_at == datetime(2026, 5, 1, 20, tzinfo=UTC)


def test_a_token_without_an_end_has_none() -> None:
    with github(Scripted({"access_token": "gho_new"})) as hub:
        pair = refresh(app(hub), "ghr_old")

    assert (pair.refresh_token, pair.expires_at) == ("", None)


def test_a_dead_refresh_token_needs_a_new_sign_in() -> None:
    dead = Scripted({"error": "bad_refresh_token"})
    with github(dead) as hub, pytest.raises(TokenRejectedError):
        refresh(app(hub), "ghr_old")


@pytest.mark.parametrize("body", [{"error": "incorrect_client_credentials"}, {}, {"error": 1}])
def test_a_refusal_of_the_app_is_for_the_operator(body: object) -> None:
    with github(Scripted(body)) as hub, pytest.raises(QueryError):
        refresh(app(hub), "ghr_old")


@pytest.mark.parametrize(
    "reply",
    [
        Scripted(b"<html>", status=503),
        Scripted({"message": "Too many requests"}, status=429),
        Scripted(b"", cut_at=0),
    ],
    ids=["maintenance", "limit", "reset"],
)
def test_a_github_that_is_out_keeps_the_old_pair_for_later(reply: Scripted) -> None:
    with github(reply) as hub, pytest.raises(UnavailableError):
        refresh(app(hub), "ghr_old")


def test_a_github_that_hangs_is_given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oauth, "PATIENCE", Timeouts(read=0.05))
    let_go = threading.Event()

    with github(Scripted(FRESH, pause=let_go)) as hub:
        with pytest.raises(UnavailableError):
            refresh(app(hub), "ghr_old")
        let_go.set()


def test_secrets_are_never_printed() -> None:
    with github(Scripted(FRESH)) as hub:
        assert "gho_new" not in repr(refresh(app(hub), "ghr_old"))
        assert "'secret'" not in repr(app(hub))


@pytest.mark.parametrize("status", [204, 404, 422])
def test_a_grant_is_ended_or_was_gone(status: int) -> None:
    with github(Scripted(b"", status=status)) as hub:
        revoke_grant(app(hub), "gho_old")

    heard = hub.heard[0]
    assert (heard.method, heard.path) == ("DELETE", "/api/v3/applications/client/grant")
    assert heard.headers["authorization"] == "Basic " + base64.b64encode(b"client:secret").decode()
    assert json.loads(heard.body) == {"access_token": "gho_old"}


@pytest.mark.parametrize(("status", "error"), [(401, QueryError), (500, UnavailableError)])
def test_a_grant_that_could_not_be_ended_is_not_taken_for_ended(
    status: int, error: type[Exception]
) -> None:
    with github(Scripted(b"", status=status)) as hub, pytest.raises(error):
        revoke_grant(app(hub), "gho_old")
