"""One thing by its address, for somebody who says that it is also theirs."""

from __future__ import annotations

from tracker.github import credit, normalise
from tracker.github.answer import Answer
from tracker.github.client import GitHubClient
from tracker.github.errors import NotFoundError
from tracker.github.fetch.walk import checked, reader_at
from tracker.github.pages import Claimant, Claimed
from tracker.github.reading import Reader


def claimed(client: GitHubClient, url: str, person: Claimant) -> Claimed:
    """The pull request or commit at an address, and what links it to the person.

    Raises NotFoundError where there is neither, or where GitHub shows it to nobody like them.
    """
    answer = client.query("95_claimed", {"url": url})
    if answer.data.get("resource") is None and not answer.unreadable:
        raise NotFoundError("nothing is at this address")
    node = reader_at(answer, "resource")
    return checked(lambda: _claimed(node, person, answer))


def _claimed(node: Reader, person: Claimant, answer: Answer) -> Claimed:
    match node.line("__typename", normalise.WORD_CAP):
        case "PullRequest":
            record = normalise.pull_request(node.value)
            found = credit.of_pull_request(node, person)
            is_own = credit.author_id(node) == person.node_id
        case "Commit":
            record = normalise.commit(node, node.part("repository"), person.node_id)
            found = credit.of_commit(node, person)
            is_own = False
        case _:
            raise NotFoundError("it is no pull request or commit")
    evidence = {"what": found.what, "url": found.url} if found else {}
    return Claimed(record, found.rule if found else None, evidence, is_own, answer)
