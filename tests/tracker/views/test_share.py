"""Who may look is its owner's to say, and is said in full."""

import hashlib
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests import make
from tracker.models import Lens, SyncRun
from tracker.models.repository import VISIBILITY_LASTS
from tracker.sharing import MAX_LENSES, Audience, audience_of, new_lens

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> User:
    ada = make.user("ada")
    client.force_login(ada)
    return ada


def text(client: Client, path: str = "/share/") -> str:
    return client.get(path).content.decode()


def link_in(page: str) -> str:
    """The path of the share link that a page shows in its field."""
    address = page.partition('id="new-link" value="')[2].partition('"')[0]
    return address.removeprefix(settings.SITE_URL)


def choose(client: Client, audience: Audience, **switches: str) -> str:
    return client.post("/share/", {"audience": audience} | switches, follow=True).content.decode()


def test_a_log_is_private_until_its_owner_says_otherwise(client: Client, ada: User) -> None:
    assert audience_of(ada) is Audience.PRIVATE
    assert 'value="private" id="id_audience_0" checked' in text(client).replace(" required", "")


def test_going_public_switches_the_profile_on_and_nothing_else(client: Client, ada: User) -> None:
    page = choose(client, Audience.PUBLIC)

    ada.refresh_from_db()
    assert "Your profile is public." in page
    assert ada.profile_is_public
    assert (ada.profile_is_indexed, ada.resume_is_public) == (False, False)
    assert not Lens.objects.exists()


@pytest.mark.parametrize("audience", [Audience.LINK, Audience.PUBLIC])
def test_letting_others_in_asks_github_what_is_still_public(
    client: Client, ada: User, audience: Audience
) -> None:
    make.connection(ada)

    client.post("/share/", {"audience": audience})

    assert SyncRun.objects.active().filter(user=ada).exists()


def test_a_new_link_asks_github_what_is_still_public(client: Client, ada: User) -> None:
    make.connection(ada)

    client.post("/share/links/", {"label": "", "life": "90"})

    assert Lens.objects.filter(user=ada).exists()
    assert SyncRun.objects.active().filter(user=ada).exists()


def test_letting_others_in_without_a_connection_asks_nothing(client: Client, ada: User) -> None:
    client.post("/share/", {"audience": Audience.PUBLIC})

    assert not SyncRun.objects.exists()


def test_the_switches_are_stored(client: Client, ada: User) -> None:
    choose(client, Audience.PUBLIC, profile_is_indexed="on", resume_is_public="on")

    ada.refresh_from_db()
    assert ada.profile_is_indexed
    assert ada.resume_is_public


def test_choosing_links_makes_the_first_one_and_shows_it_once(client: Client, ada: User) -> None:
    page = choose(client, Audience.LINK)

    path = link_in(page)
    assert client.get(path).status_code == 200
    assert path not in text(client)
    assert client.get("/@ada/").status_code == 404


def test_choosing_links_again_makes_no_second(client: Client, ada: User) -> None:
    choose(client, Audience.LINK)
    choose(client, Audience.LINK)

    assert Lens.objects.count() == 1


def test_closing_the_log_closes_every_door(client: Client, ada: User) -> None:
    choose(client, Audience.PUBLIC)
    path = f"/s/{new_lens(ada).token}/"

    choose(client, Audience.PRIVATE)

    assert client.get("/@ada/").status_code == 404
    assert client.get(path).status_code == 404


def test_an_unknown_audience_changes_nothing(client: Client, ada: User) -> None:
    response = client.post("/share/", {"audience": "everyone", "resume_is_public": "on"})

    ada.refresh_from_db()
    assert response.status_code == 422
    assert not ada.resume_is_public


def test_a_new_link_is_shown_to_copy_and_kept_as_a_digest(client: Client, ada: User) -> None:
    response = client.post("/share/links/", {"label": "Grace", "life": "30"})
    shown, later = text(client), text(client)

    path = link_in(shown)
    token = path.removeprefix("/s/").rstrip("/")
    lens = Lens.objects.get()
    assert len(token) == 22
    assert bytes(lens.token_hash) == hashlib.sha256(token.encode()).digest()
    assert lens.expires_at
    assert (lens.expires_at - timezone.now()).days == 29
    assert response.headers["Location"] == "/share/"
    assert token not in later
    assert token not in str(dict(client.session))


def test_a_link_can_work_until_it_is_revoked(client: Client, ada: User) -> None:
    client.post("/share/links/", {"label": "", "life": ""})

    assert Lens.objects.get().expires_at is None


def test_links_are_listed_with_their_use(client: Client, ada: User) -> None:
    made = new_lens(ada, label="Hiring team")
    assert "never opened" in text(client)

    client.get(f"/s/{made.token}/")

    page = text(client)
    assert "Hiring team" in page
    assert "last opened" in page


def test_a_revoked_link_leads_nowhere(client: Client, ada: User) -> None:
    made = new_lens(ada)

    client.post(f"/share/links/{made.lens.pk}/revoke/")

    assert client.get(f"/s/{made.token}/").status_code == 404
    assert not Lens.objects.exists()


def test_another_persons_link_cannot_be_revoked(client: Client, ada: User) -> None:
    theirs = new_lens(make.user())

    assert client.post(f"/share/links/{theirs.lens.pk}/revoke/").status_code == 404
    assert Lens.objects.exists()


def test_links_are_bounded_and_expired_ones_make_room(client: Client, ada: User) -> None:
    for _ in range(MAX_LENSES):
        new_lens(ada)
    refused = client.post("/share/links/", {"life": "90"})
    Lens.objects.filter(pk=Lens.objects.earliest("pk").pk).update(expires_at=timezone.now())
    accepted = client.post("/share/links/", {"life": "90"})

    assert refused.status_code == 422
    assert "Revoke one to make another" in refused.content.decode()
    assert accepted.status_code == 302
    assert Lens.objects.count() == MAX_LENSES


def test_the_page_says_what_becomes_visible_before_it_does(client: Client, ada: User) -> None:
    make.highlight(ada, title="Name the layer")
    make.entry(ada, title="Plain")
    make.entry(ada, place=make.repository(is_private=True))
    make.annotation(make.entry(ada), is_hidden=True)
    make.entry(ada, tombstoned_at=timezone.now())

    page = text(client)

    assert "<b>2</b> contributions, <b>1</b> highlight<" in page
    assert "Name the layer" in page
    assert "1 private at GitHub" in page
    assert "1 that you have hidden" in page
    assert "1 no longer on GitHub" in page


def test_the_page_says_what_nobody_has_asked_github_about_lately(client: Client, ada: User) -> None:
    make.entry(ada, place=make.repository(hydrated_at=timezone.now() - VISIBILITY_LASTS))

    page = text(client)

    assert "1 that GitHub has not shown us as public" in page
    assert "None of your entries is private" not in page


def test_the_page_says_how_long_entries_stay_without_a_connection(
    client: Client, ada: User
) -> None:
    until = timezone.now() + timedelta(days=9)
    make.entry(ada, place=make.repository(hydrated_at=until - VISIBILITY_LASTS))
    make.entry(ada)
    connection = make.connection(ada)
    connected = text(client)

    connection.problem = "GitHub no longer accepts the access you gave us."
    connection.save()

    assert "stay visible until" not in connected
    assert f"stay visible until {until.astimezone(ada.zone):%-d %B %Y};" in text(client)


def test_a_log_by_hand_needs_no_connection(client: Client, ada: User) -> None:
    make.manual_entry(ada)

    assert "stay visible until" not in text(client)


def test_a_stranger_s_view_can_be_had_before_anything_is_public(client: Client, ada: User) -> None:
    make.highlight(ada, title="Name the layer")
    make.entry(ada, title="Secret", place=make.repository(is_private=True))

    response = client.get("/share/preview/")

    page = response.content.decode()
    assert "This is what a stranger sees" in page
    assert "Name the layer" in page
    assert "Secret" not in page
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/share/", "/share/preview/"])
def test_sharing_is_for_those_who_are_signed_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 302


@pytest.mark.parametrize(
    "path", ["/share/", "/share/links/", "/share/links/1/resume/", "/share/links/1/revoke/"]
)
def test_no_other_site_can_share_for_its_owner(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.user())

    assert client.post(path, {"audience": "public"}).status_code == 403


def test_a_new_link_names_one_of_ones_own_resumes(client: Client, ada: User) -> None:
    make.resume(ada, title="For everybody")
    talks = make.resume(ada, title="For <talks>")
    assert "What my profile offers" in text(client)

    client.post("/share/links/", {"label": "Jury", "life": "90", "resume": talks.pk})

    assert Lens.objects.get().resume == talks
    assert "Offers the résumé “<bdi>For &lt;talks&gt;</bdi>”" in text(client)


def test_with_no_resume_there_is_nothing_to_choose(client: Client, ada: User) -> None:
    new_lens(ada)
    before = text(client)
    make.resume(ada)

    assert "What my profile offers" not in before
    assert text(client).count("What my profile offers") == 2  # of a new link, and of this one


def test_the_resume_of_a_link_can_be_changed(client: Client, ada: User) -> None:
    first, second = make.resume(ada, title="First"), make.resume(ada, title="Second")
    make.resume(ada, title="Third", headline="Chosen by nobody")
    made, other = new_lens(ada, resume=first), new_lens(ada, resume=first)
    path = f"/share/links/{made.lens.pk}/resume/"

    page = client.post(path, {"resume": second.pk}, follow=True).content.decode()

    assert "The link offers what you chose from now on." in page
    assert "Offers the résumé “<bdi>Second</bdi>”" in page
    assert f'<option value="{second.pk}" selected>Second</option>' in page
    assert Lens.objects.get(pk=other.lens.pk).resume == first

    client.post(path, {"resume": ""})

    assert Lens.objects.get(pk=made.lens.pk).resume is None
    assert "Offers no résumé<" in text(client)


def test_a_link_is_not_given_anothers_resume(client: Client, ada: User) -> None:
    own = make.resume(ada, title="Mine")
    made = new_lens(ada, resume=own)
    theirs = make.resume(make.user(), title="Secret plans")

    response = client.post(f"/share/links/{made.lens.pk}/resume/", {"resume": theirs.pk})

    page = response.content.decode()
    assert response.status_code == 422
    assert "<details open>" in page
    assert "Select a valid choice" in page
    assert "Secret plans" not in page
    assert Lens.objects.get().resume == own


def test_another_persons_link_cannot_be_given_a_resume(client: Client, ada: User) -> None:
    theirs = new_lens(make.user())

    answer = client.post(f"/share/links/{theirs.lens.pk}/resume/", {"resume": make.resume(ada).pk})

    assert answer.status_code == 404
    assert Lens.objects.get().resume is None


def test_a_link_that_no_longer_works_is_not_changed(client: Client, ada: User) -> None:
    made = new_lens(ada)
    Lens.objects.update(expires_at=timezone.now())

    answer = client.post(f"/share/links/{made.lens.pk}/resume/", {"resume": make.resume(ada).pk})

    assert answer.status_code == 404
    assert Lens.objects.get().resume is None


def test_many_links_read_the_resumes_once(client: Client, ada: User) -> None:
    make.resume(ada)
    new_lens(ada)
    with CaptureQueriesContext(connection) as few:
        text(client)
    for _ in range(5):
        new_lens(ada)
    with CaptureQueriesContext(connection) as many:
        text(client)

    assert len(many) == len(few)


def test_a_link_cannot_offer_anothers_resume(client: Client, ada: User) -> None:
    theirs = make.resume(make.user())

    response = client.post("/share/links/", {"label": "", "life": "90", "resume": theirs.pk})

    assert response.status_code == 422
    assert not Lens.objects.exists()


def test_it_names_the_resumes_whose_lines_strangers_can_look_at(client: Client, ada: User) -> None:
    make.resume(ada, title="Without links")
    assert "Verify links" not in text(client)

    make.resume(ada, title="With <links>", has_proofs=True)

    section = text(client).partition('id="proofs-title"')[2]
    assert "even while your profile is private" in section
    assert "With &lt;links&gt;" in section
    assert "Without links" not in section


def test_links_say_that_they_offer_no_resume_until_that_is_switched_on(
    client: Client, ada: User
) -> None:
    new_lens(ada)
    assert "They offer no résumé until" in text(client)
    assert "Offers no résumé<" in text(client)

    choose(client, Audience.LINK, resume_is_public="on")

    assert "offer no résumé until" not in text(client)
    assert "Offers the résumé on your profile<" in text(client)


def test_links_that_name_a_resume_are_said_to_offer_it_either_way(
    client: Client, ada: User
) -> None:
    new_lens(ada, resume=make.resume(ada, title="For talks"))

    page = text(client)

    assert "offers that one to whoever has the link, whatever your profile offers" in page
    assert "The others offer no résumé until" in page
    assert "Offers the résumé “<bdi>For talks</bdi>”" in page
