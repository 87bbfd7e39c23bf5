"""An exported log, put back: what is missing is added, and what is here is never overwritten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from tracker.log_format import PROFILE_FIELDS
from tracker.models import Annotation, Entry, Repository, Resume
from tracker.models.entry import EntryQuerySet
from tracker.models.resume import MAX_RESUMES
from tracker.restore.errors import UnreadableLogError
from tracker.restore.rows import (
    LoggedEntry,
    logged_entries,
    logged_profile,
    logged_resumes,
)
from tracker.resume_content.portable import entry_names_in, from_portable
from tracker.resume_content.stored import from_json, to_json

_ROWS_AT_A_TIME = 500
_ANNOTATION_FIELDS = (
    *("problem", "fix", "impact", "kind_override"),
    *("is_highlighted", "is_hidden", "revision", "updated_at"),
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What an import did: how many were added or taken from the file.

    `dropped` lines of résumés tell of entries that are neither in the file nor in the log.
    """

    entries: int
    stories: int
    resumes: int
    repositories: int
    dropped: int = 0


def restore(user: User, log: Mapping[str, Any], *, is_rehearsal: bool = False) -> Restored:
    """Add to the log of `user` what `log` (from `read_log`) has and theirs has not.

    Facts that are here stay. Annotations are taken where the file's are the newer ones.
    Empty fields of the profile are filled. Nothing becomes public: no switch is touched, no share
    link made, and what is known of a repository already here stays as it is.

    All or nothing, in one transaction; a rehearsal ends by taking it back. Doing it twice is doing
    it once. Raises UnreadableLogError.
    """
    logged, resumes = logged_entries(log), logged_resumes(log)
    try:
        with transaction.atomic():
            restored = _restore(user, log, logged, resumes)
            transaction.set_rollback(is_rehearsal)
    except IntegrityError as error:
        reason = str(error).partition("\n")[0]
        raise UnreadableLogError(f"The file contradicts itself: {reason}") from error
    return restored


def _restore(
    user: User, log: Mapping[str, Any], logged: list[LoggedEntry], resumes: list[Resume]
) -> Restored:
    _fill_profile(user, log)
    repositories_before = Repository.objects.count()
    _add_repositories(logged)
    entries_before = _entries(user).count()
    _add_entries(user, logged)
    new_resumes = _not_here(user, resumes)
    return Restored(
        entries=_entries(user).count() - entries_before,
        stories=_take_annotations(user, logged),
        dropped=_find_entries(user, new_resumes),
        resumes=_add_resumes(user, new_resumes),
        repositories=Repository.objects.count() - repositories_before,
    )


def _fill_profile(user: User, log: Mapping[str, Any]) -> None:
    """Take from the file what the profile lacks."""
    told = logged_profile(log)
    for name in PROFILE_FIELDS:
        setattr(user, name, getattr(user, name) or getattr(told, name))
    if told.time_zone_is_chosen and not user.time_zone_is_chosen:
        user.time_zone, user.time_zone_is_chosen = told.time_zone, True
    user.save()


def _add_repositories(logged: Iterable[LoggedEntry]) -> None:
    """Add the repositories that nobody here has met; strangers see them once a sync has read them.

    Without `hydrated_at`, whatever the file says of their visibility is nothing that we know.
    """
    found = {each.repository.node_id: each.repository for each in logged if each.repository}
    Repository.objects.bulk_create(
        found.values(), batch_size=_ROWS_AT_A_TIME, ignore_conflicts=True
    )


def _entries(user: User) -> EntryQuerySet:
    return Entry.objects.filter(user=user)


def _add_entries(user: User, logged: list[LoggedEntry]) -> None:
    known = set(_entries(user).values_list("form", "node_id"))
    new = [each for each in logged if each.key not in known]
    first_seen = {each.key: each.entry.first_seen_at for each in new}
    repositories = _repository_ids(new)
    for each in new:
        each.entry.user = user
        if each.repository:
            each.entry.repository_id = repositories[each.repository.node_id]
    Entry.objects.bulk_create(
        [each.entry for each in new], batch_size=_ROWS_AT_A_TIME, ignore_conflicts=True
    )
    _date_back(user, first_seen)


def _repository_ids(logged: Iterable[LoggedEntry]) -> dict[str, int]:
    node_ids = {each.repository.node_id for each in logged if each.repository}
    found = Repository.objects.filter(node_id__in=node_ids)
    return dict(found.values_list("node_id", "pk"))


def _date_back(user: User, first_seen: Mapping[tuple[str, str], datetime]) -> None:
    """Say of the new entries when they were first seen; storing them wrote today."""
    entries = [entry for entry in _keyed(user) if (entry.form, entry.node_id) in first_seen]
    for entry in entries:
        entry.first_seen_at = first_seen[entry.form, entry.node_id]
    Entry.objects.bulk_update(entries, ["first_seen_at"], batch_size=_ROWS_AT_A_TIME)


def _keyed(user: User) -> EntryQuerySet:
    return _entries(user).only("form", "node_id", "annotation__updated_at", "annotation__revision")


def _take_annotations(user: User, logged: list[LoggedEntry]) -> int:
    """Take each story and choice that is newer than the one here; return how many."""
    told = {each.key: each.annotation for each in logged if each.annotation}
    taken = [
        _next_revision(entry, annotation)
        for entry in _keyed(user).select_related("annotation")
        if (annotation := told.get((entry.form, entry.node_id))) and _is_newer(annotation, entry)
    ]
    updated_at = {annotation.entry_id: annotation.updated_at for annotation in taken}
    Annotation.objects.bulk_create(
        taken,
        batch_size=_ROWS_AT_A_TIME,
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=_ANNOTATION_FIELDS,
    )
    for annotation in taken:
        annotation.updated_at = updated_at[annotation.entry_id]
    Annotation.objects.bulk_update(taken, ["updated_at"], batch_size=_ROWS_AT_A_TIME)
    return len(taken)


def _is_newer(annotation: Annotation, entry: Entry) -> bool:
    return not hasattr(entry, "annotation") or annotation.updated_at > entry.annotation.updated_at


def _next_revision(entry: Entry, annotation: Annotation) -> Annotation:
    """Give `annotation` to `entry`, as the revision that follows the one here."""
    annotation.entry = entry
    annotation.revision = entry.annotation.revision + 1 if hasattr(entry, "annotation") else 1
    return annotation


def _not_here(user: User, resumes: Iterable[Resume]) -> list[Resume]:
    """The résumés that were not made at the very instant of one that is here."""
    known = set(Resume.objects.filter(user=user).values_list("created_at", flat=True))
    return [resume for resume in resumes if resume.created_at not in known]


def _find_entries(user: User, resumes: Iterable[Resume]) -> int:
    """Let each line of a résumé name its entry by its id here; return how many have none."""
    rows = _entries(user).values_list("form", "node_id", "pk")
    ids = {(form, node_id): pk for form, node_id, pk in rows}
    dropped = 0
    for resume in resumes:
        named = len(entry_names_in(resume.stored))
        content = from_json(from_portable(resume.stored, ids))
        resume.stored = to_json(content)
        dropped += named - len(content.items or ())
    return dropped


def _add_resumes(user: User, new: list[Resume]) -> int:
    """Add the résumés; one is put on the profile only where none is there."""
    if Resume.objects.filter(user=user).count() + len(new) > MAX_RESUMES:
        raise UnreadableLogError(f"With its résumés there would be more than {MAX_RESUMES}.")
    has_mark = Resume.objects.filter(user=user, is_on_profile=True).exists()
    instants = [(resume.created_at, resume.updated_at) for resume in new]
    for resume in new:
        resume.user = user
        resume.is_on_profile = resume.is_on_profile and not has_mark
    Resume.objects.bulk_create(new)
    for resume, (created_at, updated_at) in zip(new, instants, strict=True):
        resume.created_at, resume.updated_at = created_at, updated_at
    Resume.objects.bulk_update(new, ["created_at", "updated_at"])
    return len(new)
