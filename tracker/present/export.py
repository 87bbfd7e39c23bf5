"""The whole log as one JSON document, an entry at a time so that memory stays flat.

docs/export.schema.json describes it. What is not in it: tokens, and the secret of share links, of
which we keep none either.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.db.models import Model

from accounts.models import GitHubConnection, User
from tracker.log_format import (
    FACT_FIELDS,
    FORMAT,
    IDENTITY_FIELDS,
    INSTANT_FIELDS,
    REPOSITORY_FIELDS,
    RESUME_FIELDS,
    STORY_FIELDS,
    USER_FIELDS,
    VERSION,
)
from tracker.models import Entry, Lens, Resume, SyncStream
from tracker.present.story import annotation_of
from tracker.resume_content.portable import entry_ids_in, to_portable

_ROWS_AT_A_TIME = 400

_CONNECTION_FIELDS = ("login", "github_id", "node_id", "scopes", "connected_at")
_LENS_FIELDS = ("label", "created_at", "expires_at", "last_used_at")
_STREAM_FIELDS = ("form", "phase", "watermark", "seen", "total", "is_complete", "updated_at")


def log_document(user: User, exported_at: datetime) -> Iterator[str]:
    """Yield the log of `user` as pieces of one JSON text that ends in a line break.

    Equal logs and equal `exported_at` give equal bytes, whoever asks: the page or the command.
    """
    yield json.dumps(_head(user, exported_at), ensure_ascii=False, indent=2).removesuffix("\n}")
    yield ',\n  "entries": ['
    separator = "\n"
    for entry in _entries(user):
        yield f"{separator}    {json.dumps(_entry(entry), ensure_ascii=False)}"
        separator = ",\n"
    yield "\n  ]\n}\n"


def _entries(user: User) -> Iterator[Entry]:
    """Return the entries oldest first: the order that survives an import."""
    entries = Entry.objects.filter(user=user).select_related("repository", "annotation")
    ordered = entries.defer("search", "annotation__search").order_by(
        "occurred_at", "form", "node_id"
    )
    return ordered.iterator(chunk_size=_ROWS_AT_A_TIME)


def _head(user: User, exported_at: datetime) -> dict[str, object]:
    connection = GitHubConnection.objects.filter(user=user).first()
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": _plain(exported_at),
        "user": _fields(user, USER_FIELDS),
        "connection": _fields(connection, _CONNECTION_FIELDS) if connection else None,
        "resumes": _resumes(user),
        "share_links": _rows(Lens.objects.filter(user=user).order_by("pk"), _LENS_FIELDS),
        "sync_streams": _rows(SyncStream.objects.filter(user=user).order_by("pk"), _STREAM_FIELDS),
    }


def _resumes(user: User) -> list[dict[str, object]]:
    """Return the résumés, each with its entries named as any installation names them."""
    resumes = list(Resume.objects.filter(user=user).order_by("pk"))
    ids = {pk for resume in resumes for pk in entry_ids_in(resume.stored)}
    rows = Entry.objects.filter(user=user, pk__in=ids).values_list("pk", "form", "node_id")
    names = {pk: (form, node_id) for pk, form, node_id in rows}
    return [
        _fields(resume, RESUME_FIELDS) | {"stored": to_portable(resume.stored, names)}
        for resume in resumes
    ]


def _entry(entry: Entry) -> dict[str, object]:
    annotation = annotation_of(entry)
    repository = entry.repository
    landing = {"how": entry.landing, "evidence": entry.landing_evidence}
    return (
        _fields(entry, IDENTITY_FIELDS)
        | {
            "repository": _fields(repository, REPOSITORY_FIELDS) if repository else None,
            "place": entry.place,
            "is_private": entry.is_private,
        }
        | _fields(entry, INSTANT_FIELDS)
        | {
            "landing": landing if entry.landing else None,
            "kind": entry.kind,
            "kind_rule": entry.kind_rule,
            "kind_override": annotation.kind_override,
            "facts": _fields(entry, FACT_FIELDS),
            "story": _fields(annotation, STORY_FIELDS),
            "is_highlighted": annotation.is_highlighted,
            "is_hidden": annotation.is_hidden,
            "words_changed_at": _plain(annotation.updated_at),
        }
    )


def _rows(rows: Iterable[Model], names: tuple[str, ...]) -> list[dict[str, object]]:
    return [_fields(row, names) for row in rows]


def _fields(row: Model, names: tuple[str, ...]) -> dict[str, object]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: object) -> object:
    """Return an instant as ISO 8601 in UTC, as GitHub writes them; all else as it is."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value
