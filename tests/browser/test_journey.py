"""The whole way of a newcomer, once, in a real browser before the real product."""

import io
import re

from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.product import Product
from tests.browser.visitor import visit, wait_for_sync

PERSON = "Henrik Salovaara"  # of the demo GitHub: 1,200 contributions, enough to watch the sync
HANDLE = "henriksalov"

FIX = "Close the file before the archive is renamed"
IMPACT = "Nightly backups work on Windows again"


def test_a_newcomer_comes_from_the_landing_page_to_a_public_resume(
    product: Product, browser: Browser
) -> None:
    with visit(browser, product.url) as page, visit(browser, product.url) as stranger:
        _sync_the_first_time(page)
        _filter(page)
        title = _highlight_with_a_story(page)
        assert FIX in _downloaded_resume(page)

        expect_not_found(stranger, f"/@{HANDLE}/")
        _open_the_profile(page)
        stranger.goto(f"/@{HANDLE}/")
        expect(stranger.get_by_role("heading", name=PERSON)).to_be_visible()
        expect(stranger.get_by_text(title).first).to_be_visible()

        _hide(page, title)
        stranger.reload()
        expect(stranger.get_by_text(title)).to_have_count(0)

        link = _new_share_link(page)
        stranger.goto(link)
        expect(stranger.get_by_role("heading", name=PERSON)).to_be_visible()
        _revoke_share_link(page)
        expect_not_found(stranger, link)


def expect_not_found(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404


def _sync_the_first_time(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Sign in with GitHub").first.click()
    page.get_by_role("button", name=f"Authorize as {PERSON}").click(no_wait_after=True)
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=20_000)
    wait_for_sync(page)
    page.reload()
    expect(page.locator("li.entry").first).to_be_visible()


def _filter(page: Page) -> None:
    page.get_by_label("State", exact=True).select_option(label="Open")
    page.wait_for_url(re.compile("state=open"))
    expect(page.get_by_role("link", name=re.compile("Remove filter"))).to_be_visible()
    page.goto("/log/")


def _highlight_with_a_story(page: Page) -> str:
    page.locator(".entry__text").first.click()
    page.wait_for_url(re.compile(r"/log/\d+/"))
    title = page.get_by_role("heading", level=1).inner_text()
    page.locator("textarea[name=fix]").fill(FIX)
    page.locator("textarea[name=impact]").fill(IMPACT)
    expect(page.locator("#story-status")).to_contain_text("Saved")
    page.reload()
    expect(page.locator("textarea[name=fix]")).to_have_value(FIX)
    page.get_by_role("button", name=re.compile("^Highlight")).first.click()
    expect(page.get_by_role("button", name=re.compile("^Highlight")).first).to_have_attribute(
        "aria-pressed", "true"
    )
    return title.rpartition("] ")[2]  # strangers see it without its area


def _downloaded_resume(page: Page) -> str:
    page.get_by_role("link", name="Résumé").first.click()
    page.get_by_role("link", name="Make your first résumé").click()
    page.get_by_role("button", name="Make it").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF", exact=True).click()
    content = download.value.path().read_bytes()
    text = " ".join(leaf.extract_text() for leaf in PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"\s+", " ", text)


def _open_the_profile(page: Page) -> None:
    page.goto("/share/")
    page.locator("label").filter(has_text="Everyone").first.click()
    page.get_by_role("button", name="Save").first.click()


def _hide(page: Page, title: str) -> None:
    page.goto("/log/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_text("Hidden from everyone")).to_be_visible()


def _new_share_link(page: Page) -> str:
    page.goto("/share/")
    page.get_by_role("button", name="New link").click()
    return page.locator("#new-link").input_value()


def _revoke_share_link(page: Page) -> None:
    page.goto("/share/")
    page.get_by_role("button", name=re.compile("^Revoke")).first.click()
