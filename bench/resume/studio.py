"""How long after a key the new page is on the screen, in a browser, and what of that is ours."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.resume.person import Person
from bench.resume.web import Site
from bench.tables import labelled
from tests.browser.chromium import executable

KEYS = 20
WARM_UPS = 3
# Notes when a key was heard and when a picture of a page took another's place.
_WATCH = """
() => {
  window.heard = window.seen = 0;
  document.addEventListener("input", () => { window.heard = performance.now(); }, true);
  const page = () => document.querySelector("img[data-page]")?.dataset.page;
  let last = page();
  new MutationObserver(() => {
    if (page() === last) return;
    last = page();
    requestAnimationFrame(() => { window.seen = performance.now(); });
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
}
"""
_TAKEN = """
async () => {
  const end = performance.now() + 10000;
  while (!(window.seen > window.heard)) {
    if (performance.now() > end) throw new Error(document.getElementById("saved")?.textContent);
    await new Promise((done) => setTimeout(done, 5));
  }
  const asked = performance.getEntriesByType("resource").filter(
    (one) => one.initiatorType === "fetch" && one.startTime >= window.heard);
  return [window.seen - window.heard, asked.length ? asked[0].responseEnd - asked[0].startTime : 0];
}
"""


def typing_in(site: Site, person: Person) -> str:
    """Type into the headline, key by key; the medians to the picture and of the server."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        cookies = [
            {"name": name, "value": value, "url": site.url}
            for name, value in person.cookies.items()
        ]
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site.address(person.documents[0]))
        figures = [_key(page, number) for number in range(KEYS + WARM_UPS)][WARM_UPS:]
        browser.close()
    seen, served = zip(*figures, strict=True)
    head = labelled("the studio in Chromium, ms", "median", "highest", "goal")
    rows = labelled("from the last key to the new page on the screen", median(seen), max(seen), 300)
    return (
        "\n"
        + head
        + rows
        + labelled("  of which the server's answer", median(served), max(served), 100)
    )


def _key(page: Page, number: int) -> tuple[float, float]:
    page.locator("[name=headline]").focus()
    if number == 0:
        page.evaluate(_WATCH)
    page.evaluate("performance.clearResourceTimings()")
    page.keyboard.press("End")
    page.keyboard.type("abcdefghij"[number % 10])
    seen, served = page.evaluate(_TAKEN)
    return seen, served
