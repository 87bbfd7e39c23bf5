"""The log under somebody's fingers: stories are never lost, keys work, and scripts are optional."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.product import Product
from tests.browser.visitor import sign_in, visit, wait_for_sync

STATUS = "#story-status"


@contextmanager
def log_of_one(browser: Browser, product: Product) -> Iterator[Page]:
    """A log that has been read to its end."""
    with visit(browser, product.url) as page:
        sign_in(page)
        wait_for_sync(page)
        page.goto("/log/")
        yield page


def open_entry(page: Page, index: int) -> None:
    page.locator(".entries > .entry:not(.entry--fold) .entry__title a").nth(index).click()
    page.wait_for_url(re.compile(r"/log/\d+/$"))


@contextmanager
def failing(page: Page, *, times: int) -> Iterator[None]:
    """Let so many saves of a story fail before one comes through."""
    left = iter(range(times))

    def answer(route: Route) -> None:
        if next(left, None) is None:
            route.continue_()
        else:
            route.fulfill(status=503, body="")

    page.route("**/story/", answer)
    yield
    page.unroute("**/story/")


def test_a_story_outlives_a_lost_connection(browser: Browser, product: Product) -> None:
    context = browser.new_context(base_url=product.url)  # the console will speak of the failures
    page = context.new_page()
    sign_in(page)
    wait_for_sync(page)
    page.goto("/log/")
    open_entry(page, 0)

    with failing(page, times=2):
        page.get_by_label("Problem").fill("Uploads died on 503.")
        expect(page.locator(STATUS)).to_have_text("Not saved yet, trying again")
        expect(page.get_by_label("Problem")).to_have_value("Uploads died on 503.")
        expect(page.locator(STATUS)).to_have_text("Saved")
    page.reload()

    expect(page.get_by_label("Problem")).to_have_value("Uploads died on 503.")
    context.close()


def test_two_tabs_that_write_one_story_lose_nothing(browser: Browser, product: Product) -> None:
    with log_of_one(browser, product) as first:
        open_entry(first, 1)
        second = first.context.new_page()
        second.goto(first.url)
        second.get_by_label("Fix").fill("From the second tab")
        expect(second.locator(STATUS)).to_have_text("Saved")

        first.get_by_label("Fix").fill("From the first tab")
        expect(first.get_by_role("alert")).to_contain_text("From the second tab")
        expect(first.get_by_label("Fix")).to_have_value("From the first tab")
        first.get_by_role("button", name="Keep mine").click()
        expect(first.locator(STATUS)).to_have_text("Saved")

        second.reload()
        expect(second.get_by_label("Fix")).to_have_value("From the first tab")


def test_the_log_can_be_walked_by_keys(browser: Browser, product: Product) -> None:
    with log_of_one(browser, product) as page:
        titles = page.locator(".entries > .entry .entry__title a")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        expect(titles.first).to_be_focused()

        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        page.keyboard.press("Escape")

        page.keyboard.press("/")
        page.keyboard.type("jn?")
        expect(page.get_by_role("searchbox")).to_have_value("jn?")


def test_keys_can_be_switched_off_for_good(browser: Browser, product: Product) -> None:
    with log_of_one(browser, product) as page:
        page.get_by_role("button", name="all keys").click()
        page.get_by_role("checkbox", name="Use keys").uncheck()
        page.keyboard.press("Escape")
        page.reload()
        page.keyboard.press("?")
        page.keyboard.press("/")

        expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
        expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_a_highlight_keeps_the_focus_and_can_be_taken_back(
    browser: Browser, product: Product
) -> None:
    with log_of_one(browser, product) as page:
        button = page.get_by_role("button", name=re.compile("^Highlight: ")).nth(2)
        for expected in ("true", "false"):
            button.focus()
            page.keyboard.press("Enter")
            expect(button).to_have_attribute("aria-pressed", expected)
            expect(button).to_be_focused()
            words = {"true": "Highlighted: ", "false": "No longer highlighted: "}[expected]
            expect(page.locator("#said")).to_contain_text(words)


def test_a_hidden_entry_comes_back_by_undo(browser: Browser, product: Product) -> None:
    with log_of_one(browser, product) as page:
        row = page.locator(".entries > .entry:not(.entry--fold)").nth(3)
        title = row.locator(".entry__text").inner_text()
        row.get_by_label(re.compile("^More actions")).click()
        row.get_by_role("button", name="Hide from the log").click()
        expect(page.locator("#said")).to_have_text(f"Hidden: {title}")
        expect(page.get_by_role("button", name="Undo")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=title, exact=True).first).to_be_focused()
        expect(page.locator("#said")).to_have_text(f"Shown again: {title}")


def test_going_back_after_a_filter_brings_the_filter_back(
    browser: Browser, product: Product
) -> None:
    with log_of_one(browser, product) as page:
        page.get_by_role("checkbox", name=re.compile("Review")).check()
        page.wait_for_url("**/log/?kind=review")
        page.get_by_label("State", exact=True).select_option(label="Landed")
        page.wait_for_url("**/log/?kind=review&state=landed")

        step(page, page.go_back)

        expect(page.get_by_role("link", name="Remove filter: Review")).to_be_visible()
        expect(page.get_by_role("link", name="Remove filter: Landed")).to_have_count(0)
        expect(page.get_by_role("searchbox")).to_be_visible()
        step(page, page.go_back)
        expect(page.get_by_role("heading", name="Your rhythm")).to_be_visible()
        step(page, page.go_forward)
        expect(page.get_by_role("checkbox", name=re.compile("Review"))).to_be_checked()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your log")


def test_everything_works_without_scripts(browser: Browser, product: Product) -> None:
    with log_of_one(browser, product) as page:
        cookies = page.context.cookies()
        with visit(browser, product.url, java_script_enabled=False) as plain:
            plain.context.add_cookies([{**cookie} for cookie in cookies])  # type: ignore[typeddict-item]  # what one context gave the other takes
            plain.goto("/log/")
            plain.get_by_label("State", exact=True).select_option(label="Landed")
            plain.get_by_role("button", name="Apply").click()
            expect(plain.get_by_role("link", name="Remove filter: Landed")).to_be_visible()

            open_entry(plain, 4)
            plain.get_by_label("Impact").fill("Nobody waits any more.")
            plain.get_by_role("button", name="Save the story").click()
            expect(plain.get_by_role("status").first).to_contain_text("Your story is saved.")
            plain.get_by_role("button", name=re.compile("^Highlight")).click()
            highlighted = plain.get_by_role("button", name=re.compile("^Highlight"))
            expect(highlighted).to_have_attribute("aria-pressed", "true")


def test_a_chosen_theme_stays(browser: Browser, product: Product) -> None:
    with visit(browser, product.url, color_scheme="light") as page:
        page.goto("/")
        page.get_by_role("button", name="Switch theme").click()
        page.reload()

        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def step(page: Page, through_history: Callable[..., object]) -> None:
    """Go one step, and wait until the page has been read anew, as it is after each."""
    with page.expect_event("load"):
        through_history(wait_until="commit")
