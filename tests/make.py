"""Builders: each makes one valid thing, and the test names only what matters to it."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import GitHubConnection, User
from tracker.models import (
    ACTIVE,
    Annotation,
    Claim,
    Entry,
    ExportState,
    LogExport,
    LogExportFile,
    Repository,
    Resume,
    RunState,
    SyncRun,
    SyncStream,
    Trigger,
)
from tracker.models.log_export import KEPT_FOR
from tracker.present.resume import document_for
from tracker.records import (
    ContributionRecord,
    Credit,
    Form,
    Kind,
    Landing,
    RepositoryFacts,
    RepositoryRef,
    Source,
    State,
)
from tracker.resume_content.content import ResumeContent
from tracker.resume_content.stored import to_json

_numbers = itertools.count(1)
SOME_DAY = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)


def number() -> int:
    """A number that no other builder has used."""
    return next(_numbers)


def at(text: str) -> datetime:
    """An aware instant in UTC from ISO 8601: `at("2026-03-14 09:26")`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def user(handle: str = "", **fields: Any) -> User:
    """A person with a log, without a connection to GitHub."""
    return User.objects.create_user(handle or f"person-{number()}", **fields)


def connection(
    owner: User | None = None, *, token: str = "gho_" + "t" * 36, refresh: str = "", **fields: Any
) -> GitHubConnection:
    """A usable connection to GitHub; a user is made for it where none is given."""
    owner = owner or user()
    github_id = fields.pop("github_id", 0) or 100_000 + number()
    fields = {"login": owner.handle, "node_id": f"U_{github_id}"} | fields
    made = GitHubConnection(user=owner, github_id=github_id, **fields)
    made.access_token, made.refresh_token = token, refresh
    made.save()
    return made


def resume(owner: User, *, title: str = "My résumé", **content: Any) -> Resume:
    """A résumé of `owner` with this content; what is not named is as in a new one."""
    stored = to_json(ResumeContent(**content))
    return Resume.objects.create(user=owner, title=title, stored=stored)


def proven_resume(owner: User, **content: Any) -> Resume:
    """A résumé that prints verify links, as it stands once its document was made."""
    made = resume(owner, has_proofs=True, **content)
    document_for(made, public=True)
    return made


def repository(full_name: str = "", **fields: Any) -> Repository:
    """A public repository whose facts have just been read."""
    serial = number()
    full_name = full_name or f"acme/project-{serial}"
    defaults: dict[str, Any] = {
        "node_id": f"R_{serial}",
        "url": f"https://github.com/{full_name}",
        "language": "Python",
        "stars": 120,
        "is_private": False,
        "hydrated_at": timezone.now(),
    }
    return Repository.objects.create(full_name=full_name, **defaults | fields)


def entry(owner: User | None = None, *, place: Repository | None = None, **fields: Any) -> Entry:
    """A merged pull request from GitHub, unless `fields` say otherwise.

    Naming `occurred_at` moves its other instants along with it.
    """
    serial = number()
    place = place or repository()
    moment = fields.get("occurred_at", SOME_DAY)
    defaults: dict[str, Any] = {
        "source": Source.GITHUB,
        "form": Form.PULL_REQUEST,
        "node_id": f"PR_{serial}",
        "number": serial,
        "title": f"Keep the cursor when page {serial} fails",
        "url": f"{place.url}/pull/{serial}",
        "state": State.MERGED,
        "occurred_at": moment,
        "opened_at": moment - timedelta(days=2),
        "updated_at": moment,
        "closed_at": moment,
        "merged_at": moment,
        "additions": 12,
        "deletions": 3,
        "changed_files": 2,
        "landing": Landing.MERGED,
        "landed_at": moment,
        "kind": Kind.BUG_FIX,
        "kind_rule": "the title starts with fix:",
        "content_hash": b"as it was read",
    }
    return Entry.objects.create(user=owner or user(), repository=place, **defaults | fields)


def issue(owner: User | None = None, **fields: Any) -> Entry:
    """An open issue from GitHub."""
    return entry(owner, **_unmerged(Form.ISSUE, State.OPEN, Kind.REPORT) | fields)


def review(owner: User | None = None, **fields: Any) -> Entry:
    """An approving review from GitHub."""
    given = _unmerged(Form.REVIEW, State.APPROVED, Kind.REVIEW)
    parent = {"node_id": "PR_parent", "number": 7, "title": "Parent", "author": "grace"}
    return entry(owner, **given | {"submitted_at": SOME_DAY, "parent": parent} | fields)


def comment(owner: User | None = None, **fields: Any) -> Entry:
    """A comment from GitHub on an issue that somebody else opened."""
    serial = number()
    given = _unmerged(Form.COMMENT, State.NONE, Kind.TRIAGE)
    parent = {"node_id": f"I_{serial}", "number": serial, "title": "Thread", "author": "grace"}
    parent |= {"url": "https://github.com/acme/engine/issues/7", "state": "open", "form": "issue"}
    nothing = dict.fromkeys(("additions", "deletions", "changed_files"))
    return entry(owner, **given | nothing | {"parent": parent, "number": serial} | fields)


def act(what: str, detail: str = "", url: str = "") -> dict[str, str]:
    """Something done in the thread of a comment."""
    return {"what": what, "at": SOME_DAY.isoformat(), "detail": detail, "url": url}


def answer(owner: User | None = None, **fields: Any) -> Entry:
    """An accepted answer in somebody's discussion."""
    given = _unmerged(Form.ANSWER, State.ACCEPTED, Kind.SUPPORT)
    parent = {"node_id": "D_parent", "number": 8, "title": "Parent", "author": "grace"}
    return entry(owner, **given | {"parent": parent} | fields)


def commit(owner: User | None = None, **fields: Any) -> Entry:
    """A commit to a default branch from GitHub."""
    made = {"merge_commit_oid": f"{number():040x}", "number": None}
    return entry(owner, **_unmerged(Form.COMMIT, State.NONE, Kind.FEATURE) | made | fields)


def release(owner: User | None = None, **fields: Any) -> Entry:
    """A release from GitHub."""
    given = _unmerged(Form.RELEASE, State.PUBLISHED, Kind.RELEASE)
    named = {"number": None, "title": "v1.0.0", "head_ref": "v1.0.0", "submitted_at": SOME_DAY}
    return entry(owner, **given | named | {"additions": None, "deletions": None} | fields)


def sponsorship(owner: User | None = None, *, is_listed: bool = True, **fields: Any) -> Entry:
    """A public sponsorship that lasts; `is_listed` says that the list has just been read."""
    owner = owner or user()
    if is_listed:
        SyncStream.objects.update_or_create(
            user=owner, form=Form.SPONSORSHIP, defaults={"watermark": timezone.now()}
        )
    moment = fields.get("occurred_at", SOME_DAY)
    defaults: dict[str, Any] = {
        "source": Source.GITHUB,
        "form": Form.SPONSORSHIP,
        "node_id": f"S_{number()}",
        "place": "grace",
        "title": "Sponsorship of Grace Hopper",
        "url": "https://github.com/grace",
        "state": State.ACTIVE,
        "occurred_at": moment,
        "opened_at": moment,
        "updated_at": moment,
        "kind": Kind.SPONSORSHIP,
        "kind_rule": "it is a sponsorship",
        "content_hash": b"as it was read",
    }
    return Entry.objects.create(user=owner, **defaults | fields)


def claimed_entry(owner: User | None = None, **fields: Any) -> Entry:
    """A bot's pull request that its owner has claimed, as a co-author of a commit."""
    evidence = {"what": "You are a co-author of commit abc1234.", "url": "https://github.com/a/b"}
    return entry(owner, **{"claim": Credit.CO_AUTHOR, "claim_evidence": evidence} | fields)


def claim(owner: User | None = None, **fields: Any) -> Claim:
    """A claim that nobody has checked yet."""
    serial = number()
    url = f"https://github.com/acme/engine/pull/{serial}"
    return Claim.objects.create(
        user=owner or user(), **{"url": url, "place": "acme/engine"} | fields
    )


def manual_entry(owner: User | None = None, **fields: Any) -> Entry:
    """A talk that its owner added by hand."""
    serial = number()
    moment = fields.get("occurred_at", SOME_DAY)
    defaults: dict[str, Any] = {
        "source": Source.MANUAL,
        "form": Form.TALK,
        "node_id": f"manual-{serial}",
        "place": "PyCon",
        "title": f"Talk number {serial}",
        "occurred_at": moment,
        "opened_at": moment,
        "updated_at": moment,
        "kind": Kind.TALK,
    }
    return Entry.objects.create(user=owner or user(), **defaults | fields)


def _unmerged(form: Form, state: State, kind: Kind) -> dict[str, Any]:
    nothing = {"merged_at": None, "closed_at": None, "landing": Landing.NOT, "landed_at": None}
    return nothing | {
        "form": form,
        "node_id": f"{form}_{number()}",
        "state": state,
        "kind": kind,
        "kind_rule": "",
    }


def annotation(about: Entry | None = None, **fields: Any) -> Annotation:
    """The owner's words about an entry: a full story, unless `fields` say otherwise."""
    story = {
        "problem": "A failed page moved the cursor.",
        "fix": "The cursor now follows each stored page.",
        "impact": "No pull request is lost any more.",
    }
    return Annotation.objects.create(entry=about or entry(), **story | fields)


def highlight(owner: User | None = None, **fields: Any) -> Entry:
    """An entry that its owner chose to show, with a story."""
    chosen = entry(owner, **fields)
    annotation(chosen, is_highlighted=True)
    return chosen


def sync_run(owner: User | None = None, **fields: Any) -> SyncRun:
    """A queued run that nobody has taken yet; `state=RunState.DONE` makes a finished one."""
    defaults: dict[str, Any] = {"trigger": Trigger.OWNER}
    if fields.get("state") in {RunState.DONE, RunState.FAILED}:
        defaults |= {"started_at": SOME_DAY, "finished_at": SOME_DAY}
    made = SyncRun.objects.create(user=owner or user(), **defaults | fields)
    made.refresh_from_db()
    return made


def log_export(owner: User | None = None, **fields: Any) -> LogExport:
    """A full log that waits; `state=ExportState.DONE` makes one whose day has just begun."""
    if fields.get("state", ExportState.QUEUED) not in ACTIVE:
        fields = {"made_at": timezone.now(), "expires_at": timezone.now() + KEPT_FOR} | fields
    made = LogExport.objects.create(user=owner or user(), **fields)
    made.refresh_from_db()
    return made


def full_log(owner: User | None = None, content: bytes = b"%PDF-1.7", **fields: Any) -> LogExport:
    """A finished full log with its file."""
    shape = {"state": ExportState.DONE, "done": 2, "total": 2, "pages": 3}
    made = log_export(owner, **shape | fields)
    LogExportFile.objects.create(export=made, content=content, size=len(content))
    return made


def sync_stream(owner: User | None = None, **fields: Any) -> SyncStream:
    """A stream of pull requests whose backfill has not begun."""
    return SyncStream.objects.create(user=owner or user(), **{"form": Form.PULL_REQUEST} | fields)


def repository_ref(full_name: str = "acme/engine", **fields: Any) -> RepositoryRef:
    """What every list tells of a public repository."""
    defaults: dict[str, Any] = {"node_id": f"R_{full_name}", "is_private": False}
    return RepositoryRef(full_name=full_name, **defaults | fields)


def repository_facts(ref: RepositoryRef | None = None, **fields: Any) -> RepositoryFacts:
    """A repository as GitHub describes it."""
    ref = ref or repository_ref()
    defaults: dict[str, Any] = {
        "url": f"https://github.com/{ref.full_name}",
        "description": "An engine",
        "stars": 120,
        "language": "Python",
        "topics": ("engine",),
        "is_fork": False,
        "is_archived": False,
    }
    return RepositoryFacts(ref=ref, **defaults | fields)


def record(**fields: Any) -> ContributionRecord:
    """An open pull request as GitHub tells it, unless `fields` say otherwise."""
    serial = number()
    form = fields.get("form", Form.PULL_REQUEST)
    defaults: dict[str, Any] = {
        "form": form,
        "node_id": f"{form}_{serial}",
        "database_id": serial,
        "repository": repository_ref(),
        "number": serial,
        "title": f"Change number {serial}",
        "url": f"https://github.com/acme/engine/pull/{serial}",
        "body": "",
        "state": State.OPEN,
        "opened_at": SOME_DAY,
        "updated_at": SOME_DAY,
    }
    return ContributionRecord(**defaults | fields)
