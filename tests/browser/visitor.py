"""A person at the browser, and what the browser complains about meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

PERSON = "Yara Mendelin"  # of the demo GitHub: 13 pull requests, 6 issues, 6 reviews
HANDLE = "yaramendelin"
SYNC_MS = 60_000
PATIENCE_MS = 15_000
SIGNED_OUT = "You were signed out. Sign in again in another tab; your words are kept here."
_addresses = count()  # of RFC 5737's block for documentation


@contextmanager
def visit(browser: Browser, url: str, **options: object) -> Iterator[Page]:
    """A page of a browser that knows nothing yet; relative addresses start at `url`.

    In the end it fails if a page broke the Content-Security-Policy, raised a script error, or wrote
    any other error to the console.
    """
    complaints: list[str] = []
    address = f"198.51.100.{next(_addresses) % 256}"
    context = browser.new_context(
        base_url=url,
        extra_http_headers={"X-Forwarded-For": address},
        **options,  # type: ignore[arg-type]  # passed on
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.on("console", lambda message: complaints.extend(_errors(message)))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    try:
        yield page
    finally:
        context.close()
    assert not complaints, "\n".join(complaints)


def sign_in(page: Page, person: str = PERSON) -> None:
    """From the landing page, through the demo GitHub, to the log."""
    page.goto("/")
    page.get_by_role("button", name="Sign in with GitHub").first.click()
    page.get_by_role("button", name=f"Authorize as {person}").click()
    page.wait_for_url("**/log/")


def wait_for_sync(page: Page) -> None:
    """Stay on the log until it says that the sync is done."""
    expect(page.locator("#sync")).to_contain_text("Synced", timeout=SYNC_MS)


_NO_FAULT = (
    "the server responded with a status of",  # 404 pages are visited on purpose
    # A style sheet that Chromium still holds in memory brings its fonts along, so that the preload
    # of a page opened after the first counts as unused, though the page draws it: test_pages looks.
    "but not used within a few seconds",
)


def _errors(message: ConsoleMessage) -> list[str]:
    is_complaint = message.type in {"error", "warning"}
    is_wrong = is_complaint and not any(each in message.text for each in _NO_FAULT)
    return [f"{message.location.get('url')}: {message.text}"] if is_wrong else []
