"""The pages behind the short links of a résumé's lines."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests import make
from tracker.models import Annotation, Entry, Proof, Repository, Resume
from tracker.records import Landing, State
from tracker.resume_content.content import Item
from tracker.views.misses import MAX_MISSES

pytestmark = pytest.mark.django_db

SENTENCE = "The cursor now follows each stored page."


def proven(owner: User, **facts: Any) -> Proof:
    """The code of a highlight on the owner's résumé, which prints verify links."""
    entry = make.highlight(owner, **facts)
    make.proven_resume(owner)
    return Proof.objects.get(entry=entry)


def words(client: Client, proof: Proof) -> str:
    response = client.get(f"/v/{proof.code}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_line_stands_beside_its_evidence(client: Client) -> None:
    ada = make.user("ada", name="Ada Lindqvist", profile_is_public=True)
    repository = make.repository("acme/engine")
    evidence = {"by": "mergebot", "detail": "Merged", "url": "https://github.com/acme/engine/c/1"}
    proof = proven(
        ada,
        place=repository,
        title="fix: keep the cursor",
        state=State.CLOSED,
        landing=Landing.BOT_LABEL,
        landing_evidence=evidence,
    )

    page = words(client, proof)

    assert SENTENCE in page
    assert "Ada Lindqvist" in page
    assert 'href="/@ada/"' in page
    assert "Read from GitHub" in page
    assert "mergebot closed it and labelled it “Merged”." in page
    assert "https://github.com/acme/engine/c/1" in page
    assert "fix: keep the cursor" in page
    assert f'Last confirmed <time datetime="{timezone.now():%Y-%m-%d}">' in page


def test_a_private_profile_is_not_named_by_its_handle(client: Client) -> None:
    assert "/@ada/" not in words(client, proven(make.user("ada")))


def test_another_project_is_named_as_the_persons_word_alone(client: Client) -> None:
    ada = make.user()
    entry = make.entry(ada, title="Keep pages", place=make.repository("octo/loom"))
    make.entry(ada, place=make.repository("octo/needle"))
    make.annotation(entry, is_highlighted=True, problem="", impact="")
    text = "Kept pages of octo/loom for acme/rocket and in needle, with read/write locks"
    make.proven_resume(ada, items=(Item(entry.pk, text),))

    page = words(client, Proof.objects.get())

    assert (
        "Kept pages of octo/loom for <mark>acme/rocket</mark> and in <mark>needle</mark>, "
        "with read/write locks"
    ) in page


def test_what_github_does_not_show_is_named(client: Client) -> None:
    ada = make.user(name="Ada")
    entry = make.entry(ada, title="Keep 7 pages", number=1203, additions=12, deletions=3)
    make.annotation(entry, is_highlighted=True, problem="", impact="")
    claims = "Kept 7 pages for <b>40%</b> of 1,200 schools, with Kubernetes"
    make.proven_resume(ada, items=(Item(entry.pk, claims),))

    page = words(client, Proof.objects.get())

    line = page.partition("<blockquote")[2].partition("</blockquote>")[0].partition(">")[2]
    assert line == (
        "Kept 7 pages for &lt;b&gt;<mark>40%</mark>&lt;/b&gt; of <mark>1,200</mark> schools, "
        "with <mark>Kubernetes</mark>"
    )
    assert "What <bdi>Ada</bdi> alone says" in page


def test_what_the_owner_told_in_the_log_is_no_more_than_their_word(client: Client) -> None:
    entry = proven(make.user(), title="Keep the pages").entry
    Annotation.objects.filter(entry=entry).update(fix="Kept the pages of 1,200 schools.")

    assert "<mark>1,200</mark>" in words(client, Proof.objects.get())


def test_a_line_that_the_facts_bear_out_is_not_marked(client: Client) -> None:
    page = words(client, proven(make.user()))

    assert "<mark" not in page
    assert "alone says" not in page


def test_what_is_self_reported_as_a_whole_is_not_marked_in_parts(client: Client) -> None:
    page = words(client, proven(make.user(), content_hash=b"", title="Saved 40% for 12 schools"))

    assert "<mark" not in page


def test_it_says_whose_words_the_line_is_in(client: Client) -> None:
    ada = make.user(name="Ada Lindqvist")
    own, drafted, told = make.entry(ada), make.entry(ada), make.entry(ada)
    make.annotation(told)
    items = (Item(own.pk, "Kept every cursor"), Item(drafted.pk), Item(told.pk))
    make.proven_resume(ada, items=items)

    def whose(entry: Entry) -> str:
        page = words(client, Proof.objects.get(entry=entry))
        return page.partition("The line above ")[2].partition(".</p>")[0]

    assert whose(own) == whose(told) == "is in the words of <bdi>Ada Lindqvist</bdi>"
    assert whose(drafted) == "was put together from them"


def test_what_was_added_by_hand_is_self_reported(client: Client) -> None:
    ada = make.user("ada")
    talk = make.manual_entry(ada, title="Small patches", url="https://example.org/talk")
    make.annotation(talk, is_highlighted=True, problem="", fix="", impact="")
    make.proven_resume(ada)

    page = words(client, Proof.objects.get())

    assert "Self-reported" in page
    assert "Nobody else has confirmed it." in page
    assert "Last confirmed" not in page


def test_what_was_imported_is_not_said_to_be_read_from_github(client: Client) -> None:
    page = words(client, proven(make.user(), content_hash=b""))

    assert "Read from GitHub" not in page
    assert "has not been read from GitHub here yet" in page


def test_a_page_is_not_kept_listed_or_told_of(client: Client) -> None:
    headers = client.get(f"/v/{proven(make.user()).code}/").headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in headers
    assert "Disallow: /v/" in client.get("/robots.txt").content.decode()


def test_a_code_may_be_typed_as_it_looks_on_paper(client: Client) -> None:
    proof = proven(make.user())
    Proof.objects.filter(pk=proof.pk).update(code="0123456789ab")

    for typed in ("0123456789AB", "ol23456789ab", "OI23456789ab"):
        assert client.get(f"/v/{typed}/").status_code == 200


def hide(proof: Proof) -> None:
    Annotation.objects.update(is_hidden=True, is_highlighted=False)


def make_private(proof: Proof) -> None:
    Repository.objects.update(is_private=True)


def let_knowledge_age(proof: Proof) -> None:
    Repository.objects.update(hydrated_at=make.at("2020-01-01"))


def forget_visibility(proof: Proof) -> None:
    Repository.objects.update(hydrated_at=None)


def make_private_at_source(proof: Proof) -> None:
    Entry.objects.update(is_private_at_source=True)


def tombstone(proof: Proof) -> None:
    Entry.objects.update(tombstoned_at=timezone.now())


def take_off(proof: Proof) -> None:
    Annotation.objects.update(is_highlighted=False)
    make.highlight(proof.resume.user, title="Something else")


def switch_off(proof: Proof) -> None:
    proof.resume.stored["has_proofs"] = False
    proof.resume.save()


def delete_the_resume(proof: Proof) -> None:
    Resume.objects.all().delete()


def delete_the_entry(proof: Proof) -> None:
    Entry.objects.all().delete()


def close_the_account(proof: Proof) -> None:
    User.objects.update(is_active=False)


def delete_the_account(proof: Proof) -> None:
    User.objects.all().delete()


WAYS_OUT = [
    *(hide, make_private, let_knowledge_age, forget_visibility, make_private_at_source),
    *(tombstone, take_off, switch_off, delete_the_resume, delete_the_entry),
    *(close_the_account, delete_the_account),
]


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_what_no_stranger_may_see_is_answered_as_an_unknown_code(
    client: Client, leave: Any
) -> None:
    proof = proven(make.user())
    assert SENTENCE in words(client, proof)

    leave(proof)

    gone, unknown = client.get(f"/v/{proof.code}/"), client.get("/v/222222222222/")
    assert (gone.status_code, unknown.status_code) == (404, 404)
    assert gone.content.decode().replace(proof.code, "CODE") == unknown.content.decode().replace(
        "222222222222", "CODE"
    )
    assert dict(gone.headers) == dict(unknown.headers)


def test_what_comes_back_has_its_old_code(client: Client) -> None:
    proof = proven(make.user())
    make_private(proof)
    assert client.get(f"/v/{proof.code}/").status_code == 404

    Repository.objects.update(is_private=False)

    assert SENTENCE in words(client, proof)


@pytest.mark.parametrize("code", ["%00", "a", "0" * 13, "'" * 12, "..", "é" * 12, "u" * 12])
def test_what_can_be_no_code_is_not_found(client: Client, code: str) -> None:
    assert client.get(f"/v/{code}/").status_code == 404


def test_guessing_is_slowed_down_by_address(client: Client) -> None:
    cache.clear()
    good = proven(make.user())
    for _ in range(MAX_MISSES):
        client.get("/v/222222222222/")

    refused = client.get(f"/v/{good.code}/")

    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    assert client.get(f"/v/{good.code}/", REMOTE_ADDR="198.51.100.7").status_code == 200


def test_hostile_words_are_words(client: Client) -> None:
    hostile = "<script>alert(1)</script>{{7*7}}&#x22;"
    ada = make.user("ada", name=hostile)
    entry = make.entry(ada, title=hostile, landing_evidence={"by": hostile, "url": ""})
    make.annotation(entry, is_highlighted=True, fix=f"{hostile}\u202e", impact="", problem="")
    make.proven_resume(ada)

    page = words(client, Proof.objects.get())

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}&amp;#x22;" in page
    assert "49" not in page.partition("<main")[2].partition("<dl")[0]
    assert "\u202e" not in page


def test_the_codes_of_two_people_open_only_their_own_lines(client: Client) -> None:
    ada, bo = make.user(name="Ada"), make.user(name="Bo")
    hers, his = proven(ada, title="Of Ada alone"), proven(bo, title="Of Bo alone")

    assert "Of Bo alone" not in words(client, hers)
    assert "Of Ada alone" not in words(client, his)
