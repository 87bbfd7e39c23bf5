"""Allowing more than the sign-in asks for, at the demo GitHub."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.product import Product
from tests.browser.visitor import sign_in, visit, wait_for_sync

MOST_LOOKS = 40
PERSON = "Ines Okafor"  # of the demo GitHub: sponsors two people, one of them in private


def test_sponsorships_come_once_their_owner_allows_it(product: Product, browser: Browser) -> None:
    with visit(browser, product.url) as page:
        sign_in(page, PERSON)
        wait_for_sync(page)

        page.goto("/settings/connection/")
        page.get_by_role("button", name="Allow this at GitHub").first.click()
        expect(page.get_by_text("your profile and sponsorships")).to_be_visible()
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("You said no at GitHub. Nothing was changed.")).to_be_visible()

        page.get_by_role("button", name="Allow this at GitHub").first.click()
        page.get_by_role("button", name=f"Authorize as {PERSON}").click()
        expect(page.get_by_text("We are reading what you have just allowed.")).to_be_visible()
        expect(page.get_by_role("button", name="Allow this at GitHub")).to_have_count(1)

        _look_until_both_are_there(page)
        expect(page.locator("li.entry").get_by_role("img", name="Private")).to_have_count(1)


def _look_until_both_are_there(page: Page) -> None:
    """The log says "Synced" of the run before, until a worker has taken up the new one."""
    for _ in range(MOST_LOOKS):
        page.goto("/log/?q=sponsorship")
        if page.locator("li.entry").count() == 2:
            return
        page.wait_for_timeout(1000)
    expect(page.locator("li.entry")).to_have_count(2)
