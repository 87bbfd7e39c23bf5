"""Answers: pages, JSON, and the headers that every answer of GitHub carries."""

import gzip
import json
import secrets
from typing import Any

from werkzeug.wrappers import Request, Response

from contriblog.demo.clock import http_date

SMALLEST_GZIP = 860
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'"


def json_response(
    body: object, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """Answer with JSON."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, headers, content_type="application/json; charset=utf-8")


def page(html: str, status: int = 200) -> Response:
    """Answer with an HTML page that may load nothing but its own style."""
    headers = {"Content-Security-Policy": PAGE_POLICY, "X-Frame-Options": "deny"}
    return Response(html, status, headers, content_type="text/html; charset=utf-8")


def finished(request: Request, response: Response, now: int) -> Response:
    """Add date and request id, and compress what is large when the client accepts it."""
    response.headers["Date"] = http_date(now)
    response.headers["X-GitHub-Request-Id"] = _request_id()
    response.headers["Server"] = "demo-github"
    if _worth_compressing(request, response):
        response.set_data(gzip.compress(response.get_data(), compresslevel=1))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.add("Vary", "Accept-Encoding")
    return response


def body_of(request: Request) -> dict[str, Any] | None:
    """Return the JSON object that was sent, or None."""
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else None


def _worth_compressing(request: Request, response: Response) -> bool:
    if response.status_code in (204, 304) or response.is_streamed:
        return False
    accepted = request.accept_encodings.quality("gzip") > 0
    return accepted and len(response.get_data()) >= SMALLEST_GZIP


def _request_id() -> str:
    return ":".join(secrets.token_hex(size).upper() for size in (2, 3, 3, 3, 4))
