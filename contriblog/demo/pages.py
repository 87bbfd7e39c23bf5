"""The pages that people see: consent, and where the evidence links of the API lead."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

from contriblog.demo.clock import iso
from contriblog.demo.world.catalogue import PersonSpec
from contriblog.demo.world.model import (
    Actor,
    Discussion,
    DiscussionComment,
    Issue,
    PullRequest,
    Release,
    Repository,
    Review,
)
from contriblog.demo.world.outcomes import events_of
from contriblog.demo.world.world import World

TEMPLATES = Path(__file__).with_name("templates")
PASSED_ON = ("client_id", "redirect_uri", "state", "scope", "code_challenge")
SCOPES = {
    "repo": "your private repositories, also to write to them",
    "read:user": "your profile and sponsorships",
    "user:email": "your e-mail addresses",
}
STATE_WORDS = {"OPEN": "Open", "CLOSED": "Closed", "MERGED": "Merged"}


def consent_page(world: World, asked: dict[str, str]) -> str:
    """Return the page on which a person is picked; `asked` is the query of the request."""
    scopes = asked.get("scope", "").replace(",", " ").split()
    words = [SCOPES.get(scope, scope) for scope in scopes] or ["public information only"]
    hidden = "\n".join(
        f'<input type="hidden" name="{name}" value="{escape(asked[name])}">'
        for name in PASSED_ON
        if name in asked
    )
    wanted = asked.get("login", "").lower()
    specs = sorted(world.specs, key=lambda spec: spec.login.lower() != wanted)
    people = "\n".join(_person(world, spec) for spec in specs)
    content = _fill("consent.html", asked=escape(", ".join(words)), hidden=hidden, people=people)
    return _layout("Sign in", content)


def oauth_error_page(message: str) -> str:
    """Return the page for a request that cannot be sent back to its application."""
    return _layout("Cannot sign in", f"<h1>Cannot sign in</h1><p>{escape(message)}</p>")


def thread_page(thread: Issue | PullRequest) -> str:
    """Return the page of an issue or a pull request."""
    author = thread.author.login if thread.author else "ghost"
    content = _fill(
        "thread.html",
        repository=escape(thread.repository.name_with_owner),
        what="pull request" if isinstance(thread, PullRequest) else "issue",
        number=str(thread.number),
        title=escape(thread.title),
        state=STATE_WORDS[thread.state],
        author=escape(author),
        opened=iso(thread.created_at)[:10],
        facts=escape(_facts(thread)),
        body=escape(thread.body or "No description."),
        extra=_talk(thread) if isinstance(thread, PullRequest) else "",
    )
    return _layout(f"{thread.title} #{thread.number}", content)


def discussion_page(row: Discussion) -> str:
    """Return the page of a discussion with its comments."""
    standing = "Closed" if row.closed else "Answered" if row.is_answered else "Open"
    content = _fill(
        "thread.html",
        repository=escape(row.repository.name_with_owner),
        what="discussion",
        number=str(row.number),
        title=escape(row.title),
        state=standing,
        author=escape(row.author.login if row.author else "ghost"),
        opened=iso(row.created_at)[:10],
        facts=escape(row.category.name),
        body=escape(row.body or "No description."),
        extra="".join(_answer(comment) for comment in row.comment_list),
    )
    return _layout(f"{row.title} #{row.number}", content)


def actor_page(actor: Actor, repositories: Sequence[Repository]) -> str:
    """Return the page of a person, bot or organization with its repositories."""
    rows = "".join(
        f'<li><a href="/{escape(row.name_with_owner)}">{escape(row.name_with_owner)}</a></li>'
        for row in repositories
    )
    return _profile(actor.name or actor.login, actor.login, actor.bio or "", f"<ul>{rows}</ul>")


def repository_page(repository: Repository) -> str:
    """Return the page of a repository."""
    facts = f"{repository.language.name}, {repository.stargazer_count:,} stars"
    name = repository.name_with_owner
    return _profile(name, facts, repository.description, "")


def release_page(release: Release) -> str:
    """Return the page of a release."""
    author = release.author.login if release.author else "ghost"
    facts = f"{release.repository.name_with_owner}, published by {author}"
    notes = f"<pre>{escape(release.description)}</pre>"
    return _profile(release.name or release.tag_name, facts, "", notes)


def missing_page() -> str:
    """Return the page for everything that does not exist, or is private."""
    return _layout("Not found", "<h1>Not found</h1><p>There is nothing public at this address.</p>")


def avatar(name: str, number: int, size: int) -> str:
    """Return a picture with a person's initials, as SVG."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    initials = "".join(word[0] for word in (words[:1] + words[-1:] if words[1:] else words))
    return _fill(
        "avatar.svg", size=str(size), hue=str(number * 47 % 360), initials=escape(initials.upper())
    )


def _person(world: World, spec: PersonSpec) -> str:
    return _fill(
        "person.html",
        login=escape(spec.login),
        number=str(spec.id),
        name=escape(spec.name),
        sentence=escape(spec.sentence),
        count=_count(world, spec),
    )


def _count(world: World, spec: PersonSpec) -> str:
    total = spec.pull_requests + spec.issues + spec.reviews
    private = _private_count(world, spec)
    said = f"{total:,} contributions" if total else "No contributions"
    return f"{said}, {private:,} of them private" if private else said


def _private_count(world: World, spec: PersonSpec) -> int:
    """How much of it only the scope `repo` shows; long histories are not written to find out."""
    person = world.person(spec.id)
    if person is None or not any(world.project(name).private for name in spec.projects):
        return 0
    history = world.history(person)
    rows: list[PullRequest | Issue | Review] = [
        *history.pull_requests,
        *history.issues,
        *history.reviews,
    ]
    return sum(row.repository.is_private for row in rows)


def _facts(thread: Issue | PullRequest) -> str:
    facts = [label.name for label in thread.label_list]
    if isinstance(thread, PullRequest):
        facts.insert(0, f"+{thread.additions} -{thread.deletions}, {thread.changed_files} files")
    if thread.closed_at:
        facts.append(f"closed on {iso(thread.closed_at)[:10]}")
    return " · ".join(facts)


def _talk(pull: PullRequest) -> str:
    told = "".join(
        f"<li>{event.typename.removesuffix('Event').lower()} by "
        f"{escape(event.actor.login if event.actor else 'ghost')} on {iso(event.created_at)[:10]}"
        f"{': ' + escape(event.label.name) if event.label else ''}</li>"
        for event in events_of(pull)
    )
    reviews = "".join(_review(review) for review in pull.review_list)
    return f"<h2>What happened</h2><ul>{told}</ul>{'<h2>Reviews</h2>' if reviews else ''}{reviews}"


def _review(review: Review) -> str:
    author = escape(review.author.login if review.author else "ghost")
    state = escape(review.state.replace("_", " ").lower())
    head = f"<p><strong>{author}</strong> {state} on {iso(review.submitted_at)[:10]}</p>"
    anchor = f'id="pullrequestreview-{review.full_database_id}"'
    return f'<div class="card" {anchor}>{head}<pre>{escape(review.body)}</pre></div>'


def _answer(row: DiscussionComment) -> str:
    author = escape(row.author.login if row.author else "ghost")
    said = "answered, and it was accepted" if row.is_answer else "commented"
    head = f"<p><strong>{author}</strong> {said} on {iso(row.created_at)[:10]}</p>"
    anchor = f'id="discussioncomment-{row.full_database_id}"'
    words = "This comment was deleted." if row.deleted_at else row.body
    return f'<div class="card" {anchor}>{head}<pre>{escape(words)}</pre></div>'


def _profile(name: str, login: str, about: str, extra: str) -> str:
    content = _fill(
        "profile.html", name=escape(name), login=escape(login), about=escape(about), extra=extra
    )
    return _layout(name, content)


def _layout(title: str, content: str) -> str:
    return _fill("layout.html", title=escape(title), content=content)


def _fill(template: str, /, **values: str) -> str:
    return _template(template).safe_substitute(values)


@lru_cache(maxsize=16)
def _template(name: str) -> Template:
    return Template((TEMPLATES / name).read_text(encoding="utf-8"))
