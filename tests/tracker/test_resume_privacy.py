"""What stops being public leaves every résumé, in every form, at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests import make
from tests.tracker.outlets import answer, files_of, opened_to_strangers, private_paths
from tracker import studio
from tracker.models import Annotation, Entry, Proof, Repository, Resume, ResumeVersion
from tracker.resume_content.content import Item, Position, TypedLink
from tracker.sharing import new_lens, offer_through

pytestmark = pytest.mark.django_db

SECRET = "Zanzibar"  # in everything that can be said of the entry
PLAIN = "The open one stays"
# RFC 6266: quoted ASCII, or percent-encoded with nothing that could end it.
_ONE_FILE_NAME = re.compile(
    r"""(attachment|inline); filename(="[^"/\\]+"|\*=utf-8''[\w.%()!~-]+)""", re.ASCII
)


class Told(NamedTuple):
    """A résumé with one line that is to vanish and one that is to stay."""

    owner: User
    resume: Resume
    entry: Entry


def hide(entry: Entry) -> None:
    Annotation.objects.filter(entry=entry).update(is_hidden=True, is_highlighted=False)


def turn_private(entry: Entry) -> None:
    Repository.objects.filter(entries=entry).update(is_private=True)


def be_private_at_its_source(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(is_private_at_source=True)


def vanish(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(tombstoned_at=timezone.now())


def be_long_unconfirmed(entry: Entry) -> None:
    Repository.objects.filter(entries=entry).update(hydrated_at=make.at("2020-01-01"))


def be_unknown(entry: Entry) -> None:
    Repository.objects.filter(entries=entry).update(hydrated_at=None)


def be_deleted(entry: Entry) -> None:
    entry.delete()


WAYS = [
    *(hide, turn_private, be_private_at_its_source, vanish),
    *(be_long_unconfirmed, be_unknown, be_deleted),
]


def told(*, is_own: bool) -> Told:
    """Such a résumé, its items its owner's own with words of theirs, or those of the highlights."""
    switches = dict.fromkeys(("profile_is_public", "profile_is_indexed", "resume_is_public"), True)
    ada = make.user("ada", name="Ada Lindqvist", **switches)
    place = make.repository(
        f"{SECRET}/{SECRET}", language=SECRET, description=SECRET, topics=[SECRET]
    )
    entry = make.entry(ada, place=place, title=SECRET, labels=[SECRET], paths=[f"{SECRET}.py"])
    make.annotation(entry, is_highlighted=True, fix=SECRET, impact=SECRET, problem=SECRET)
    other = make.entry(ada, title=PLAIN)
    make.annotation(other, is_highlighted=True, fix=PLAIN, impact="", problem="")
    items = (Item(entry.pk, f"Led {SECRET} to fame", SECRET), Item(other.pk, PLAIN))
    resume = make.proven_resume(ada, items=items if is_own else None)
    return Told(ada, resume, entry)


@pytest.mark.parametrize("is_own", [True, False], ids=["own items", "the highlights"])
@pytest.mark.parametrize("leave", WAYS, ids=lambda way: way.__name__)
def test_nothing_of_it_is_left_at_any_outlet(
    client: Client, leave: Callable[[Entry], None], *, is_own: bool
) -> None:
    ada, resume, entry = told(is_own=is_own)
    client.force_login(ada)
    code = Proof.objects.get(entry=entry).code
    paths = [*opened_to_strangers(ada, resume), *files_of(resume)]
    before = {path: client.get(path) for path in paths}
    assert [path for path in paths if before[path].status_code != 200] == []
    assert SECRET in answer(client, f"/v/{code}/")

    leave(entry)

    for path in paths:
        kept = before[path].headers.get("ETag", '"none"')
        words = answer(client, path, if_none_match=kept)
        assert SECRET not in words, path
        if code not in path:
            assert PLAIN in words, path


@pytest.mark.parametrize("leave", WAYS, ids=lambda way: way.__name__)
def test_nothing_of_it_is_left_at_a_link_that_names_the_resume_of_a_private_profile(
    client: Client, leave: Callable[[Entry], None]
) -> None:
    ada, resume, entry = told(is_own=True)
    User.objects.update(profile_is_public=False, resume_is_public=False)
    secret = new_lens(ada, resume=resume).token
    places = (f"/s/{secret}/", f"/s/{secret}/resume.pdf")
    assert all(SECRET in answer(client, path) for path in places)

    leave(entry)

    for path in places:
        words = answer(client, path)
        assert SECRET not in words, path
        assert PLAIN in words, path


def test_a_link_offers_the_resume_that_it_names_and_no_other(client: Client) -> None:
    ada, on_profile, _ = told(is_own=True)
    User.objects.update(profile_is_public=False, resume_is_public=False)
    named = make.resume(ada, items=(), experience=(Position("Weaver", "Quillworks"),))
    link = new_lens(ada, resume=named)
    path = f"/s/{link.token}/resume.pdf"

    words = answer(client, path)

    assert "Quillworks" in words
    assert SECRET not in words
    assert client.get("/@ada/resume.pdf").status_code == 404

    offer_through(link.lens, on_profile)
    assert "Quillworks" not in answer(client, path)

    on_profile.delete()
    assert client.get(path).status_code == 404  # it names none, and the profile offers none


@pytest.mark.parametrize("leave", WAYS, ids=lambda way: way.__name__)
def test_a_picture_that_a_browser_kept_is_not_called_current(
    client: Client, leave: Callable[[Entry], None]
) -> None:
    ada, resume, entry = told(is_own=True)
    version = studio.keep(ada, resume.pk, "as it was")
    client.force_login(ada)
    paths = [
        f"/resumes/{resume.pk}/{rest}"
        for rest in ("preview/1.png", "thumbnail.png", f"versions/{version.pk}/1.png")
    ]
    before = [client.get(path) for path in paths]

    leave(entry)

    after = [
        client.get(path, headers={"If-None-Match": kept.headers["ETag"]})
        for path, kept in zip(paths, before, strict=True)
    ]
    without_it = make.resume(ada, has_proofs=True, items=(resume.content.items or ())[1:])
    Proof.objects.filter(resume=resume).update(resume=without_it)
    assert [answer.status_code for answer in after] == [200, 200, 200]
    assert all(one.content != other.content for one, other in zip(before, after, strict=True))
    assert after[0].content == client.get(f"/resumes/{without_it.pk}/preview/1.png").content


def test_what_turns_public_again_comes_back_with_its_words_and_its_code(client: Client) -> None:
    ada, resume, entry = told(is_own=True)
    paths = opened_to_strangers(ada, resume)
    turn_private(entry)
    assert [path for path in paths if SECRET in answer(client, path)] == []

    Repository.objects.update(is_private=False)

    assert [path for path in paths if SECRET in answer(client, path)] == [
        path for path in paths if "/v/" not in path or Proof.objects.get(entry=entry).code in path
    ]


def test_what_was_typed_is_shown_to_strangers_in_the_resume_and_nowhere_else(
    client: Client,
) -> None:
    typed = Position(what="Engineer", where="Quillworks", highlights=("Led Ostrava",))
    ada, _, _ = told(is_own=True)
    resume = make.proven_resume(
        ada,
        experience=(typed,),
        education=(Position(what="Degree", where="Lundgarth"),),
        links=(TypedLink("https://ada.example/", "Brookside"),),
    )
    paths = opened_to_strangers(ada, resume)

    for word in ("Quillworks", "Ostrava", "Lundgarth", "Brookside"):
        shown = [path for path in paths if word in answer(client, path)]
        assert shown == [path for path in paths if path.startswith("/s/") and "pdf" in path]


def test_mail_address_and_phone_number_are_in_nothing_that_a_stranger_gets(client: Client) -> None:
    ada, resume, _ = told(is_own=True)
    ada.contact_email = "ada.private@example.org"
    ada.contact_phone = "+32 9 871 64 35"
    ada.save()

    for path in opened_to_strangers(ada, resume):
        words = answer(client, path)
        for secret in ("ada.private", "871 64 35", "98716435"):
            assert secret not in words, path


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
def test_every_address_of_anothers_resume_is_not_found(client: Client, method: str) -> None:
    _, resume, entry = told(is_own=True)
    version = ResumeVersion.objects.create(resume=resume, revision=1, stored=resume.stored)
    client.force_login(make.user("mallory"))
    of_a_resume = private_paths(_arguments(resume, entry, version), needing="resume_id")

    assert {"resume", "resume_pdf", "resume_export", "resume_preview"} <= of_a_resume.keys()
    for name, path in of_a_resume.items():
        response = getattr(client, method)(path)
        lead_back = response.status_code == 302 and response.headers["Location"].startswith("/")
        assert lead_back or response.status_code in {404, 405}, name
        assert SECRET not in response.content.decode(), name
    resume.refresh_from_db()
    assert (resume.revision, resume.user.handle) == (0, "ada")


def _arguments(resume: Resume, entry: Entry, version: ResumeVersion) -> dict[str, int | str]:
    ids = {"resume_id": resume.pk, "entry_id": entry.pk, "version_id": version.pk}
    return ids | dict.fromkeys(("lens_id", "claim_id", "page"), 1) | {"extension": "md"}


@pytest.mark.parametrize(
    "name",
    [
        'Ada"; filename="evil.exe',
        "Ada\r\nSet-Cookie: a=b",
        "Ada\x00\x1b[31m",
        "../../etc/passwd",
        "Ada\u202efdp.exe",
        "\u0130\u00df\u4f60\u597d" * 30,
        "; ' % * ~ ` |",
    ],
)
def test_a_name_cannot_leave_the_header_of_a_file(client: Client, name: str) -> None:
    ada, resume, _ = told(is_own=False)
    User.objects.filter(pk=ada.pk).update(name=name.replace("\x00", ""))
    client.force_login(ada)

    for path in files_of(resume):
        response = client.get(path)
        disposition = response.headers["Content-Disposition"]
        assert response.status_code == 200, path
        assert response.cookies.keys() == set(), path
        assert disposition.isascii(), path
        assert disposition.isprintable(), path
        assert _ONE_FILE_NAME.fullmatch(disposition), disposition
