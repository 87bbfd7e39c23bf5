"""Whom the viewer sponsors: never how much, which no question of ours asks for."""

from __future__ import annotations

from tracker.github import normalise
from tracker.github.client import GitHubClient
from tracker.github.fetch.walk import Node, connection_at, page_of, read_nodes
from tracker.github.pages import Page
from tracker.github.reading import Reader
from tracker.records import ContributionRecord, Form, State

_SORT = {False: "Sponsorship", True: "One-time sponsorship"}


def sponsorships(client: GitHubClient, *, size: int, cursor: str = "") -> Page:
    """A page of sponsorships, newest first. Raises MissingScopeError without read:user.

    The cursor counts rows, so it holds for this walk only: never store it.
    """
    answer = client.query("70_sponsorships", {"first": size, "after": cursor or None})
    connection = connection_at(answer, "viewer", "sponsorshipsAsSponsor", after=cursor)
    harvest = read_nodes(connection.nodes, answer, _sponsorship)
    return page_of(connection, harvest, answer)


def _sponsorship(node: Node) -> ContributionRecord:
    """One sponsorship; one that does not say outright that it is public counts as private."""
    sponsorship = Reader(node.value, "sponsorship")
    sponsored = sponsorship.part("sponsorable")
    login = sponsored.line("login", normalise.LOGIN_CAP)
    created_at = sponsorship.instant("createdAt")
    is_once = sponsorship.flag("isOneTimePayment")
    return ContributionRecord(
        form=Form.SPONSORSHIP,
        node_id=sponsorship.node_id(),
        database_id=None,
        repository=None,
        number=None,
        title=f"{_SORT[is_once]} of {sponsored.line('name', normalise.NAME_CAP) or login}",
        url=sponsored.url(),
        body="",
        state=State.NONE if is_once else _state(sponsorship),
        opened_at=created_at,
        updated_at=created_at,
        place=login,
        is_private_at_source=sponsorship.line("privacyLevel", normalise.WORD_CAP) != "PUBLIC",
    )


def _state(sponsorship: Reader) -> State:
    return State.ACTIVE if sponsorship.flag("isActive") else State.ENDED
