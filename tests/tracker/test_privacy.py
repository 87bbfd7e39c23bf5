"""What is private stays out of everything that a stranger can fetch."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests import make
from tests.tracker.outlets import answer, private_paths
from tracker.models import Entry, Proof, Repository, Resume
from tracker.sharing import new_lens

pytestmark = pytest.mark.django_db


class Canaries:
    """Strings that must never be seen, each one its own."""

    def __init__(self) -> None:
        self.all: list[str] = []

    def word(self, where: str) -> str:
        """A new canary; `where` tells, when it is seen, where it got out."""
        self.all.append(f"canary{len(self.all)}{where}")
        return self.all[-1]

    def phone(self) -> str:
        """A number that is as much of a canary: as it is written, and as it is dialled."""
        self.all += ["8716435", "871 64 35"]
        return "+32 9 871 64 35"

    def seen_in(self, words: str) -> list[str]:
        """Those that have got out."""
        return [canary for canary in self.all if canary in words]

    def story(self, where: str) -> dict[str, str]:
        return {part: self.word(f"{where}{part}") for part in ("problem", "fix", "impact")}

    def facts(self, where: str) -> dict[str, Any]:
        """Facts of an entry in which everything that can be a string is a canary."""
        url = f"https://github.com/{self.word(where + 'url')}"
        title, body = self.word(f"{where}title"), self.word(f"{where}body")
        return {"title": title, "body": body, "url": url, "milestone": self.word(where)}

    def repository(self, where: str) -> Repository:
        name = f"{self.word(where + 'owner')}/{self.word(where + 'name')}"
        return make.repository(name, description=self.word(f"{where}about"), is_private=True)


def kept_back(ada: User, canaries: Canaries) -> None:
    """Give `ada` one of each thing that no stranger may see, highlighted where that can be."""
    vault = canaries.repository("private")
    secret = make.entry(ada, place=vault, **canaries.facts("private"))
    make.annotation(secret, is_highlighted=True, **canaries.story("private"))
    make.annotation(
        make.review(ada, place=vault, **canaries.facts("privatereview")), is_highlighted=True
    )
    hidden = make.entry(ada, **canaries.facts("hidden"))
    make.annotation(hidden, is_hidden=True, **canaries.story("hidden"))
    gone = make.entry(ada, tombstoned_at=timezone.now(), **canaries.facts("gone"))
    make.annotation(gone, is_highlighted=True, **canaries.story("gone"))
    sponsored = make.sponsorship(
        ada,
        is_private_at_source=True,
        place=canaries.word("sponsored"),
        **canaries.facts("sponsorship"),
    )
    make.annotation(sponsored, is_highlighted=True, **canaries.story("sponsorship"))
    by_hand = make.manual_entry(ada, place=canaries.word("place"), title=canaries.word("byhand"))
    make.annotation(by_hand, is_hidden=True, **canaries.story("byhand"))
    in_private = canaries.repository("byhandprivate")
    make.manual_entry(ada, repository=in_private, title=canaries.word("inprivate"))


def public_person(canaries: Canaries) -> User:
    """Someone whose doors are all open, with public work beside what is kept back."""
    mail = f"{canaries.word('mail')}@example.org"
    switches = dict.fromkeys(("profile_is_public", "profile_is_indexed", "resume_is_public"), True)
    contact = {"contact_email": mail, "contact_phone": canaries.phone()}
    ada = make.user("ada", name="Ada Lindqvist", **contact, **switches)
    make.connection(ada, token="gho_" + canaries.word("token") * 3)
    make.highlight(ada, title="Shown to all", body=canaries.word("body"))
    make.resume(ada, title=canaries.word("resumetitle"), has_proofs=True)
    new_lens(ada, label=canaries.word("lenslabel"))
    kept_back(ada, canaries)
    Proof.objects.codes(Resume.objects.get(), Entry.objects.values_list("pk", flat=True))
    return ada


def public_paths(ada: User) -> list[str]:
    token = new_lens(ada).token
    shared = [f"/s/{token}/", f"/s/{token}/resume.pdf"]
    codes = Proof.objects.filter(resume__user=ada).values_list("code", flat=True)
    proofs = [f"/v/{code}/" for code in codes]
    unknown = ["/@nobody/", "/s/wrong/", "/v/wrong/"]
    return ["/", "/@ada/", "/@ada/resume.pdf", *shared, "/robots.txt", *unknown, *proofs]


def test_no_canary_is_seen_at_any_public_address(client: Client) -> None:
    canaries = Canaries()
    ada = public_person(canaries)

    answers = {path: answer(client, path) for path in public_paths(ada)}

    assert len(canaries.all) >= 30
    assert "Shown to all" in answers["/@ada/"]
    assert "The cursor now follows each stored page." in answers["/@ada/resume.pdf"]
    for path, words in answers.items():
        assert canaries.seen_in(words) == [], path


def test_every_other_address_asks_a_stranger_to_sign_in_or_is_not_there(client: Client) -> None:
    canaries = Canaries()
    ada = public_person(canaries)
    resume, entry = Resume.objects.get(), Entry.objects.filter(user=ada).earliest("pk")
    export = make.full_log(ada, content=canaries.word("fulllog").encode())
    arguments: dict[str, int | str] = {
        "resume_id": resume.pk,
        "entry_id": entry.pk,
        "lens_id": 1,
        "version_id": 1,
        "page": 1,
        "claim_id": 1,
        "export_id": export.pk,
        "extension": "md",
    }

    paths = private_paths(arguments)

    assert {"log", "entry", "resume", "resume_pdf", "resume_preview", "export"} <= paths.keys()
    for name, path in paths.items():
        assert client.get(path).status_code in {302, 404, 405}, name
        assert canaries.seen_in(answer(client, path)) == [], name


def test_what_turns_private_is_gone_from_every_open_door_at_once(client: Client) -> None:
    ada = make.user("ada", profile_is_public=True, resume_is_public=True)
    vault = make.repository("acme/vault")
    make.highlight(ada, place=vault, title="Soon a secret")
    paths = [path for path in public_paths(ada) if "ada" in path or "/s/" in path][:4]
    before = [answer(client, path) for path in paths]

    vault.is_private = True
    vault.save()

    assert all("vault" in words for words in before)
    for path in paths:
        assert "vault" not in answer(client, path)


def test_a_sponsorship_that_turns_private_is_gone_from_every_open_door_at_once(
    client: Client,
) -> None:
    ada = make.user("ada", profile_is_public=True, resume_is_public=True)
    sponsored = make.sponsorship(ada, place="grace-h", title="Sponsorship of grace-h")
    make.annotation(sponsored, is_highlighted=True, fix="", impact="", problem="")
    paths = [path for path in public_paths(ada) if "ada" in path or "/s/" in path][:4]
    before = [answer(client, path) for path in paths]

    Entry.objects.update(is_private_at_source=True)

    assert all("grace-h" in words for words in before)
    for path in paths:
        assert "grace-h" not in answer(client, path)
