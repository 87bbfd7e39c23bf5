"""Every way that GitHub is known to fail, one row each: what comes of it, and that nothing is lost.

After each fault the run goes on by itself, or when its owner asks again, and the log is then
exactly what the demo GitHub holds; nothing is asked for twice but the page that was in flight.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import GitHubConnection, User
from tests.tracker.ingest.turns import request, turn
from tests.tracker.ingest.world import World, stored
from tracker.github.errors import (
    CursorRejectedError,
    CursorStuckError,
    ForbiddenError,
    MissingScopeError,
    QueryError,
    RateLimitedError,
    SlowDownError,
    SuspendedError,
    TokenRejectedError,
    UnavailableError,
)
from tracker.ingest.run import Outcome
from tracker.models import Approval, RunState, SyncRun, SyncStream
from tracker.records import Form, RestrictionKind

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"
FORMS = (Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW)
RECORDED = json.loads((Path(__file__).parents[1] / "github" / "fault_matrix.json").read_text())
OPENING = {"Viewer"}  # each turn asks who it is before anything else
ASKED_TO_WAIT = "GitHub asked us to wait until "
NO_ANSWER = "GitHub cannot be reached right now. We try again at "
HALF, MINUTE, HOUR = 30, 60, 3600  # seconds
JITTER = 12  # seconds, and what the test itself takes


@dataclass(frozen=True)
class Row:
    """A fault, where it strikes, and what must come of it.

    `code` is what stays with the stream, "" where nothing does. `wait` is in seconds, None where
    the run does not wait. `sentence` begins what its owner reads. `again` may be asked twice.
    """

    fault: str
    outcome: Outcome
    code: str = ""
    wait: int | None = None
    sentence: str = ""
    rule: dict[str, Any] = field(default_factory=dict)
    approvals: frozenset[tuple[str, str, str]] = frozenset()

    @property
    def name(self) -> str:
        """As pytest lists it."""
        more = self.rule.get("retry_after", self.rule.get("operation", ""))
        return f"{self.fault}-{more}" if more != "" else self.fault


def waits(fault: str, error: type, seconds: int, sentence: str, **rule: Any) -> Row:
    return Row(fault, Outcome.WAITING, error.code, seconds, sentence, rule)  # type: ignore[attr-defined] # an error of ours


def fails(fault: str, error: type, **rule: Any) -> Row:
    return Row(fault, Outcome.FAILED, error.code, None, error.sentence, rule)  # type: ignore[attr-defined] # an error of ours


def passes(fault: str, **rule: Any) -> Row:
    return Row(fault, Outcome.DONE, rule=rule)


HEAVY = {"page_larger_than": 6, "times": None}
ACME = "fieldnote"  # three of the six issues are in its repositories
ROWS = (
    waits("primary_rate_limited", RateLimitedError, HALF * MINUTE, ASKED_TO_WAIT, reset_in=1800),
    waits("primary_rate_limit_v2", RateLimitedError, HALF * MINUTE, ASKED_TO_WAIT, reset_in=1800),
    waits("burst_rate_limit_with_budget_left", SlowDownError, MINUTE, ASKED_TO_WAIT),
    waits("secondary_403", SlowDownError, MINUTE, ASKED_TO_WAIT),
    waits("secondary_429_no_retry_after", SlowDownError, MINUTE, ASKED_TO_WAIT),
    waits("secondary_200", SlowDownError, MINUTE, ASKED_TO_WAIT),
    waits("secondary_403", SlowDownError, HALF, ASKED_TO_WAIT, retry_after="0"),
    waits("secondary_403", SlowDownError, HALF, ASKED_TO_WAIT, retry_after="-1"),
    waits("secondary_403", SlowDownError, MINUTE, ASKED_TO_WAIT, retry_after="soon"),
    waits("secondary_403", SlowDownError, 90, ASKED_TO_WAIT, retry_after="90"),
    waits("secondary_403", SlowDownError, HOUR, ASKED_TO_WAIT, retry_after="1000000000"),
    waits("unicorn_503_html", UnavailableError, HALF, NO_ANSWER),
    waits("html", UnavailableError, HALF, NO_ANSWER),
    waits("empty", UnavailableError, HALF, NO_ANSWER),
    waits("reset", UnavailableError, HALF, NO_ANSWER),
    waits("dead_end", CursorStuckError, HALF, NO_ANSWER),
    passes("timeout_502_json", **HEAVY),
    passes("timeout_200_json", **HEAVY),
    passes("timeout_504_html", **HEAVY),
    passes("resource_limits_whole", **HEAVY),
    passes("resource_limits_null_nodes", **HEAVY),
    passes("node_limit", **HEAVY),
    passes("drop", **HEAVY),
    passes("huge"),
    passes("gzip_bomb"),
    passes("null_end_cursor"),
    passes("deprecated_id_warning"),
    fails("insufficient_scopes", MissingScopeError),
    fails("too_many_ids", QueryError),
    fails("window_too_long", QueryError),
    fails("schema_drift", QueryError),
    fails("bad_cursor", CursorRejectedError),
    fails("bad_credentials", TokenRejectedError, times=None),
    fails("suspended", SuspendedError, times=None),
    Row(
        "oauth_app_restricted",
        Outcome.FAILED,
        ForbiddenError.code,
        None,
        ForbiddenError.sentence,
        approvals=frozenset({(RestrictionKind.OAUTH_APP, "acme", "")}),
    ),
    Row(
        "saml_partial",
        Outcome.DONE,
        approvals=frozenset({(RestrictionKind.SAML, "", "21955855")}),
    ),
    Row(
        "oauth_restricted",
        Outcome.DONE,
        approvals=frozenset({(RestrictionKind.OAUTH_APP, ACME, "")}),
    ),
    Row(
        "token_policy",
        Outcome.DONE,
        approvals=frozenset({(RestrictionKind.TOKEN_POLICY, ACME, "")}),
    ),
    passes("not_found_node"),
)
# The recorded shape tells of others' things; here the same is done to the truth.
ON_THE_TRUTH = {
    "saml_partial": "saml",
    "null_end_cursor": "last_cursor_null",
    "deprecated_id_warning": "old_id_warning",
    "not_found_node": "gone",
}


def test_every_recorded_fault_has_a_row() -> None:
    assert {name for name in RECORDED if not name.startswith("_")} <= {row.fault for row in ROWS}


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is still empty."""
    return world.connect(LOGIN).user


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_fault_has_its_verdict_and_costs_nothing_in_the_end(
    world: World, owner: User, row: Row
) -> None:
    operation = "ReviewsByPr" if row.fault == "not_found_node" else "Issues"
    defaults = {"operation": operation, "owner": ACME}
    world.break_with(ON_THE_TRUTH.get(row.fault, row.fault), **defaults | row.rule)
    run = request(owner)

    assert turn(run) is row.outcome

    assert_run(run, row)
    assert_stream(owner, row)
    met = Approval.objects.filter(user=owner).values_list("kind", "organization", "number")
    assert set(met) == row.approvals
    assert_truth(world, owner, but=Form.REVIEW if operation == "ReviewsByPr" else Form.ISSUE)
    recover(world, owner, run, row)
    assert_truth(world, owner)
    assert_asked_once(world)
    assert not Approval.objects.exists()
    assert not SyncStream.objects.exclude(error_code="").exists()
    assert SyncRun.objects.latest("pk").state == RunState.DONE


def assert_run(run: SyncRun, row: Row) -> None:
    run.refresh_from_db()
    if row.wait is not None:
        waited = run.not_before - timezone.now()
        assert timedelta(seconds=row.wait - 3) < waited < timedelta(seconds=row.wait + JITTER)
        assert run.waiting_for.startswith(row.sentence)
        assert run.waiting_for.endswith("you can close this page.")
    elif row.outcome is Outcome.FAILED:
        assert (run.error_code, run.error) == (row.code, row.sentence)
    for said in (run.error, run.waiting_for):
        assert "gho_" not in said
        assert "{" not in said


def assert_stream(owner: User, row: Row) -> None:
    stream = SyncStream.objects.get(user=owner, form=Form.ISSUE)
    assert stream.error_code == row.code
    assert bool(stream.last_error) == bool(row.code)
    assert stream.is_complete == (row.outcome is Outcome.DONE)
    assert stream.cursor == ""


def assert_truth(world: World, owner: User, *, but: Form | None = None) -> None:
    """The log is what is there; of the form that the fault struck, nothing that is not there."""
    for form in FORMS:
        there, here = world.items(LOGIN, form).keys(), stored(owner, form).keys()
        assert here <= there
        assert form == but or here == there or but is not None


def recover(world: World, owner: User, run: SyncRun, row: Row) -> None:
    """The fault is gone; what waited goes on, what failed or lacks something is asked for anew."""
    world.tell("DELETE", "/faults")
    if row.outcome is Outcome.WAITING:
        SyncRun.objects.filter(pk=run.pk).update(not_before=timezone.now())
    else:
        GitHubConnection.objects.filter(user=owner).update(problem="")
        run = ask_again(world, owner, row)
    assert turn(run) is Outcome.DONE


def ask_again(world: World, owner: User, row: Row) -> SyncRun:
    """What was withheld, or takes another permission, is read when all is read again."""
    is_granted = row.code == MissingScopeError.code
    if is_granted:
        world.tell("POST", "/tokens/narrow", token=owner.github.access_token, scopes=["gist"])
    is_full = bool(row.approvals) or row.fault == "not_found_node"
    if is_full or is_granted:
        world.forget_requests()
    return request(owner, is_full=is_full)


def assert_asked_once(world: World) -> None:
    told = [r for r in world.requests() if not r["fault"] and r["operation"] not in OPENING]
    asked = Counter(json.dumps([r["operation"], r["variables"]], sort_keys=True) for r in told)
    assert {question for question, times in asked.items() if times > 1} == set()
