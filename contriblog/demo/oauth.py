"""GitHub's OAuth web flow: consent page, code, token, refresh, revocation.

The rules are those of GitHub's documentation, "Authorizing OAuth apps", "Troubleshooting OAuth app
access token request errors" and "REST API endpoints for OAuth authorizations".
"""

import base64
import hashlib
import hmac
import secrets
from urllib.parse import urlencode, urlsplit

from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from contriblog.demo.pages import consent_page, oauth_error_page
from contriblog.demo.site import Code, Site
from contriblog.demo.tokens import ACCESS, EIGHT_HOURS, REFRESH, SIX_MONTHS
from contriblog.demo.web import json_response, page

CODE_LIFETIME = 600
DOCS = "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/"
ERRORS = {
    "bad_verification_code": "The code passed is incorrect or expired.",
    "incorrect_client_credentials": "The client_id and/or client_secret passed are incorrect.",
    "redirect_uri_mismatch": "The redirect_uri MUST match the registered callback URL for this "
    "application.",
    "unsupported_grant_type": "The grant_type must be authorization_code or refresh_token.",
    "bad_refresh_token": "The refresh token passed is incorrect or expired.",
}


def authorize(request: Request, site: Site) -> Response:
    """Show who can be picked (GET), or act on the choice (POST)."""
    redirect_uri = request.values.get("redirect_uri", "")
    if request.values.get("client_id") != site.options.client_id:
        return page(oauth_error_page("This application is not registered here."), 404)
    if urlsplit(redirect_uri).scheme not in ("http", "https"):
        return page(oauth_error_page("The application named no address to come back to."), 400)
    if request.method == "GET":
        return page(consent_page(site.world, request.args.to_dict()))
    return _decided(request, site, redirect_uri)


def _decided(request: Request, site: Site, redirect_uri: str) -> Response:
    user = site.world.actor(request.form.get("login", ""))
    if request.form.get("decision") == "cancel" or user is None:
        return _back(
            redirect_uri,
            error="access_denied",
            error_description="The user has denied your application access.",
            state=request.form.get("state", ""),
        )
    code = secrets.token_hex(10)
    site.codes[code] = Code(
        user=user,
        redirect_uri=redirect_uri,
        scopes=_scopes(request.form.get("scope", "")),
        challenge=request.form.get("code_challenge", ""),
        expires_at=site.now() + CODE_LIFETIME,
    )
    return _back(redirect_uri, code=code, state=request.form.get("state", ""))


def access_token(request: Request, site: Site) -> Response:
    """Exchange a code or a refresh token; errors come with HTTP 200, as at GitHub."""
    form = request.get_json() if request.is_json else request.form.to_dict()
    if not _is_client(site, form.get("client_id", ""), form.get("client_secret", "")):
        return _refused(request, "incorrect_client_credentials")
    grant_type = form.get("grant_type", "authorization_code")
    if grant_type == "refresh_token":
        return _refreshed(request, site, form.get("refresh_token", ""))
    if grant_type != "authorization_code":
        return _refused(request, "unsupported_grant_type")
    return _exchanged(request, site, form)


def revoke(request: Request, site: Site, client_id: str, what: str) -> Response:
    """Delete one token, or with it the whole authorization of its owner (basic authentication)."""
    login = request.authorization
    if what not in ("grant", "token"):
        raise NotFound
    if login is None or not _is_client(site, login.username or "", login.password or ""):
        return json_response({"message": "Not Found", "status": "404"}, 404)
    body = request.get_json(silent=True) or {}
    text = body.get("access_token", "")
    token = site.tokens.read(text) if client_id == site.options.client_id else None
    if token is None:
        return json_response({"message": "Validation Failed" if text else "Invalid request."}, 422)
    if what == "grant":
        site.tokens.revoke_grant(token.user, token.client)
    else:
        site.tokens.revoke(text)
    return Response(status=204)


def _exchanged(request: Request, site: Site, form: dict[str, str]) -> Response:
    code = site.codes.pop(form.get("code", ""), None)
    if code is None or code.expires_at <= site.now():
        return _refused(request, "bad_verification_code")
    if form.get("redirect_uri", code.redirect_uri) != code.redirect_uri:
        return _refused(request, "redirect_uri_mismatch")
    if code.challenge and not _verifies(form.get("code_verifier", ""), code.challenge):
        return _refused(request, "bad_verification_code")
    client = site.options.client_id
    granted = site.tokens.grant(code.user.database_id, client, code.scopes)
    return _issued(request, site, code.user.database_id, granted)


def _refreshed(request: Request, site: Site, text: str) -> Response:
    token = site.tokens.read(text)
    if token is None or token.kind != REFRESH:
        return _refused(request, "bad_refresh_token")
    site.tokens.revoke(text)
    return _issued(request, site, token.user, token.scopes)


def _issued(request: Request, site: Site, user: int, scopes: frozenset[str]) -> Response:
    client = site.options.client_id
    lifetime = EIGHT_HOURS if site.expiring_tokens else 0
    fields: dict[str, str | int] = {
        "access_token": site.tokens.issue(ACCESS, user, client, scopes, lifetime=lifetime),
        "scope": ",".join(sorted(scopes)),
        "token_type": "bearer",
    }
    if site.expiring_tokens:
        refresh = site.tokens.issue(REFRESH, user, client, scopes, lifetime=SIX_MONTHS)
        fields |= {
            "expires_in": EIGHT_HOURS,
            "refresh_token": refresh,
            "refresh_token_expires_in": SIX_MONTHS,
        }
    return _answer(request, fields)


def _refused(request: Request, error: str) -> Response:
    return _answer(request, {"error": error, "error_description": ERRORS[error], "error_uri": DOCS})


def _answer(request: Request, fields: dict[str, str | int]) -> Response:
    if "json" in request.headers.get("Accept", ""):
        return json_response(fields)
    return Response(urlencode(fields), mimetype="application/x-www-form-urlencoded")


def _back(redirect_uri: str, **fields: str) -> Response:
    separator = "&" if urlsplit(redirect_uri).query else "?"
    query = urlencode({name: value for name, value in fields.items() if value})
    return redirect(f"{redirect_uri}{separator}{query}", Response=Response)


def _scopes(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _is_client(site: Site, client_id: str, secret: str) -> bool:
    known = client_id == site.options.client_id
    return known and hmac.compare_digest(secret.encode(), site.options.client_secret.encode())


def _verifies(verifier: str, challenge: str) -> bool:
    digest = hashlib.sha256(verifier.encode()).digest()
    expected = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return hmac.compare_digest(expected, challenge)
