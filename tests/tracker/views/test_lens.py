"""Share links, as strangers meet them."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from tests import make
from tracker.models import Lens, Resume
from tracker.resume_content.content import Position
from tracker.sharing import new_lens
from tracker.views.misses import MAX_MISSES

pytestmark = pytest.mark.django_db


def token(owner: User) -> str:
    return new_lens(owner).token


def test_a_share_link_opens_a_private_profile(client: Client) -> None:
    ada = make.user(name="Ada Lindqvist")
    make.highlight(ada, title="Name the layer")

    page = client.get(f"/s/{token(ada)}/")

    assert page.status_code == 200
    assert "Name the layer" in page.content.decode()


def test_a_share_link_leaves_no_trace(client: Client) -> None:
    ada = make.user(resume_is_public=True)
    secret = token(ada)

    for path in (f"/s/{secret}/", f"/s/{secret}/resume.pdf"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    page = client.get(f"/s/{secret}/").content.decode()
    assert "canonical" not in page
    assert "og:url" not in page
    assert "/@" not in page


def test_a_use_is_noted(client: Client) -> None:
    ada = make.user()
    client.get(f"/s/{token(ada)}/")

    assert Lens.objects.get().last_used_at is not None


def changed(secret: str) -> str:
    return secret[:-2] + ("A" if secret[-2] != "A" else "B") + secret[-1]


def test_wrong_expired_revoked_and_inactive_are_one(client: Client) -> None:
    ada, gone = make.user(), make.user()
    good, expired, revoked, inactive = token(ada), new_lens(ada), new_lens(ada), token(gone)
    Lens.objects.filter(pk=expired.lens.pk).update(expires_at=timezone.now())
    revoked.lens.delete()
    User.objects.filter(pk=gone.pk).update(is_active=False)

    def answer(secret: str) -> tuple[int, str, dict[str, str]]:
        response = client.get(f"/s/{secret}/")
        body = response.content.decode().replace(secret, "TOKEN")
        return response.status_code, body, dict(response.headers)

    unknown = answer("A" * 22)
    assert unknown[0] == 404
    for secret in (
        *(changed(good), good.swapcase(), good[:-1], "%00", expired.token, revoked.token),
        *(inactive, Lens.objects.earliest("pk").token_hash.hex()),
    ):
        assert answer(secret)[:2] == unknown[:2]
    assert client.get(f"/s/{good}/").status_code == 200


def test_guessing_is_slowed_down_by_address(client: Client) -> None:
    cache.clear()
    good = token(make.user())
    answers = [client.get(f"/s/guess-{i}/").status_code for i in range(MAX_MISSES)]

    blocked = client.get(f"/s/{good}/")
    elsewhere = client.get(f"/s/{good}/", REMOTE_ADDR="198.51.100.7")

    assert answers == [404] * MAX_MISSES
    assert blocked.status_code == 429
    assert blocked.headers["Retry-After"] == "60"
    assert elsewhere.status_code == 200


def test_a_claimed_address_does_not_help_the_guesser(client: Client) -> None:
    cache.clear()
    for i in range(MAX_MISSES):
        client.get(f"/s/guess-{i}/", headers={"X-Forwarded-For": f"198.51.100.{i}"})

    assert client.get("/s/guess/", headers={"X-Forwarded-For": "203.0.113.1"}).status_code == 429


def test_behind_a_trusted_proxy_each_visitor_counts_alone(client: Client) -> None:
    cache.clear()
    with override_settings(TRUSTED_PROXIES=1):
        for i in range(MAX_MISSES):
            client.get(f"/s/guess-{i}/", headers={"X-Forwarded-For": "203.0.113.1, 198.51.100.9"})
        other = client.get("/s/x/", headers={"X-Forwarded-For": "198.51.100.9, 198.51.100.10"})
        same = client.get("/s/x/", headers={"X-Forwarded-For": "203.0.113.77, 198.51.100.9"})

    assert (other.status_code, same.status_code) == (404, 429)


def test_one_household_of_ipv6_counts_as_one(client: Client) -> None:
    cache.clear()
    for i in range(MAX_MISSES):
        client.get(f"/s/guess-{i}/", REMOTE_ADDR=f"2001:db8:1:2::{i:x}")

    same = client.get("/s/x/", REMOTE_ADDR="2001:db8:1:2:ffff::1")
    other = client.get("/s/x/", REMOTE_ADDR="2001:db8:1:3::1")

    assert (same.status_code, other.status_code) == (429, 404)


def test_robots_may_come_as_far_as_the_header_that_sends_them_away(client: Client) -> None:
    assert "/s/" not in client.get("/robots.txt").content.decode()


def pdf_words(client: Client, secret: str) -> str:
    pages = PdfReader(BytesIO(client.get(f"/s/{secret}/resume.pdf").content)).pages
    return "".join(page.extract_text() for page in pages)


def test_a_link_offers_the_resume_that_it_names_and_the_others_the_profiles() -> None:
    client, ada = Client(), make.user(resume_is_public=True)
    make.highlight(ada)
    make.resume(ada, headline="For anybody")
    on_profile = make.resume(ada, headline="For the profile")
    talks = make.resume(ada, headline="For a conference")
    Resume.objects.filter(pk=on_profile.pk).update(is_on_profile=True)
    named, plain = new_lens(ada, resume=talks), new_lens(ada)

    assert "For a conference" in pdf_words(client, named.token)
    assert "For the profile" in pdf_words(client, plain.token)

    talks.delete()

    assert "For the profile" in pdf_words(client, named.token)


def test_a_link_that_names_a_resume_offers_it_whatever_the_profile_offers(client: Client) -> None:
    ada = make.user(resume_is_public=False)
    make.highlight(ada)
    secret = new_lens(ada, resume=make.resume(ada, headline="For a conference")).token

    assert f'href="/s/{secret}/resume.pdf"' in client.get(f"/s/{secret}/").content.decode()
    assert "For a conference" in pdf_words(client, secret)


def test_a_link_that_names_a_resume_offers_it_with_an_empty_log_too(client: Client) -> None:
    ada = make.user()
    resume = make.resume(ada, experience=(Position("Weaver", "Loom Ltd"),))
    secret = new_lens(ada, resume=resume).token

    assert "resume.pdf" in client.get(f"/s/{secret}/").content.decode()
    assert "Loom Ltd" in pdf_words(client, secret)


def test_a_link_that_names_no_resume_offers_none_until_the_profile_does(client: Client) -> None:
    ada = make.user(resume_is_public=False)
    make.highlight(ada)
    make.resume(ada)
    secret = token(ada)

    def answers() -> tuple[bool, int]:
        page = client.get(f"/s/{secret}/").content.decode()
        return "resume.pdf" in page, client.get(f"/s/{secret}/resume.pdf").status_code

    before = answers()
    User.objects.update(resume_is_public=True)

    assert (before, answers()) == ((False, 404), (True, 200))
