"""What GitHub credits to somebody else though a person had a part in it.

A bot opens a pull request for the one who asked; a maintainer picks a patch onto a release branch,
where no list of contributions looks.
"""

from contriblog.demo.clock import DAY
from contriblog.demo.node_ids import node_id
from contriblog.demo.world import cast
from contriblog.demo.world.chance import chance
from contriblog.demo.world.commits import mail_of, object_id, trailers
from contriblog.demo.world.model import Actor, Commit, PullRequest, Repository

BOT = "patchwright"


def bot_pull(  # noqa: PLR0913 whom it helped, where, when, and what names them
    person: Actor,
    repository: Repository,
    at: int,
    identifier: int,
    title: str,
    *,
    names: str = "commit",
) -> PullRequest:
    """A pull request that a bot opened: `names` is commit, assignee, trailer, or nobody."""
    bot = cast.actor(BOT, None, at, "Bot")
    pull = PullRequest(
        id=node_id("PR", repository.database_id, identifier),
        full_database_id=identifier,
        number=700_000 + identifier % 90_000,
        title=title,
        body=f"Asked for in a chat.{_trailer(person) if names == 'trailer' else ''}",
        state="OPEN",
        created_at=at,
        updated_at=at,
        closed_at=None,
        author=bot,
        author_association="NONE",
        repository=repository,
        additions=34,
        deletions=6,
        changed_files=2,
        head_ref_name=f"{BOT}/{identifier}",
    )
    pull.assignee_list = (person,) if names == "assignee" else ()
    co_authors = (person,) if names == "commit" else ()
    pull.commit_list = (_commit(bot, repository, at, identifier, title, co_authors=co_authors),)
    return pull


def picked(person: Actor, repository: Repository, at: int, identifier: int, title: str) -> Commit:
    """A patch of the person's that a maintainer picked onto a release branch."""
    maintainer = cast.person(chance("picker", repository.database_id), at)
    source = object_id("source", identifier)
    words = f"{title}\n\n(cherry picked from commit {source})"
    commit = _commit(maintainer, repository, at, identifier, words, co_authors=(person,))
    commit.written_date = at - 3 * DAY
    return commit


def _commit(  # noqa: PLR0913 who, where, when, which, what, with whom
    author: Actor,
    repository: Repository,
    at: int,
    identifier: int,
    message: str,
    *,
    co_authors: tuple[Actor, ...],
) -> Commit:
    oid = object_id("credited", identifier)
    return Commit(
        id=node_id("C", repository.database_id, oid, identifier),
        oid=oid,
        message=f"{message}{trailers(co_authors)}",
        committed_date=at,
        additions=34,
        deletions=6,
        changed_files_if_available=2,
        user=author,
        repository=repository,
        co_authors=co_authors,
    )


def _trailer(person: Actor) -> str:
    return f"\n\nCo-authored-by: {person.name} <{mail_of(person)}>"
