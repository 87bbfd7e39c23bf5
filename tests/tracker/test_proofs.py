"""When the lines of a résumé get their codes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import User
from tests import make
from tracker import curate, studio
from tracker.models import Entry, Proof, Resume
from tracker.models.proof import ALPHABET, CODE_LENGTH, as_meant, new_code
from tracker.present.document import Link, ResumeDocument
from tracker.present.resume import document_for
from tracker.resume_content.content import Item

pytestmark = pytest.mark.django_db


def save(resume: Resume, **content: object) -> None:
    resume.refresh_from_db()
    changed = replace(resume.content, **content)  # type: ignore[arg-type]  # any of its fields
    studio.save(resume.user, resume.pk, changed, revision=resume.revision)


def proofs_on(resume: Resume) -> list[Link | None]:
    document: ResumeDocument = document_for(Resume.objects.get(pk=resume.pk), public=True)
    groups = (group for section in document.sections for group in section.groups)
    return [bullet.proof for group in groups for bullet in group.bullets]


def codes() -> dict[int, str]:
    return dict(Proof.objects.values_list("entry_id", "code"))


def test_a_code_holds_sixty_bits_and_no_look_alikes() -> None:
    assert CODE_LENGTH * 5 >= 60
    assert len(set(ALPHABET)) == 32
    assert set("iloIOLu").isdisjoint(ALPHABET)
    drawn = {new_code() for _ in range(200)}
    assert len(drawn) == 200
    assert all(as_meant(code) == code for code in drawn)


def test_without_the_switch_nothing_has_a_code() -> None:
    resume = make.resume(make.user())
    make.highlight(resume.user)

    save(resume, headline="Engineer")

    assert codes() == {}
    assert proofs_on(resume) == [None]


def test_switching_it_on_gives_each_present_line_a_code_which_is_printed_whole() -> None:
    resume = make.resume(make.user())
    first, second = make.highlight(resume.user), make.highlight(resume.user)

    save(resume, has_proofs=True)

    assert codes().keys() == {first.pk, second.pk}
    shown = {proof.label: proof.url for proof in proofs_on(resume) if proof}
    assert len(shown) == 2
    for label, url in shown.items():
        assert url == f"http://{label}/"
        assert label.rpartition("/")[2] in codes().values()


def test_a_save_gives_codes_to_new_lines_and_leaves_the_others_theirs() -> None:
    resume = make.resume(make.user())
    make.highlight(resume.user)
    save(resume, has_proofs=True)
    before = codes()
    new = make.highlight(resume.user)

    save(resume, headline="Engineer")
    save(resume)

    assert codes().keys() == {*before, new.pk}
    assert before.items() <= codes().items()


def test_saving_what_is_saved_already_still_gives_what_is_missing() -> None:
    resume = make.resume(make.user(), has_proofs=True)
    entry = make.highlight(resume.user)

    save(resume)

    assert codes().keys() == {entry.pk}


def test_highlighting_gives_a_code_on_a_resume_that_follows_the_highlights(client: Client) -> None:
    resume = make.resume(make.user(), has_proofs=True)
    entry = make.entry(resume.user)
    client.force_login(resume.user)

    client.post(f"/log/{entry.pk}/highlight/", {"on": "1"})

    assert codes().keys() == {entry.pk}


def test_looking_at_a_resume_gives_no_codes(client: Client) -> None:
    resume = make.resume(make.user(), has_proofs=True)
    make.highlight(resume.user)
    client.force_login(resume.user)

    client.get(f"/resumes/{resume.pk}/")
    client.get(f"/resumes/{resume.pk}/export.pdf")

    assert codes() == {}


def test_a_line_that_is_put_back_has_its_old_code() -> None:
    resume = make.resume(make.user())
    entry, other = make.entry(resume.user), make.entry(resume.user)
    save(resume, has_proofs=True, items=(Item(entry.pk), Item(other.pk)))
    before = codes()

    save(resume, items=(Item(other.pk),))
    save(resume, items=(Item(other.pk), Item(entry.pk)))

    assert codes() == before


def test_one_entry_has_another_code_on_another_resume() -> None:
    ada = make.user()
    make.highlight(ada)
    for _ in range(2):
        save(make.resume(ada), has_proofs=True)

    assert len(set(Proof.objects.values_list("code", flat=True))) == 2


def test_anothers_entry_never_gets_a_code() -> None:
    resume, theirs = make.resume(make.user()), make.entry(make.user())

    save(resume, has_proofs=True, items=(Item(theirs.pk), Item(theirs.pk + 1000)))

    assert codes() == {}


def test_a_restored_version_that_prints_links_has_codes_for_its_lines() -> None:
    resume = make.resume(make.user(), has_proofs=True)
    entry = make.entry(resume.user)
    version = studio.keep(resume.user, resume.pk, "with links")
    save(resume, has_proofs=False, items=(Item(entry.pk),))
    assert codes() == {}
    make.annotation(entry, is_highlighted=True)

    studio.restore(resume.user, resume.pk, version.pk)

    assert codes().keys() == {entry.pk}


def test_deleting_an_entry_or_a_resume_takes_its_codes_along() -> None:
    ada: User = make.user()
    for _ in range(2):
        make.highlight(ada)
    resume = make.resume(ada)
    save(resume, has_proofs=True)

    Entry.objects.earliest("pk").delete()
    assert Proof.objects.count() == 1
    resume.delete()
    assert Proof.objects.count() == 0


def test_the_database_refuses_a_second_code_for_one_line() -> None:
    entry = make.entry()
    resume = make.resume(entry.user)
    Proof.objects.create(resume=resume, entry=entry)

    with pytest.raises(IntegrityError):
        Proof.objects.create(resume=resume, entry=entry)


@pytest.mark.django_db(transaction=True)
def test_an_entry_or_a_resume_that_went_a_moment_ago_gets_no_code() -> None:
    resume, entry = make.resume(make.user()), make.manual_entry()
    other, kept = make.resume(make.user()), make.entry()
    Entry.objects.filter(pk=entry.pk).delete()
    Resume.objects.filter(pk=other.pk).delete()

    Proof.objects.give(resume, [entry.pk, kept.pk])
    Proof.objects.give(other, [kept.pk])

    assert codes().keys() == {kept.pk}


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_is_deleted_while_it_gets_its_code_takes_the_code_along() -> None:
    resume, entry = make.resume(make.user()), make.manual_entry()

    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            Proof.objects.give(resume, [entry.pk])
            deleting = elsewhere.submit(delete, entry)
            wait_until_somebody_waits()
        deleting.result(timeout=30)

    assert codes() == {}


def delete(entry: Entry) -> None:
    """Delete it over a connection of its own."""
    try:
        curate.delete_entry(entry)
    finally:
        connection.close()


def wait_until_somebody_waits() -> None:
    """Until another connection waits for a lock that this one holds."""
    waits = "SELECT pid FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        while not cursor.execute(waits).fetchall():
            pass
