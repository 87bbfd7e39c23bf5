"""The control plane changes the world and breaks answers, as a test asks."""

import threading

import httpx
import pytest
from werkzeug.test import Client

from contriblog.demo.faults import shapes
from contriblog.demo.server import DemoApp
from contriblog.demo.site import Options, open_site
from tests.demo.visitor import Visitor

NODE = """query Node($id: ID!) { node(id: $id) { ... on PullRequest { id title state
  mergedAt updatedAt author { login } repository { nameWithOwner isPrivate }
  timelineItems(last: 5, itemTypes: [LABELED_EVENT, CLOSED_EVENT]) { nodes { __typename
    ... on LabeledEvent { actor { __typename login } label { name } }
    ... on ClosedEvent { actor { __typename login } closer { __typename } } } } } } }"""
ME = "query Me { viewer { id login } }"


def first_pull(demo: Visitor, login: str = "inesokafor") -> str:
    rows = demo.items(login)["pull_requests"]
    identifier: str = next(row["id"] for row in rows if row["state"] == "OPEN")
    return identifier


@pytest.mark.parametrize(("control", "status"), [(False, 404), (True, 200)])
def test_the_control_plane_is_served_only_when_asked_for(control: bool, status: int) -> None:  # noqa: FBT001 parametrised
    app = Client(DemoApp(open_site(Options(control=control))))

    assert app.get("/_ctl/people").status_code == status


@pytest.mark.parametrize("fault", list(shapes()))
def test_every_recorded_fault_can_be_injected_once(demo: Visitor, fault: str) -> None:
    token, shape = demo.token("inesokafor"), shapes()[fault]
    demo.control("POST", "faults", fault=fault, operation="Me")

    broken, whole = demo.post(token, ME), demo.post(token, ME)

    assert broken.status_code == shape["status"]
    if isinstance(shape["body"], str):
        assert broken.text == shape["body"]
    else:
        assert broken.json() == shape["body"]
    assert "<epoch>" not in broken.headers.get("x-ratelimit-reset", "")
    assert whole.json()["data"]["viewer"]["login"] == "inesokafor"


def test_a_fault_can_wait_for_the_nth_request_and_a_large_page(demo: Visitor) -> None:
    token = demo.token("inesokafor")
    query = "query Q($first: Int!) { viewer { issues(first: $first) { totalCount } } }"
    demo.control("POST", "faults", fault="timeout_502_json", after=1, page_larger_than=10)

    answers = [demo.post(token, query, first=size).status_code for size in (50, 5, 50, 50)]

    assert answers == [200, 200, 502, 200]


def test_a_poisoned_item_spoils_every_page_that_holds_it(demo: Visitor) -> None:
    token, poison = demo.token("inesokafor"), first_pull(demo)
    other = demo.items("inesokafor")["pull_requests"][0]["id"]
    demo.control("POST", "faults", fault="timeout_502_json", node=poison, times=None)

    assert demo.post(token, NODE, id=other).status_code == 200
    assert [demo.post(token, NODE, id=poison).status_code for _ in range(2)] == [502, 502]


def test_a_connection_can_break_in_the_middle_of_the_answer(demo: Visitor) -> None:
    token = demo.token("inesokafor")
    demo.control("POST", "faults", fault="drop")

    with pytest.raises(httpx.RemoteProtocolError):
        demo.post(token, ME)


def test_the_log_tells_what_was_asked_and_how_much_at_once(demo: Visitor) -> None:
    token = demo.token("inesokafor")
    demo.control("POST", "settings", latency_ms=150)
    callers = [threading.Thread(target=demo.post, args=(token, ME)) for _ in range(3)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()

    log = demo.control("GET", "log")

    assert [row["operation"] for row in log["requests"]] == ["Me"] * 3
    assert {row["login"] for row in log["requests"]} == {"inesokafor"}
    assert (log["points"], log["max_concurrency"]) == (3, 3)


@pytest.mark.parametrize(
    ("outcome", "state", "events"),
    [
        ("merged", "MERGED", [("ClosedEvent", "User")]),
        ("closed", "CLOSED", [("ClosedEvent", "User")]),
        ("bot", "CLOSED", [("LabeledEvent", "User"), ("ClosedEvent", "User")]),
        ("bors", "CLOSED", [("ClosedEvent", "Bot")]),
        ("stale", "CLOSED", [("LabeledEvent", "Bot"), ("ClosedEvent", "Bot")]),
        ("claimed", "CLOSED", [("LabeledEvent", "User"), ("ClosedEvent", "User")]),
        ("picked", "CLOSED", [("ClosedEvent", "User")]),
    ],
)
def test_a_pull_request_can_end_in_every_way(
    demo: Visitor, outcome: str, state: str, events: list[tuple[str, str]]
) -> None:
    token, pull = demo.token("inesokafor"), first_pull(demo)

    demo.mutate("end", id=pull, outcome=outcome)

    node = demo.ask(token, NODE, id=pull)["data"]["node"]
    told = [
        (row["__typename"], row["actor"]["__typename"]) for row in node["timelineItems"]["nodes"]
    ]
    assert (node["state"], told) == (state, events)


def test_a_rename_and_a_new_privacy_leave_the_pull_request_untouched(demo: Visitor) -> None:
    token, row = demo.token("inesokafor", "repo"), demo.items("inesokafor")["pull_requests"][0]
    before = demo.ask(token, NODE, id=row["id"])["data"]["node"]

    demo.mutate("rename_repository", id=row["repository_id"], name="renamed")
    demo.mutate("transfer_repository", id=row["repository_id"], login="new-home")
    demo.mutate("privatise", id=row["repository_id"], members=["inesokafor"])

    after = demo.ask(token, NODE, id=row["id"])["data"]["node"]
    assert after["updatedAt"] == before["updatedAt"]
    assert after["repository"] == {"nameWithOwner": "new-home/renamed", "isPrivate": True}
    hidden = demo.ask(demo.token("inesokafor"), NODE, id=row["id"])
    assert hidden["errors"][0]["type"] == "NOT_FOUND"


def test_a_renamed_person_keeps_ids_and_token(demo: Visitor) -> None:
    token = demo.token("yaramendelin")
    before = demo.rest(token, "/user").json()

    demo.mutate("rename_user", login="yaramendelin", to="yara-m")

    after = demo.rest(token, "/user").json()
    assert (after["login"], after["id"]) == ("yara-m", before["id"])
    assert len(demo.items("yara-m")["pull_requests"]) == 13


def test_a_deleted_item_is_gone_from_lists_and_ids(demo: Visitor) -> None:
    token, pull = demo.token("inesokafor"), first_pull(demo)

    demo.mutate("delete", id=pull)

    assert pull not in [row["id"] for row in demo.items("inesokafor")["pull_requests"]]
    assert demo.ask(token, NODE, id=pull)["errors"][0]["type"] == "NOT_FOUND"


def test_a_ghost_has_no_author(demo: Visitor) -> None:
    token, pull = demo.token("inesokafor"), first_pull(demo)

    demo.mutate("ghost", id=pull)

    assert demo.ask(token, NODE, id=pull)["data"]["node"]["author"] is None


@pytest.mark.parametrize("form", ["pull", "issue", "review"])
def test_somebody_can_do_one_more_thing(demo: Visitor, form: str) -> None:
    forms = {"pull": "pull_requests", "issue": "issues", "review": "reviews"}
    before = demo.items("inesokafor")[forms[form]]

    state = {"state": "APPROVED"} if form == "review" else {}
    added = demo.mutate(
        "add", login="inesokafor", form=form, repository="openloom/loom", title="New", **state
    )

    after = demo.items("inesokafor")[forms[form]]
    assert len(after) == len(before) + 1
    assert after[-1]["id"] == added["id"]


def test_somebody_of_any_size_can_move_in(demo: Visitor) -> None:
    seeded = demo.control(
        "POST", "people", login="probe-person", years=4, pull_requests=70, issues=20, reviews=35
    )

    token = demo.token("probe-person")
    assert demo.rest(token, "/user").json()["node_id"] == seeded["node_id"]
    assert {form: len(rows) for form, rows in demo.items("probe-person").items()} == {
        "pull_requests": 70,
        "issues": 20,
        "reviews": 35,
        "comments": 0,
        "discussions": 0,
        "discussion_comments": 0,
        "commits": 0,
        "releases": 0,
        "sponsorships": 0,
    }


def test_a_narrowed_token_says_so_in_its_header(demo: Visitor) -> None:
    token = demo.token("henriksalov", "repo", "read:user")
    demo.control("POST", "tokens/narrow", token=token, scopes=["read:user"])

    assert demo.post(token, ME).headers["X-OAuth-Scopes"] == "read:user"
