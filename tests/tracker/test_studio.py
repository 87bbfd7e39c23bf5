"""What a person does with their résumés."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from tests import make
from tracker import studio
from tracker.models import Resume, ResumeVersion
from tracker.models.resume import MAX_RESUMES
from tracker.resume_content.content import Item, ResumeContent
from tracker.studio import (
    MAX_LABELLED,
    MAX_VERSIONS,
    SITTING,
    Conflict,
    Saved,
    StudioFullError,
)

pytestmark = pytest.mark.django_db

Result = TypeVar("Result")


@pytest.fixture
def ada() -> User:
    return make.user("ada")


def headline(resume: Resume) -> str:
    return Resume.objects.get(pk=resume.pk).content.headline


def say(resume: Resume, text: str) -> Saved | Conflict:
    """Save `text` as the headline, on top of what is stored."""
    stored = Resume.objects.get(pk=resume.pk)
    content = replace(stored.content, headline=text)
    return studio.save(resume.user, resume.pk, content, revision=stored.revision)


def sittings_go_by(resume: Resume) -> None:
    ResumeVersion.objects.filter(resume=resume).update(made_at=timezone.now() - 2 * SITTING)


def labels(resume: Resume) -> list[str]:
    return [version.label for version in resume.versions.order_by("revision")]


def test_the_first_resume_is_the_one_on_the_profile(ada: User) -> None:
    first, second = studio.create(ada, "General"), studio.create(ada, "Backend")

    assert (first.is_on_profile, second.is_on_profile) == (True, False)
    assert Resume.objects.first_of(ada) == first


def test_the_profile_offers_the_one_that_was_put_there_last(ada: User) -> None:
    first, second = studio.create(ada, "General"), studio.create(ada, "Backend")

    studio.put_on_profile(ada, second.pk)
    studio.put_on_profile(ada, second.pk)

    assert Resume.objects.first_of(ada) == second
    assert Resume.objects.filter(is_on_profile=True).count() == 1
    studio.put_on_profile(ada, first.pk)
    assert Resume.objects.first_of(ada) == first


def test_deleting_the_profiles_resume_moves_its_mark_to_the_oldest_left(ada: User) -> None:
    resumes = [studio.create(ada, title) for title in ("One", "Two", "Three")]

    studio.delete(ada, resumes[0].pk)

    assert Resume.objects.get(is_on_profile=True) == resumes[1]
    studio.delete(ada, resumes[2].pk)
    assert Resume.objects.get(is_on_profile=True) == resumes[1]
    studio.delete(ada, resumes[1].pk)
    assert not Resume.objects.exists()


def test_a_copy_says_the_same_under_another_title_and_has_no_past(ada: User) -> None:
    resume = studio.create(ada, "Backend", ResumeContent(items=(Item(1, "Mine"),)))
    say(resume, "Engineer")

    copy = studio.duplicate(ada, resume.pk)

    assert copy.title == "Copy of Backend"
    assert copy.content == Resume.objects.get(pk=resume.pk).content
    assert not copy.versions.exists()
    say(copy, "Manager")
    assert headline(resume) == "Engineer"


def test_a_copy_of_a_long_title_fits(ada: User) -> None:
    assert len(studio.duplicate(ada, studio.create(ada, "x" * 120).pk).title) == 120


def test_there_is_room_for_so_many_resumes(ada: User) -> None:
    Resume.objects.bulk_create(Resume(user=ada) for _ in range(MAX_RESUMES - 1))
    last = studio.create(ada, "Last")

    with pytest.raises(StudioFullError):
        studio.create(ada, "One more")
    with pytest.raises(StudioFullError):
        studio.duplicate(ada, last.pk)
    assert studio.create(make.user(), "Another person's").pk


@pytest.mark.parametrize(
    "write",
    [
        lambda user, pk: studio.save(user, pk, ResumeContent(), revision=0),
        studio.duplicate,
        studio.delete,
        studio.put_on_profile,
        lambda user, pk: studio.keep(user, pk, "Mine"),
        lambda user, pk: studio.restore(user, pk, 1),
        lambda user, pk: studio.label_version(user, pk, 1, "Mine"),
    ],
)
def test_another_persons_resume_is_not_there(
    ada: User, write: Callable[[User, int], object]
) -> None:
    resume = studio.create(make.user(), "Theirs")

    with pytest.raises(Resume.DoesNotExist):
        write(ada, resume.pk)


def test_a_save_on_top_of_an_older_revision_writes_nothing(ada: User) -> None:
    resume = studio.create(ada, "General")
    say(resume, "First")

    answer = studio.save(ada, resume.pk, ResumeContent(headline="Second"), revision=0)

    assert answer == Conflict(ResumeContent(headline="First"), 1)
    assert headline(resume) == "First"


def test_a_save_that_changes_nothing_is_no_revision_and_no_version(ada: User) -> None:
    resume = studio.create(ada, "General")

    assert studio.save(ada, resume.pk, ResumeContent(), revision=0) == Saved(0)
    assert not resume.versions.exists()


def test_one_sitting_keeps_one_version_of_what_was_there_before(ada: User) -> None:
    resume = studio.create(ada, "General")

    for text in ("a", "ab", "abc"):
        say(resume, text)
    sittings_go_by(resume)
    say(resume, "later")

    kept = [version.content.headline for version in resume.versions.order_by("revision")]
    assert kept == ["", "abc"]


def test_what_is_brought_back_and_what_it_replaces_are_both_kept(ada: User) -> None:
    resume = studio.create(ada, "General")
    say(resume, "Old")
    kept = studio.keep(ada, resume.pk, "Sent to Acme")
    say(resume, "New")

    studio.restore(ada, resume.pk, kept.pk)

    assert headline(resume) == "Old"
    assert "New" in [version.content.headline for version in resume.versions.all()]
    kept.refresh_from_db()
    assert (kept.label, kept.content.headline) == ("Sent to Acme", "Old")


def test_a_version_of_another_resume_cannot_be_brought_back(ada: User) -> None:
    one, other = studio.create(ada, "One"), studio.create(ada, "Other")
    version = studio.keep(ada, other.pk, "Kept")

    with pytest.raises(ResumeVersion.DoesNotExist):
        studio.restore(ada, one.pk, version.pk)


def test_versions_with_a_name_outlive_the_newest_hundred(ada: User) -> None:
    resume = studio.create(ada, "General")
    studio.keep(ada, resume.pk, "Sent")
    ResumeVersion.objects.bulk_create(
        ResumeVersion(resume=resume, revision=number, stored={}) for number in range(1, 120)
    )
    Resume.objects.filter(pk=resume.pk).update(revision=200)
    sittings_go_by(resume)

    say(resume, "Now")

    assert labels(resume).count("") == MAX_VERSIONS
    assert labels(resume)[0] == "Sent"
    assert resume.versions.latest("revision").revision == 200


def test_a_version_is_named_and_its_name_taken_away(ada: User) -> None:
    resume = studio.create(ada, "General")
    say(resume, "Now")
    version = resume.versions.get()

    studio.label_version(ada, resume.pk, version.pk, "Sent")
    assert labels(resume) == ["Sent"]
    studio.label_version(ada, resume.pk, version.pk, "")
    assert labels(resume) == [""]


def test_so_many_versions_can_have_a_name(ada: User) -> None:
    resume = studio.create(ada, "General")
    ResumeVersion.objects.bulk_create(
        ResumeVersion(resume=resume, revision=number + 10, stored={}, label=str(number))
        for number in range(MAX_LABELLED)
    )

    with pytest.raises(StudioFullError):
        studio.keep(ada, resume.pk, "One more")
    studio.label_version(ada, resume.pk, resume.versions.earliest("pk").pk, "Otherwise")


def test_the_database_holds_a_person_to_one_resume_on_the_profile(ada: User) -> None:
    studio.create(ada, "General")

    with pytest.raises(IntegrityError), transaction.atomic():
        Resume.objects.create(user=ada, title="Second", is_on_profile=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Resume.objects.create(user=ada, title="")


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_wins_and_the_other_is_told(ada: User) -> None:
    resume = studio.create(ada, "General")
    contents = [ResumeContent(headline=text) for text in ("Left", "Right")]

    answers = at_once(
        [
            lambda said=each: studio.save(ada, resume.pk, said, revision=0)  # type: ignore[misc]
            for each in contents
        ]
    )

    (won,) = (answer for answer in answers if isinstance(answer, Saved))
    (lost,) = (answer for answer in answers if isinstance(answer, Conflict))
    assert won.revision == lost.revision == 1
    assert lost.stored.headline == headline(resume)


@pytest.mark.django_db(transaction=True)
def test_resumes_made_at_once_leave_one_on_the_profile_and_no_more_than_fit(ada: User) -> None:
    Resume.objects.bulk_create(Resume(user=ada) for _ in range(MAX_RESUMES - 2))

    made = at_once([lambda: _made(ada)] * 4)

    assert made.count(True) == 2
    assert Resume.objects.filter(user=ada, is_on_profile=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_deleting_and_marking_at_once_leave_one_mark(ada: User) -> None:
    first, *others = (studio.create(ada, str(number)) for number in range(3))

    at_once(
        [
            lambda: studio.delete(ada, first.pk),
            lambda: studio.put_on_profile(ada, others[1].pk),
            lambda: studio.put_on_profile(ada, others[0].pk),
        ]
    )

    assert Resume.objects.filter(user=ada, is_on_profile=True).count() == 1


def _made(owner: User) -> bool:
    try:
        studio.create(owner, "One more")
    except StudioFullError:
        return False
    return True


def at_once(writes: list[Callable[[], Result]]) -> list[Result]:
    def closing(write: Callable[[], Result]) -> Result:
        try:
            return write()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(writes)) as people:
        return list(people.map(closing, writes))
