"""The owner's writes about their résumés: a save is whole, and what it replaced can come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from tracker.models import Resume, ResumeVersion
from tracker.models.resume import MAX_RESUMES
from tracker.resume_content.content import ResumeContent
from tracker.resume_content.stored import to_json

SITTING = timedelta(minutes=10)  # saves this close together are one piece of work
MAX_VERSIONS = 100  # of one résumé that its owner has not labelled
MAX_LABELLED = 50  # versions of one résumé that are kept for good

_TITLE_LENGTH = 120


class StudioFullError(Exception):
    """There is no room for one more; the message is for the owner."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The résumé is stored; the next save names this revision."""

    revision: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved in between; nothing was written."""

    stored: ResumeContent
    revision: int


@transaction.atomic
def save(
    user: User, resume_id: int, content: ResumeContent, *, revision: int, before: str = ""
) -> Saved | Conflict:
    """Store `content` where the person's résumé still has `revision`.

    Once a sitting, what it replaces is kept as a version; with `before` it is kept for good, by
    this name unless it has one. Raises Resume.DoesNotExist where the person has no such résumé,
    and, with `before`, StudioFullError.
    """
    resume = _locked(user, resume_id)
    if resume.revision != revision:
        return Conflict(resume.content, resume.revision)
    if before and not resume.versions.filter(revision=revision).exclude(label="").exists():
        _check_room(resume)
        _kept(resume, before)
    return _write(resume, content, keeps_always=False)


@transaction.atomic
def create(user: User, title: str, content: ResumeContent | None = None) -> Resume:
    """Make a résumé; a person's first is the one on their profile. Raises StudioFullError."""
    resumes = _all_locked(user)
    if resumes.count() >= MAX_RESUMES:
        raise StudioFullError(f"You have {MAX_RESUMES} résumés. Delete one to make another.")
    return Resume.objects.create(
        user=user,
        title=title,
        stored=to_json(content or ResumeContent()),
        is_on_profile=not resumes.filter(is_on_profile=True).exists(),
    )


def duplicate(user: User, resume_id: int) -> Resume:
    """Make another like it, without its versions. Raises DoesNotExist or StudioFullError."""
    resume = Resume.objects.get(pk=resume_id, user=user)
    return create(user, f"Copy of {resume.title}"[:_TITLE_LENGTH], resume.content)


@transaction.atomic
def delete(user: User, resume_id: int) -> None:
    """Delete a résumé with its versions; the profile then offers the oldest of the others.

    Waits for a document that is giving codes to its lines, so that they go too. Raises
    Resume.DoesNotExist.
    """
    resumes = _all_locked(user)
    resume = resumes.select_for_update().get(pk=resume_id)
    resume.delete()
    heir = resumes.order_by("pk").first()
    if resume.is_on_profile and heir:
        resumes.filter(pk=heir.pk).update(is_on_profile=True)


@transaction.atomic
def put_on_profile(user: User, resume_id: int) -> None:
    """Let the profile offer this résumé and no other. Raises Resume.DoesNotExist."""
    resumes = _all_locked(user)
    resume = resumes.get(pk=resume_id)
    resumes.filter(is_on_profile=True).update(is_on_profile=False)
    resumes.filter(pk=resume.pk).update(is_on_profile=True)


def rename(user: User, resume_id: int, title: str) -> None:
    """Call the person's résumé `title`; its content and its revision stay."""
    Resume.objects.filter(pk=resume_id, user=user).update(title=title, updated_at=timezone.now())


@transaction.atomic
def restore(user: User, resume_id: int, version_id: int) -> Saved:
    """Bring a version back; what it replaces is kept as one. Raises DoesNotExist of either."""
    resume = _locked(user, resume_id)
    version = ResumeVersion.objects.get(pk=version_id, resume=resume)
    return _write(resume, version.content, keeps_always=True)


@transaction.atomic
def keep(user: User, resume_id: int, label: str) -> ResumeVersion:
    """Keep the résumé as it stands as a version called `label`. Raises StudioFullError."""
    resume = _locked(user, resume_id)
    _check_room(resume)
    return _kept(resume, label)


@transaction.atomic
def label_version(user: User, resume_id: int, version_id: int, label: str) -> None:
    """Call a version `label`, which keeps it for good; an empty one lets it go in its time.

    Raises DoesNotExist or StudioFullError.
    """
    resume = _locked(user, resume_id)
    version = ResumeVersion.objects.get(pk=version_id, resume=resume)
    if label and not version.label:
        _check_room(resume)
    version.label = label
    version.save(update_fields=["label"])
    _forget_oldest(resume)


def _check_room(resume: Resume) -> None:
    if resume.versions.exclude(label="").count() >= MAX_LABELLED:
        raise StudioFullError(
            f"{MAX_LABELLED} versions have a name. Take one away to name another."
        )


def _all_locked(user: User) -> QuerySet[Resume]:
    """The person's résumés, while nobody else makes, deletes or marks one."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return Resume.objects.filter(user=user)


def _locked(user: User, resume_id: int) -> Resume:
    resume = Resume.objects.select_for_update().get(pk=resume_id, user=user)
    resume.user = user  # who is known already
    return resume


def _write(resume: Resume, content: ResumeContent, *, keeps_always: bool) -> Saved:
    if content != resume.content:
        if keeps_always or not _is_kept_lately(resume):
            _kept(resume)
        resume.stored, resume.revision = to_json(content), resume.revision + 1
        resume.save(update_fields=["stored", "revision", "updated_at"])
    return Saved(resume.revision)


def _is_kept_lately(resume: Resume) -> bool:
    return resume.versions.filter(made_at__gt=timezone.now() - SITTING).exists()


def _kept(resume: Resume, label: str = "") -> ResumeVersion:
    version, is_new = ResumeVersion.objects.get_or_create(
        resume=resume,
        revision=resume.revision,
        defaults={"stored": resume.stored, "label": label},
    )
    if label and not is_new:
        version.label = label
        version.save(update_fields=["label"])
    _forget_oldest(resume)
    return version


def _forget_oldest(resume: Resume) -> None:
    too_old = resume.versions.filter(label="").order_by("-revision")[MAX_VERSIONS:]
    ResumeVersion.objects.filter(pk__in=too_old.values("pk")).delete()
