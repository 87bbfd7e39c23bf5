"""Who is who: GitHub's numeric id decides, and nothing else."""

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount

from accounts.handles import unused_handle
from accounts.models import GitHubConnection, User
from tests import make
from tests.accounts.browser import Browser, text
from tests.accounts.github_stub import GitHubStub, person


def test_a_renamed_login_is_the_same_person(github: GitHubStub) -> None:
    Browser().sign_in(github, person(101, "ines"))

    Browser().sign_in(github, person(101, "ines-okafor"))

    user = User.objects.get()
    assert user.handle == "ines"
    assert user.github.login == "ines-okafor"
    assert SocialAccount.objects.get().extra_data == {"login": "ines-okafor", "node_id": "U_101"}


def test_a_reused_login_is_another_person(github: GitHubStub) -> None:
    Browser().sign_in(github, person(101, "ines"))
    Browser().sign_in(github, person(101, "ines-okafor"))
    stranger = Browser()

    stranger.sign_in(github, person(999, "ines"))

    assert stranger.user is not None
    assert stranger.user.handle == "ines-2"
    assert User.objects.count() == 2
    assert GitHubConnection.objects.get(github_id=101).user.handle == "ines"


def test_the_same_email_address_makes_nobody_the_same_person(github: GitHubStub) -> None:
    Browser().sign_in(github, person(101, "ines", email="ines@example.org"))
    stranger = Browser()

    stranger.sign_in(github, person(555, "mallory", email="ines@example.org"))

    assert stranger.user == User.objects.get(handle="mallory")


def test_no_email_address_is_asked_for_or_kept(github: GitHubStub) -> None:
    Browser().sign_in(github, person(email="ines@example.org"))

    assert github.asked == ["/api/v3/user"]
    assert not EmailAddress.objects.exists()
    assert User.objects.get().contact_email == ""
    assert "ines@example.org" not in str(SocialAccount.objects.get().extra_data)


def test_a_profile_is_made_safe_before_it_is_kept(github: GitHubStub) -> None:
    hostile = person(
        name="Ines\u202e\x00 Okafor\ud800",
        location="x" * 500,
        blog="javascript:alert(1)",
    )

    Browser().sign_in(github, hostile)

    user = User.objects.get()
    assert user.name == "Ines Okafor"
    assert user.location == "x" * 120
    assert user.website == ""


def test_renewing_the_connection_works_for_its_own_account(github: GitHubStub) -> None:
    browser = Browser()
    browser.sign_in(github, person(101, "ines"))
    GitHubConnection.objects.update(problem="GitHub refused the key.")

    asked = browser.start(process="connect")
    response = browser.come_back(code=github.code_for(person(101, "ines")), state=asked["state"])

    assert response["Location"] == "/settings/connection/"
    assert GitHubConnection.objects.get().problem == ""
    assert browser.user == User.objects.get()


@pytest.mark.parametrize("other", [person(202, "bob"), person(303, "new-here")])
def test_renewing_the_connection_with_another_account_is_refused(
    github: GitHubStub, other: dict[str, object]
) -> None:
    Browser().sign_in(github, person(202, "bob"))
    browser = Browser()
    browser.sign_in(github, person(101, "ines"))
    before = list(GitHubConnection.objects.order_by("pk").values())

    asked = browser.start(process="connect")
    response = browser.come_back(code=github.code_for(other), state=asked["state"])

    assert f"@{other['login']}" in text(browser.get(response["Location"]))
    assert list(GitHubConnection.objects.order_by("pk").values()) == before
    assert SocialAccount.objects.count() == 2
    assert browser.user == User.objects.get(handle="ines")


def test_a_visitor_cannot_renew_anything(github: GitHubStub) -> None:
    Browser().sign_in(github, person(101, "ines"))
    visitor = Browser()
    before = GitHubConnection.objects.values().get()

    asked = visitor.start(process="connect")
    visitor.come_back(code=github.code_for(person(101, "ines")), state=asked["state"])

    assert visitor.user is None
    assert GitHubConnection.objects.values().get() == before


def test_a_link_cannot_choose_a_sign_in_that_signs_nobody_in(github: GitHubStub) -> None:
    browser = Browser()

    asked = browser.start("?process=redirect")
    browser.come_back(code=github.code_for(person()), state=asked["state"])

    assert browser.user == User.objects.get()


def test_signing_in_as_someone_else_ends_the_first_session(github: GitHubStub) -> None:
    browser = Browser()
    browser.sign_in(github, person(101, "ines"))

    browser.sign_in(github, person(202, "bob"))

    assert browser.user == User.objects.get(handle="bob")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("login", "handle"),
    [
        ("Ines", "ines"),
        ("ines--o-", "ines-o"),
        ("octo_acme", "octo-acme"),
        ("admin", "admin-2"),
        ("Settings", "settings-2"),
        ("日本", "user-2"),
        ("a" * 60, "a" * 39),
    ],
)
def test_a_handle_reads_like_the_login(login: str, handle: str) -> None:
    assert unused_handle(login) == handle


@pytest.mark.django_db
def test_a_numbered_handle_keeps_to_the_length() -> None:
    make.user("a" * 39)
    make.user("a" * 37 + "-2")

    assert unused_handle("a" * 39) == "a" * 37 + "-3"
