"""What happens to those who are not, or no longer, signed in."""

import pytest
from django.test import Client

from tests import make
from tests.tracker.views.browse import HTMX

pytestmark = pytest.mark.django_db
OWN_PAGES = ["/log/", "/log/1/", "/log/new/", "/sync/runs/", "/resumes/", "/resumes/1/", "/share/"]
OWN_PAGES += ["/log/pdf/"]
FILES = ["/resumes/1/export.pdf", "/settings/data/export.json", "/log/pdf/1/file.pdf"]
FORMS = ["/log/1/story/", "/log/1/highlight/", "/sync/", "/resumes/1/", "/share/", "/share/links/"]
FORMS += ["/log/pdf/", "/log/pdf/1/cancel/", "/sync/gaps/retry/", "/sync/again/"]


@pytest.mark.parametrize(
    "path", [*OWN_PAGES, "/resumes/1/export.pdf", "/settings/data/export.json"]
)
def test_a_stranger_is_led_to_sign_in(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 302
    assert response.headers["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", FORMS)
def test_a_form_after_the_session_ended_is_refused_and_keeps_what_was_typed(path: str) -> None:
    assert Client(headers=HTMX).post(path).status_code == 401


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/log/1/story/", "/log/1/"),
        ("/log/1/hide/", "/log/1/"),
        ("/sync/", "/log/"),
        ("/sync/gaps/retry/", "/sync/runs/"),
        ("/sync/again/", "/sync/runs/"),
        ("/log/pdf/1/cancel/", "/log/pdf/"),
        ("/share/links/", "/share/"),
        ("/share/links/1/revoke/", "/share/"),
        ("/settings/data/delete/", "/settings/data/"),
        ("/settings/connection/disconnect/", "/settings/connection/"),
    ],
)
def test_where_only_forms_lead_a_reader_is_led_to_the_form(
    client: Client, path: str, page: str
) -> None:
    client.force_login(make.user())

    assert client.get(path).headers["Location"] == page
    assert client.put(path).status_code == 405


@pytest.mark.parametrize("path", OWN_PAGES)
def test_a_fragment_after_the_session_ended_reloads_the_page(path: str) -> None:
    assert Client(headers=HTMX).get(path).headers["HX-Refresh"] == "true"
