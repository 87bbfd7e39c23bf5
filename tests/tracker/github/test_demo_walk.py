"""A whole history, read over HTTP from the demo GitHub, is the history that the demo holds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tracker.github import fetch
from tracker.github.client import GitHubClient
from tracker.github.errors import ShrinkError, UnavailableError
from tracker.github.pages import Page, Person, Viewer, Window
from tracker.records import ContributionRecord, Landing, RepositoryRef, State

SEASONED = "henriksalov"  # 1,200 contributions over nine years, some landed in other ways
SIZE = 100


@dataclass(frozen=True)
class Demo:
    """A running demo GitHub with its control plane."""

    url: str

    def told(self, path: str) -> dict[str, list[dict[str, str]]]:
        """What the control plane tells."""
        answer: dict[str, list[dict[str, str]]] = httpx.get(f"{self.url}/_ctl/{path}").json()
        return answer

    def ids(self, form: str) -> set[str]:
        """The node ids of what the person really did."""
        return {row["id"] for row in self.told(f"items?login={SEASONED}")[form]}

    def control(self, path: str, **body: object) -> dict[str, str]:
        """What the control plane was told to do."""
        answer: dict[str, str] = httpx.post(f"{self.url}/_ctl/{path}", json=body).json()
        return answer


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    command = [sys.executable, "-m", "contriblog.demo", "--port", "0", "--control"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 ours
        assert process.stdout is not None
        yield Demo(process.stdout.readline().split()[-1])
        process.terminate()


@pytest.fixture
def client(demo: Demo) -> Iterator[GitHubClient]:
    token = demo.control("tokens", login=SEASONED, scopes=["repo"])["access_token"]
    with GitHubClient(token, graphql_url=f"{demo.url}/api/graphql") as client:
        yield client


@pytest.fixture
def me(client: GitHubClient) -> Viewer:
    return fetch.viewer(client)


def walked(page_after: Callable[[str], Page]) -> list[ContributionRecord]:
    """Every record of a list."""
    records: list[ContributionRecord] = []
    page = page_after("")
    while True:
        assert page.skipped == ()
        records += page.records
        if not page.has_more:
            return records
        page = page_after(page.cursor)


def a_year(year: int) -> Window:
    return Window(datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC))


def reviewed_ids(client: GitHubClient, me: Viewer) -> Iterator[str]:
    """Every pull request that the person reviewed, year by year."""
    for year in me.years:
        window = a_year(year)
        cursor, has_more = "", True
        while has_more:
            found = fetch.reviewed_pull_requests(
                client, me.node_id, window=window, size=SIZE, cursor=cursor
            )
            cursor, has_more = found.cursor, found.has_more
            yield from found.pull_request_ids


def pull_requests(client: GitHubClient, me: Viewer) -> list[ContributionRecord]:
    return walked(lambda at: fetch.pull_requests(client, me.node_id, size=SIZE, cursor=at))


def test_every_pull_request_is_read_once(demo: Demo, client: GitHubClient, me: Viewer) -> None:
    found = [record.node_id for record in pull_requests(client, me)]

    assert sorted(found) == sorted(demo.ids("pull_requests"))


def test_every_pull_request_tells_how_much_it_was_discussed(
    client: GitHubClient, me: Viewer
) -> None:
    counts = [record.comment_count for record in pull_requests(client, me)]

    assert None not in counts
    assert any(counts)


def test_every_issue_is_read_once(demo: Demo, client: GitHubClient, me: Viewer) -> None:
    found = walked(lambda at: fetch.issues(client, me.node_id, size=SIZE, cursor=at))

    assert sorted(record.node_id for record in found) == sorted(demo.ids("issues"))


def test_every_review_of_every_year_is_read_once(
    demo: Demo, client: GitHubClient, me: Viewer
) -> None:
    ids = list(dict.fromkeys(reviewed_ids(client, me)))
    person = Person(me.node_id, me.login)
    pages = [fetch.reviews(client, person, ids[at : at + 100]) for at in range(0, len(ids), 100)]

    assert all(page.skipped == () and page.overflow == () for page in pages)
    found = [record.node_id for page in pages for record in page.records]
    assert sorted(found) == sorted(demo.ids("reviews"))


def test_windows_give_the_same_reviews_at_once(
    demo: Demo, client: GitHubClient, me: Viewer
) -> None:
    person = Person(me.node_id, me.login)
    pages = [
        fetch.reviews_given(client, person, window=a_year(year), size=100).reviews
        for year in me.years
    ]

    found = {record.node_id for page in pages for record in page.records}
    assert found == set(demo.ids("reviews"))


def test_closed_work_is_told_from_landed_work(client: GitHubClient, me: Viewer) -> None:
    closed = [record for record in pull_requests(client, me) if record.state is State.CLOSED]
    by_timeline = {
        node_id: evidence
        for at in range(0, len(closed), 25)
        for node_id, evidence in fetch.landing_evidence(
            client, [record.node_id for record in closed[at : at + 25]]
        ).by_id.items()
    }

    assert by_timeline.keys() == {record.node_id for record in closed}
    assert {evidence.how for evidence in by_timeline.values()} >= {
        Landing.NOT,
        Landing.BOT_LABEL,
        Landing.BORS,
    }
    assert all(evidence.url for evidence in by_timeline.values() if evidence.how)


def test_a_commit_that_cites_closed_work_is_found_in_its_repository(
    client: GitHubClient, me: Viewer
) -> None:
    closed = [record for record in pull_requests(client, me) if record.state is State.CLOSED]
    picked = [record for record in closed if _home(record).full_name == "hollowreed/reed"]
    window = Window(
        min(record.opened_at for record in picked),
        max(record.updated_at for record in picked) + timedelta(days=30),
    )
    repository_id = _home(picked[0]).node_id

    found = fetch.cited_commits(client, me.node_id, repository_id, window=window)

    assert found.by_number.keys() & {record.number for record in picked}


def test_a_page_too_heavy_for_github_can_be_read_in_smaller_ones(
    demo: Demo, client: GitHubClient, me: Viewer
) -> None:
    demo.control("faults", fault="resource_limits_null_nodes", page_larger_than=50)

    with pytest.raises(ShrinkError):
        fetch.pull_requests(client, me.node_id, size=51)
    page = fetch.pull_requests(client, me.node_id, size=50)

    assert len(page.records) == 50


def test_a_connection_dropped_in_the_middle_of_an_answer_is_one_more_thing_to_try_again(
    demo: Demo, client: GitHubClient, me: Viewer
) -> None:
    demo.control("faults", fault="drop")

    with pytest.raises((ShrinkError, UnavailableError)):
        fetch.viewer(client)

    assert fetch.viewer(client).login == SEASONED


def _home(record: ContributionRecord) -> RepositoryRef:
    assert record.repository is not None
    return record.repository
