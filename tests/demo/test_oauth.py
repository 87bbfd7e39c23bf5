"""Sign-in at the demo follows GitHub's OAuth documentation."""

import base64
from pathlib import Path

import httpx
import pytest

from contriblog.demo.clock import Clock
from contriblog.demo.state import StateFile
from contriblog.demo.tokens import ACCESS, Tokens
from tests.demo.visitor import CALLBACK, CHALLENGE, CLIENT, Visitor


def authorize(demo: Visitor, **changes: str) -> httpx.Response:
    fields = {
        "client_id": CLIENT["client_id"],
        "redirect_uri": CALLBACK,
        "state": "kept",
        "code_challenge": CHALLENGE,
    }
    return demo.http.get("/login/oauth/authorize", params=fields | changes)


def test_the_consent_page_names_everybody_and_what_is_asked(demo: Visitor) -> None:
    html = authorize(demo).text

    assert "Demo GitHub. Invented people" in html
    assert "public information only" in html
    assert all(name in html for name in ("Ines Okafor", "Owen Tarrick", "Hard text, for testing"))


def test_the_consent_page_says_how_much_of_a_history_is_private(demo: Visitor) -> None:
    done = demo.items("henriksalov")
    private = sum(
        row["is_private"] for form in ("pull_requests", "issues", "reviews") for row in done[form]
    )

    html = authorize(demo).text

    assert f"1,200 contributions, {private} of them private<" in html
    assert "12,000 contributions<" in html


def test_what_the_application_sends_is_escaped(demo: Visitor) -> None:
    html = authorize(demo, state='"><script>', scope="<b>").text

    assert "<script>" not in html
    assert "<b>" not in html


def test_an_unknown_application_is_not_sent_anywhere(demo: Visitor) -> None:
    assert authorize(demo, client_id="somebody-else").status_code == 404


def test_an_address_that_runs_code_is_refused(demo: Visitor) -> None:
    assert authorize(demo, redirect_uri="javascript:alert(1)").status_code == 400


def test_a_code_becomes_a_token_of_the_person(demo: Visitor) -> None:
    answer = demo.exchange(demo.code("inesokafor"))

    user = demo.rest(answer["access_token"], "/user")

    assert answer["token_type"] == "bearer"
    assert (user.json()["login"], user.json()["id"]) == ("inesokafor", 71840236)
    assert user.headers["X-OAuth-Scopes"] == ""


def test_json_is_answered_when_it_is_asked_for(demo: Visitor) -> None:
    fields = CLIENT | {"code": "none"}

    answer = demo.http.post(
        "/login/oauth/access_token", data=fields, headers={"Accept": "application/json"}
    )

    assert (answer.status_code, answer.json()["error"]) == (200, "bad_verification_code")


def test_cancelling_returns_with_the_state(demo: Visitor) -> None:
    form = {"client_id": CLIENT["client_id"], "redirect_uri": CALLBACK, "state": "kept"}

    answer = demo.http.post("/login/oauth/authorize", data=form | {"decision": "cancel"})

    query = httpx.URL(answer.headers["Location"]).params
    assert (query["error"], query["state"]) == ("access_denied", "kept")
    assert query["error_description"]


def test_a_code_works_once(demo: Visitor) -> None:
    code = demo.code("inesokafor")
    demo.exchange(code)

    assert demo.exchange(code)["error"] == "bad_verification_code"


def test_a_code_is_too_old_after_ten_minutes(demo: Visitor) -> None:
    code = demo.code("inesokafor")
    demo.control("POST", "clock", seconds=601)

    assert demo.exchange(code)["error"] == "bad_verification_code"


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("code_verifier", "another-verifier", "bad_verification_code"),
        ("client_secret", "wrong", "incorrect_client_credentials"),
        ("redirect_uri", "http://127.0.0.1:8000/elsewhere", "redirect_uri_mismatch"),
    ],
)
def test_a_wrong_exchange_is_refused_with_githubs_error(
    demo: Visitor, field: str, value: str, error: str
) -> None:
    answer = demo.exchange(demo.code("inesokafor"), **{field: value})

    assert answer["error"] == error
    assert "access_token" not in answer


def test_fewer_scopes_than_granted_earlier_still_bring_them_all(demo: Visitor) -> None:
    demo.exchange(demo.code("yaramendelin", "repo read:user"))

    assert demo.exchange(demo.code("yaramendelin"))["scope"] == "read:user,repo"

    demo.control("POST", "grants/revoke", login="yaramendelin")
    assert demo.exchange(demo.code("yaramendelin"))["scope"] == ""


def test_expiring_tokens_come_with_a_refresh_token_that_works_once(demo: Visitor) -> None:
    demo.control("POST", "settings", expiring_tokens=True)
    first = demo.exchange(demo.code("inesokafor"))
    refresh = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    assert first["expires_in"] == "28800"

    demo.control("POST", "clock", seconds=28_801)
    assert demo.rest(first["access_token"], "/user").status_code == 401

    second = demo.exchange("", **refresh)
    assert demo.rest(second["access_token"], "/user").status_code == 200
    assert demo.exchange("", **refresh)["error"] == "bad_refresh_token"


def test_a_token_without_a_seal_is_worthless(demo: Visitor) -> None:
    answer = demo.rest("gho_" + base64.b32encode(b"forged").decode(), "/user")

    assert (answer.status_code, answer.json()["message"]) == (401, "Bad credentials")


def test_the_application_can_revoke_its_grant(demo: Visitor) -> None:
    token, other = demo.token("inesokafor"), demo.token("inesokafor")

    def delete(what: str, **json: str) -> int:
        path = f"/api/v3/applications/{CLIENT['client_id']}/{what}"
        credentials = (CLIENT["client_id"], CLIENT["client_secret"])
        return demo.http.request("DELETE", path, auth=credentials, json=json).status_code

    assert delete("grant", access_token=token) == 204
    assert demo.rest(other, "/user").status_code == 401
    assert delete("grant", access_token=token) == 422


def test_a_grant_is_not_revoked_without_the_secret(demo: Visitor) -> None:
    path = f"/api/v3/applications/{CLIENT['client_id']}/grant"
    token = demo.token("inesokafor")

    answer = demo.http.request("DELETE", path, json={"access_token": token})

    assert answer.status_code == 404
    assert demo.rest(token, "/user").status_code == 200


def test_an_unchanged_user_is_answered_with_304(demo: Visitor) -> None:
    token = demo.token("inesokafor")
    etag = demo.rest(token, "/user").headers["ETag"]

    assert demo.rest(token, "/user", **{"If-None-Match": etag}).status_code == 304


def test_emails_need_their_scope(demo: Visitor) -> None:
    assert demo.rest(demo.token("inesokafor"), "/user/emails").status_code == 404
    assert demo.rest(demo.token("inesokafor", "user:email"), "/user/emails").status_code == 200


def test_tokens_outlive_a_restart_and_revoked_ones_stay_revoked(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    before = Tokens(StateFile(path), Clock().now)
    kept, gone = (before.issue(ACCESS, 7, "app", ["repo"]) for _ in range(2))
    before.revoke(gone)

    after = Tokens(StateFile(path), Clock().now)

    token = after.read(kept)
    assert token is not None
    assert (token.user, set(token.scopes)) == (7, {"repo"})
    assert after.read(gone) is None
    assert path.stat().st_mode & 0o077 == 0
