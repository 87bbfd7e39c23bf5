"""What each answer means, for every shape that GitHub was seen to send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.github.answer import Answer, Unreadable
from tracker.github.clues import Reply
from tracker.github.errors import (
    CursorRejectedError,
    ForbiddenError,
    GitHubError,
    MissingScopeError,
    QueryError,
    RateLimitedError,
    ShrinkError,
    SlowDownError,
    SuspendedError,
    TokenRejectedError,
    UnavailableError,
)
from tracker.github.verdict import judge

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
RESET = NOW + timedelta(minutes=20)
FAULTS = {
    name: fault
    for name, fault in json.loads(
        (Path(__file__).parent / "fault_matrix.json").read_text(encoding="utf-8")
    ).items()
    if not name.startswith("_")
}
REFUSED: Mapping[str, type[GitHubError]] = {
    "primary_rate_limited": RateLimitedError,
    "primary_rate_limit_v2": RateLimitedError,
    "burst_rate_limit_with_budget_left": SlowDownError,
    "secondary_403": SlowDownError,
    "secondary_429_no_retry_after": SlowDownError,
    "secondary_200": SlowDownError,
    "timeout_502_json": ShrinkError,
    "timeout_200_json": ShrinkError,
    "timeout_504_html": ShrinkError,
    "unicorn_503_html": UnavailableError,
    "resource_limits_whole": ShrinkError,
    "resource_limits_null_nodes": ShrinkError,
    "insufficient_scopes": MissingScopeError,
    "bad_credentials": TokenRejectedError,
    "suspended": SuspendedError,
    "node_limit": ShrinkError,
    "too_many_ids": QueryError,
    "bad_cursor": CursorRejectedError,
    "window_too_long": QueryError,
    "schema_drift": QueryError,
}
USABLE: Mapping[str, tuple[Unreadable, ...]] = {
    "saml_partial": (Unreadable.SAML,),
    "oauth_app_restricted": (Unreadable.ORGANISATION_POLICY,),
    "not_found_node": (Unreadable.NOT_FOUND,),
    "null_end_cursor": (),
    "deprecated_id_warning": (),
}
WAITS = {
    "primary_rate_limited": timedelta(minutes=20, seconds=1),
    "primary_rate_limit_v2": timedelta(minutes=20, seconds=1),
    "burst_rate_limit_with_budget_left": timedelta(seconds=60),
    "secondary_403": timedelta(seconds=60),
    "secondary_429_no_retry_after": timedelta(seconds=60),
    "secondary_200": timedelta(seconds=60),
    "unicorn_503_html": timedelta(seconds=30),
}


def judged(status: int, body: object, **headers: str) -> Answer:
    """The verdict on one reply; header names are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    written = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return judge(Reply(status, named, written), NOW)


def judged_fault(name: str) -> Answer:
    fault = FAULTS[name]
    epoch = str(int(RESET.timestamp()))
    headers = {
        key: value.replace("<epoch>", epoch) for key, value in fault.get("headers", {}).items()
    }
    body = fault["body"]
    written = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return judge(Reply(fault["status"], headers, written), NOW)


def test_every_known_fault_has_its_verdict_here() -> None:
    assert FAULTS.keys() == REFUSED.keys() | USABLE.keys()


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_becomes_the_error_that_names_its_remedy(name: str) -> None:
    with pytest.raises(GitHubError) as refused:
        judged_fault(name)

    assert type(refused.value) is REFUSED[name]


@pytest.mark.parametrize("name", USABLE)
def test_a_partial_answer_keeps_its_data_and_names_what_it_lacks(name: str) -> None:
    answer = judged_fault(name)

    assert answer.data == FAULTS[name]["body"]["data"]
    assert tuple(part.reason for part in answer.unreadable) == USABLE[name]


@pytest.mark.parametrize("name", WAITS)
def test_a_limit_tells_until_when_to_wait(name: str) -> None:
    with pytest.raises((RateLimitedError, UnavailableError)) as refused:
        judged_fault(name)

    assert refused.value.until == NOW + WAITS[name]


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("0", timedelta(seconds=1)),
        ("-1", timedelta(seconds=1)),
        ("2", timedelta(seconds=2)),
        ("soon", timedelta(seconds=60)),
        ("nan", timedelta(seconds=60)),
        ("", timedelta(seconds=60)),
        ("1e9", timedelta(hours=1)),
        ("inf", timedelta(hours=1)),
        ("1" * 400, timedelta(hours=1)),
        ("Fri, 01 May 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Fri, 01 May 2020 12:05:00 GMT", timedelta(seconds=1)),
    ],
)
def test_retry_after_is_heeded_between_a_second_and_an_hour(asked: str, wait: timedelta) -> None:
    with pytest.raises(SlowDownError) as refused:
        judged(429, {"message": "Too many requests"}, retry_after=asked)

    assert refused.value.until == NOW + wait


@pytest.mark.parametrize("epoch", ["0", "1" * 18, "9" * 19, "9" * 400, "tomorrow"])
def test_an_absurd_reset_never_waits_longer_than_the_limit_lasts(epoch: str) -> None:
    body = {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}

    with pytest.raises(RateLimitedError) as refused:
        judged(200, body, x_ratelimit_remaining="0", x_ratelimit_reset=epoch)

    assert NOW < refused.value.until <= NOW + timedelta(hours=1, seconds=1)


def test_a_missing_scope_is_named_for_the_operator() -> None:
    with pytest.raises(MissingScopeError) as refused:
        judged_fault("insufficient_scopes")

    assert "read:user" in refused.value.detail


def test_a_refused_organisation_is_forbidden_with_its_name_for_the_operator() -> None:
    body = {
        "data": None,
        "errors": [{"type": "FORBIDDEN", "message": "the `acme` organization has restrictions"}],
    }

    with pytest.raises(ForbiddenError, match="acme"):
        judged(200, body)


def test_a_refusal_of_the_whole_request_is_forbidden() -> None:
    with pytest.raises(ForbiddenError, match="SAML"):
        judged(403, {"message": "Resource protected by organization SAML enforcement."})


def test_a_forbidden_page_of_html_is_not_taken_for_a_decision_about_the_user() -> None:
    with pytest.raises(UnavailableError):
        judged(403, "<html>Request forbidden by administrative rules</html>")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<!DOCTYPE html>",
        '{"data": {"node": {"id"',
        "[" * 100_000,
        "{}",
        '{"data": null}',
        '{"data": []}',
        "null",
        "[]",
        '"text"',
    ],
)
def test_an_answer_without_data_is_asked_again_later(body: str) -> None:
    with pytest.raises(UnavailableError):
        judged(200, body)


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "9" * 5000])
def test_a_number_that_cannot_be_kept_reads_as_null(value: str) -> None:
    answer = judged(200, f'{{"data": {{"node": {value}}}}}')

    assert answer.data == {"node": None}


def test_the_answer_carries_its_cost_and_what_is_left() -> None:
    answer = judged(
        200,
        {"data": {"rateLimit": {"cost": 1}}},
        x_ratelimit_limit="5000",
        x_ratelimit_remaining="4321",
        x_ratelimit_reset=str(int(RESET.timestamp())),
        date="Fri, 01 May 2026 11:59:58 GMT",
        x_oauth_scopes="read:user, repo",
    )

    assert (answer.points, answer.limit, answer.remaining) == (1, 5000, 4321)
    assert answer.reset_at == RESET + timedelta(seconds=2)  # so far is our clock ahead of GitHub's
    assert answer.date == datetime(2026, 5, 1, 11, 59, 58, tzinfo=UTC)
    assert answer.scopes == frozenset({"read:user", "repo"})


def test_a_server_without_limits_or_scopes_says_so() -> None:
    answer = judged(200, {"data": {"rateLimit": None}})

    assert (answer.points, answer.remaining, answer.reset_at) == (0, None, None)
    assert answer.scopes is None
    assert answer.date == NOW


def test_a_token_without_scopes_has_an_empty_set_of_them() -> None:
    assert judged(200, {"data": {}}, x_oauth_scopes="").scopes == frozenset()


@pytest.mark.parametrize("kind", [*set(REFUSED.values()), ForbiddenError])
def test_every_error_tells_the_user_what_happened(kind: type[GitHubError]) -> None:
    assert kind.sentence.endswith(".")
    assert kind.code


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
ERRORS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["FORBIDDEN", "NOT_FOUND", "INTERNAL", "ODD"]) | JSON,
            "message": st.text() | JSON,
            "path": JSON,
            "extensions": JSON,
        },
    )
    | JSON
)


@given(
    status=st.integers(min_value=100, max_value=599),
    headers=st.dictionaries(
        st.sampled_from(["retry-after", "x-ratelimit-reset", "x-ratelimit-remaining", "date"]),
        st.text(),
    ),
    body=st.fixed_dictionaries({}, optional={"data": JSON, "errors": ERRORS, "message": JSON}),
)
def test_no_answer_escapes_without_a_verdict(
    status: int, headers: dict[str, str], body: dict[str, object]
) -> None:
    try:
        answer = judge(Reply(status, headers, json.dumps(body).encode()), NOW)
    except GitHubError:
        return
    assert isinstance(answer.data, dict)


@given(st.binary())
def test_no_bytes_escape_without_a_verdict(body: bytes) -> None:
    with pytest.raises(GitHubError):
        judge(Reply(200, {}, body), NOW)
