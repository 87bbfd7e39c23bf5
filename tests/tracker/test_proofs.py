"""When the lines of a résumé get their codes."""

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from tests import make
from tracker import curate, studio
from tracker.models import Annotation, Entry, Proof, Repository, Resume
from tracker.models.forget import forget
from tracker.models.proof import ALPHABET, CODE_LENGTH, as_meant, new_code
from tracker.present.document import Link, ResumeDocument
from tracker.present.export import log_document
from tracker.present.resume import contents_of, document_for
from tracker.restore.restore import restore
from tracker.resume_content.content import Item

pytestmark = pytest.mark.django_db


def save(resume: Resume, **content: object) -> None:
    """Save what is named and make the document, as its owner's page does."""
    resume.refresh_from_db()
    changed = replace(resume.content, **content)  # type: ignore[arg-type]  # any of its fields
    studio.save(resume.user, resume.pk, changed, revision=resume.revision)
    proofs_on(resume)


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


def test_new_lines_get_codes_and_the_others_keep_theirs() -> None:
    resume = make.resume(make.user())
    make.highlight(resume.user)
    save(resume, has_proofs=True)
    before = codes()
    new = make.highlight(resume.user)

    for _ in range(2):
        proofs_on(resume)

    assert codes().keys() == {*before, new.pk}
    assert before.items() <= codes().items()


def turn_public(entry: Entry) -> None:
    Repository.objects.filter(entries=entry).update(is_private=False)


def be_confirmed_again(entry: Entry) -> None:
    Repository.objects.filter(entries=entry).update(hydrated_at=timezone.now())


def be_public_at_its_source(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(is_private_at_source=False)


def be_found_again(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(tombstoned_at=None)


def be_shown_again(entry: Entry) -> None:
    curate.set_hidden(entry, on=False)
    curate.set_highlight(entry, on=True)


def be_highlighted(entry: Entry) -> None:
    curate.set_highlight(entry, on=True)


def be_among_the_best(entry: Entry) -> None:
    Annotation.objects.filter(is_highlighted=True).update(is_highlighted=False)


# How an entry comes to be on a résumé without a save, and what keeps it off until then.
WAYS_IN = [
    (turn_public, {"place": {"is_private": True}}),
    (turn_public, {"place": {"is_private": True}, "is_own": True}),
    (be_confirmed_again, {"place": {"hydrated_at": None}}),
    (be_confirmed_again, {"place": {"hydrated_at": make.at("2020-01-01")}, "is_own": True}),
    (be_public_at_its_source, {"facts": {"is_private_at_source": True}}),
    (be_found_again, {"facts": {"tombstoned_at": make.SOME_DAY}, "is_own": True}),
    (be_shown_again, {"choices": {"is_hidden": True}}),
    (be_shown_again, {"choices": {"is_hidden": True}, "is_own": True}),
    (be_highlighted, {"choices": {}}),
    (be_among_the_best, {"choices": {}}),
]


@pytest.mark.parametrize(("come", "how"), WAYS_IN)
def test_what_comes_onto_a_resume_by_itself_has_its_code_at_once(
    client: Client, come: Callable[[Entry], None], how: dict[str, Any]
) -> None:
    ada = make.user("ada", profile_is_public=True, resume_is_public=True)
    there = make.highlight(ada)
    new = make.entry(ada, place=make.repository(**how.get("place", {})), **how.get("facts", {}))
    make.annotation(new, **how.get("choices", {"is_highlighted": True}))
    items = (Item(there.pk), Item(new.pk)) if how.get("is_own") else None
    resume = make.resume(ada, has_proofs=True, items=items)
    assert len(proofs_on(resume)) == 1
    assert codes().keys() == {there.pk}

    come(new)

    address = f"/resumes/{resume.pk}/"
    client.force_login(ada)
    text = client.get(f"{address}export.txt").content.decode()
    assert f"/v/{codes()[new.pk]}" in text


def test_a_restored_log_has_codes_on_the_resumes_that_print_them() -> None:
    ada = make.user()
    make.highlight(ada, node_id="PR_kept")
    make.resume(ada, has_proofs=True)
    log = json.loads("".join(log_document(ada, timezone.now())))
    eve = make.user()

    restore(eve, log)

    assert None not in proofs_on(Resume.objects.get(user=eve))
    assert Proof.objects.filter(resume__user=eve, entry__user=eve).count() == 1


@pytest.mark.parametrize("made", [lambda it: document_for(it, public=False), contents_of])
def test_whoever_makes_a_document_gives_the_codes(made: Callable[[Resume], object]) -> None:
    resume = make.resume(make.user(), has_proofs=True)
    entry = make.highlight(resume.user)

    made(resume)

    assert codes().keys() == {entry.pk}


def test_a_stranger_who_comes_first_gets_the_codes_too(client: Client) -> None:
    ada = make.user("ada", profile_is_public=True, resume_is_public=True)
    make.highlight(ada)
    make.resume(ada, has_proofs=True)

    file = PdfReader(BytesIO(client.get("/@ada/resume.pdf").content))

    assert f"/v/{Proof.objects.get().code}" in "".join(page.extract_text() for page in file.pages)


def test_what_no_stranger_may_see_gets_no_code() -> None:
    ada = make.user()
    private, hidden = make.entry(ada), make.entry(ada)
    Repository.objects.filter(entries=private).update(is_private=True)
    make.annotation(hidden, is_hidden=True)
    items = (Item(private.pk), Item(hidden.pk))
    resume = make.resume(ada, has_proofs=True, items=items)

    document_for(resume, public=False)
    contents_of(resume)

    assert codes() == {}


def test_a_resume_that_has_its_codes_costs_one_query_for_them() -> None:
    ada = make.user()
    for _ in range(3):
        make.highlight(ada)
    with_codes, without = make.resume(ada, has_proofs=True), make.resume(ada)
    proofs_on(with_codes)

    counts = []
    for resume in (with_codes, without):
        with CaptureQueriesContext(connection) as queries:
            document_for(resume, public=False)
        counts.append(len(queries))

    assert counts[0] == counts[1] + 1


def test_many_missing_codes_are_stored_at_once() -> None:
    ada = make.user()
    resume = make.resume(ada, has_proofs=True)
    for _ in range(7):
        make.highlight(ada)

    with CaptureQueriesContext(connection) as queries:
        document_for(resume, public=False)

    inserts = [query["sql"] for query in queries if query["sql"].startswith("INSERT")]
    assert len(inserts) == 1
    assert len(codes()) == 7


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

    assert Proof.objects.codes(resume, [entry.pk, kept.pk]).keys() == {kept.pk}
    assert Proof.objects.codes(other, [kept.pk]) == {}


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_is_deleted_while_it_gets_its_code_takes_the_code_along() -> None:
    resume, entry = make.resume(make.user()), make.manual_entry()

    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            Proof.objects.codes(resume, [entry.pk])
            deleting = elsewhere.submit(apart, lambda: curate.delete_entry(entry))
            wait_for(deleting)
        deleting.result(timeout=30)

    assert codes() == {}


@pytest.mark.django_db(transaction=True)
def test_a_resume_that_is_deleted_while_its_lines_get_codes_takes_them_along() -> None:
    resume, entry = make.resume(make.user()), make.entry()

    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            Proof.objects.codes(resume, [entry.pk])
            deleting = elsewhere.submit(apart, lambda: studio.delete(resume.user, resume.pk))
            wait_for(deleting)
        deleting.result(timeout=30)

    assert not Resume.objects.exists()
    assert codes() == {}


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_document_at_once_print_the_same_codes() -> None:
    resume = make.resume(make.user(), has_proofs=True)
    for _ in range(3):
        make.highlight(resume.user)

    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            ours = proofs_on(resume)
            making = elsewhere.submit(apart, lambda: proofs_on(resume))
            wait_for(making)
        theirs = making.result(timeout=30)

    assert ours == theirs
    assert None not in ours
    assert Proof.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_person_who_goes_while_a_document_is_made_gets_no_codes_and_goes() -> None:
    resume = make.resume(make.user(), has_proofs=True)
    entry = make.highlight(resume.user)

    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            Resume.objects.select_for_update().get(pk=resume.pk)
            making = elsewhere.submit(apart, lambda: Proof.objects.codes(resume, [entry.pk]))
            wait_for(making)
            forget(resume.user)
        assert making.result(timeout=30) == {}

    assert not Entry.objects.exists()


def apart(act: Callable[[], Any]) -> Any:
    """Do it over a connection of its own."""
    try:
        return act()
    finally:
        connection.close()


def wait_for(other: Future[Any]) -> None:
    """Until `other` waits for a lock that this connection holds."""
    waits = "SELECT pid FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        while not cursor.execute(waits).fetchall():
            assert not other.done()
