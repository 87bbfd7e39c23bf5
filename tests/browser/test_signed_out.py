"""Words outlive a session that ends, or begins anew, in another tab."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.product import Product
from tests.browser.visitor import PATIENCE_MS, SIGNED_OUT, sign_in, wait_for_sync

STATUS = "#story-status"
WORDS = "Uploads died on 503."


@contextmanager
def a_story(browser: Browser, product: Product) -> Iterator[Page]:
    """The page of an entry; the console may speak of the answers that are provoked here."""
    context = browser.new_context(base_url=product.url)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    sign_in(page)
    wait_for_sync(page)
    page.goto("/log/")
    page.locator(".entries > .entry:not(.entry--fold) .entry__title a").first.click()
    expect(page.get_by_label("Problem")).to_be_visible()
    page.get_by_label("Problem").fill("")
    page.get_by_label("Problem").blur()
    yield page
    context.close()


def sign_out(page: Page) -> Page:
    """Sign out in another tab, which is returned."""
    other = page.context.new_page()
    other.goto("/accounts/logout/")
    other.get_by_role("main").get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/")
    return other


def test_a_story_is_kept_while_signed_out_and_saved_once_signed_in_again(
    browser: Browser, product: Product
) -> None:
    with a_story(browser, product) as page:
        other = sign_out(page)

        page.get_by_label("Problem").fill(WORDS)
        expect(page.locator(STATUS)).to_have_text(SIGNED_OUT)
        page.get_by_label("Problem").press_sequentially(" Twice.")
        expect(page.locator(STATUS)).to_have_text(SIGNED_OUT)

        sign_in(other)
        expect(page.locator(STATUS)).to_have_text("Saved")
        page.reload()
        expect(page.get_by_label("Problem")).to_have_value(f"{WORDS} Twice.")


def test_a_story_is_saved_by_a_page_older_than_the_session(
    browser: Browser, product: Product
) -> None:
    with a_story(browser, product) as page:
        sign_in(sign_out(page))

        page.get_by_label("Problem").fill(WORDS)

        expect(page.locator(STATUS)).to_have_text("Saved")
        page.reload()
        expect(page.get_by_label("Problem")).to_have_value(WORDS)


def test_a_story_is_kept_while_somebody_else_is_signed_in(
    browser: Browser, product: Product
) -> None:
    with a_story(browser, product) as page:
        sign_in(sign_out(page), "Ines Okafor")

        page.get_by_label("Problem").fill(WORDS)

        expect(page.locator(STATUS)).to_contain_text("somebody else is signed in")
        expect(page.get_by_label("Problem")).to_have_value(WORDS)


def test_a_refused_save_leaves_the_page_as_it_is_with_debug_too(
    browser: Browser, folder: Path
) -> None:
    with Product(folder) as product, a_story(browser, product) as page:
        page.route("**/story/", lambda route: route.fulfill(status=403, body="<h1>403</h1>"))

        page.get_by_label("Problem").fill(WORDS)

        expect(page.locator(STATUS)).to_contain_text("Not saved")
        expect(page.get_by_label("Problem")).to_have_value(WORDS)
