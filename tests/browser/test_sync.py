"""The sync page in a browser: gaps that are tried again, and a wait that is followed to its end."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.product import Product, manage
from tests.browser.visitor import HANDLE, sign_in, visit, wait_for_sync

PAGE = "/sync/runs/"
LOST = "One of your issues, I_lost"
GAP = f"""
from tracker.models import SyncSkip, SyncStream
stream = SyncStream.objects.get(user__handle="{HANDLE}", form="issue")
SyncSkip.objects.get_or_create(stream=stream, node_id="I_lost", reason="broken")
"""
WAIT = f"""
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from tracker.models import SyncRun
SyncRun.objects.create(
    user=User.objects.get(handle="{HANDLE}"), trigger="keeper",
    not_before=timezone.now() + timedelta(hours=1),
    waiting_for="GitHub asked us to wait until 14:20. You can close this page.",
)
"""
END_OF_THE_WAIT = f"""
from django.utils import timezone
from tracker.models import SyncRun
SyncRun.objects.filter(user__handle="{HANDLE}", state="queued").update(not_before=timezone.now())
"""


def put(product: Product, code: str) -> None:
    """Run this on the product's database."""
    manage(product.data, "shell", "-c", code).check_returncode()


def ready(product: Product, page: Page) -> None:
    sign_in(page)
    wait_for_sync(page)


def test_a_gap_is_tried_again_without_javascript(product: Product, browser: Browser) -> None:
    with visit(browser, product.url) as page:
        ready(product, page)
        session = page.context.storage_state()
    put(product, GAP)
    options = {"java_script_enabled": False, "storage_state": session}
    with visit(browser, product.url, **options) as page:
        page.goto(PAGE)
        expect(page.get_by_text(LOST, exact=True)).to_be_visible()

        page.get_by_role("button", name=re.compile("^Try again.*I_lost")).click()

        page.wait_for_url(f"**{PAGE}")
        expect(page.get_by_text("It will be tried again at once.")).to_be_visible()


def test_a_wait_is_followed_to_its_end_on_the_page_that_shows_it(
    product: Product, browser: Browser
) -> None:
    with visit(browser, product.url) as page:
        ready(product, page)
        put(product, WAIT)
        page.goto(PAGE)
        expect(page.locator("#sync-live")).to_contain_text("GitHub asked us to wait until 14:20.")
        page.reload()
        expect(page.locator("#sync-live")).to_contain_text("You can close this page.")

        put(product, END_OF_THE_WAIT)

        expect(page.locator("#sync-live")).to_contain_text("Synced", timeout=30_000)
        expect(page.get_by_role("button", name="Sync now")).to_be_visible()
