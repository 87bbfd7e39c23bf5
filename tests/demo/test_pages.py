"""Every address that the API gives away leads to a page, and nothing hostile runs there."""

import pytest

from contriblog.demo.pages import missing_page
from tests.demo.visitor import Visitor

ADDRESSES = """{ viewer { url avatarUrl
  pullRequests(first: 3) { nodes { url repository { url owner { login } } } }
  issues(first: 3) { nodes { url } } } }"""


def test_evidence_leads_to_a_page_that_says_it_is_invented(demo: Visitor) -> None:
    found = demo.ask(demo.token("inesokafor"), ADDRESSES)["data"]["viewer"]
    rows = found["pullRequests"]["nodes"] + found["issues"]["nodes"]
    addresses = [found["url"], rows[0]["repository"]["url"], *(row["url"] for row in rows)]

    for address in addresses:
        page = demo.http.get(address)
        assert page.status_code == 200, address
        assert "Invented people" in page.text


def test_a_reviewed_pull_request_shows_the_review(demo: Visitor) -> None:
    page = demo.http.get("/tidewater/harbor/pull/921").text

    assert "Retry uploads on 503 with backoff" in page
    assert "inesokafor" in page


@pytest.mark.parametrize("form", ["pull_requests", "issues"])
def test_hard_text_is_shown_and_does_not_run(demo: Visitor, form: str) -> None:
    kind = "pull" if form == "pull_requests" else "issues"
    for row in demo.items("zwrzesinska")[form]:
        page = demo.http.get(f"/{row['repository']}/{kind}/{row['number']}")
        assert page.status_code == 200
        assert "<script>" not in page.text
        assert "<img" not in page.text


def test_pictures_are_drawn_here(demo: Visitor) -> None:
    picture = demo.http.get("/avatars/u/71840236?s=80")

    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert ">IO<" in picture.text


def test_an_old_name_of_a_repository_leads_to_the_new_one(demo: Visitor) -> None:
    answer = demo.http.get("/brindle-project/brindle-tables")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/brindleframe/brindle")


@pytest.mark.parametrize("path", ["/nobody-here", "/norrfjord/intake", "/openloom/loom/pull/1"])
def test_unknown_and_private_look_alike(demo: Visitor, path: str) -> None:
    answer = demo.http.get(path)

    assert (answer.status_code, answer.text) == (404, missing_page())
