"""Each page, as a reader with any eyes, hands and screen meets it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.product import Product
from tests.browser.visitor import HANDLE, sign_in, visit, wait_for_sync

WIDTHS = (1280, 390)
NARROWEST = 320
HEIGHT = 900
VISITOR_PAGES = {
    "landing": "/",
    "sign-in": "/accounts/login/",
    "profile": f"/@{HANDLE}/",
    "share link": "{lens}",
    "verify page": "{proof}",
    "not found": "/@nobody/",
}
OWNER_PAGES = {
    "log": "/log/",
    "filtered log": "/log/?kind=review",
    "log without a match": "/log/?q=nothing+has+this+in+it",
    "entry": "{entry}",
    "new entry": "/log/new/",
    "claim": "/log/claim/",
    "sync runs": "/sync/runs/",
    "full log": "/log/pdf/",
    "resumes": "/resumes/",
    "new resume": "/resumes/new/",
    "resume": "{resume}",
    "versions": "{resume}versions/",
    "version": "{version}",
    "importing into a resume": "{resume}import/",
    "deleting a resume": "{resume}delete/",
    "share": "/share/",
    "profile settings": "/settings/profile/",
    "connection settings": "/settings/connection/",
    "data settings": "/settings/data/",
    "signing out": "/accounts/logout/",
    "not found when signed in": "/log/999999999/",
}

# The browser lists the faces of the style sheets in the order of their rules.
PRELOADED_IN_VAIN = """async () => {
  await document.fonts.ready;
  const within = (rules) => [...rules].flatMap((one) => one.cssRules ? within(one.cssRules) : one);
  const rules = [...document.styleSheets].flatMap((sheet) => within(sheet.cssRules));
  const faces = rules.filter((rule) => rule instanceof CSSFontFaceRule);
  const drawn = faces.filter((_, at) => [...document.fonts][at].status === "loaded");
  const sources = drawn.map((face) => face.style.getPropertyValue("src"));
  const preloads = [...document.querySelectorAll("link[rel=preload][as=font]")];
  const names = preloads.map((preload) => preload.href.split("/").at(-1));
  return names.filter((name) => !sources.some((source) => source.includes(name)));
}"""
LINES_BELOW = "titles => titles.map(title => getComputedStyle(title).borderBottomWidth)"


@dataclass(frozen=True)
class Log:
    """A person's log that is full and public: how to come back to it, and addresses in it."""

    session: StorageState
    entry: str
    lens: str
    proof: str
    resume: str
    version: str

    def address(self, page: str) -> str:
        """The path of a page named above."""
        names = ("entry", "lens", "proof", "resume", "version")
        said = {name: getattr(self, name) for name in names}
        return (VISITOR_PAGES | OWNER_PAGES)[page].format(**said)


@pytest.fixture(scope="module")
def log(product: Product, browser: Browser) -> Iterator[Log]:
    with visit(browser, product.url) as page:
        sign_in(page)
        wait_for_sync(page)
        page.goto("/log/")
        entry = page.locator("li.entry h3 a").first.get_attribute("href") or ""
        lens = _made_public(page)
        proof = _printed_proof(page)
        resume, version = _made_resume(page)
        yield Log(page.context.storage_state(), entry, lens, proof, resume, version)


@pytest.mark.parametrize("name", VISITOR_PAGES)
def test_a_visitors_page_is_accessible_in_both_themes_and_fits(
    product: Product, browser: Browser, log: Log, name: str
) -> None:
    with visit(browser, product.url) as page:
        _inspect(page, log.address(name))


@pytest.mark.parametrize("name", OWNER_PAGES)
def test_an_owners_page_is_accessible_in_both_themes_and_fits(
    product: Product, browser: Browser, log: Log, name: str
) -> None:
    with visit(browser, product.url, storage_state=log.session) as page:
        _inspect(page, log.address(name))


def test_the_resume_as_a_web_page_is_accessible_dressed_and_fits(
    product: Product, browser: Browser, log: Log
) -> None:
    with visit(browser, product.url, storage_state=log.session) as page:
        page.goto("/resumes/new/")
        page.get_by_role("button", name="Make it").click()
        page.wait_for_url(re.compile(r"/resumes/\d+/$"))
        _inspect(page, f"{page.url}export.html")
        lines = page.locator("h2").evaluate_all(LINES_BELOW)
        assert {*lines} == {"1px"}


def test_signing_in_and_writing_work_without_javascript(product: Product, browser: Browser) -> None:
    with visit(browser, product.url, java_script_enabled=False) as page:
        sign_in(page, "Zofia Wrzesińska")
        page.goto("/log/new/")
        page.get_by_label("What did you do?").fill("Explained packaging to beginners")
        page.get_by_label("Where?").fill("PyLadies meetup")
        page.get_by_label("What sort of contribution?").select_option(label="Talk")
        page.get_by_role("button", name="Save", exact=True).click()
        page.goto("/log/")
        page.get_by_role("button", name="Highlight: Explained").click()
        page.get_by_role("link", name="Explained packaging to beginners", exact=True).click()
        expect(page.get_by_role("button", name="Highlight: Explained")).to_have_attribute(
            "aria-pressed", "true"
        )
        page.locator("textarea[name=impact]").fill("Forty people published a package")
        page.get_by_role("button", name="Save the story").click()
        expect(page.locator("textarea[name=impact]")).to_have_value(
            "Forty people published a package"
        )


def test_the_resume_of_a_link_is_changed_by_keyboard_and_without_javascript(
    product: Product, browser: Browser
) -> None:
    with visit(browser, product.url, java_script_enabled=False) as page:
        sign_in(page, "Zofia Wrzesińska")
        page.goto("/resumes/new/")
        page.get_by_label("Title").fill("For talks")
        page.get_by_role("button", name="Make it").click()
        page.goto("/share/")
        page.get_by_role("button", name="New link").click()
        page.locator(".picks summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("For talks")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".picks")).to_contain_text("Offers the résumé “For talks”")


def _open_folds(page: Page) -> None:
    for fold in page.locator(".entry--fold summary, .picks summary").all():
        fold.click()


def _inspect(page: Page, address: str) -> None:
    page.goto(address)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.reload()  # or axe would measure colours that are still changing
        _open_folds(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            found = Axe().run(page)
            assert found.violations_count == 0, f"{theme} at {width}: {found.generate_report()}"
    assert page.evaluate(PRELOADED_IN_VAIN) == []
    page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST


def _made_resume(page: Page) -> tuple[str, str]:
    """The addresses of a new résumé and of a version of it."""
    page.goto("/resumes/new/")
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url(re.compile(r"/resumes/\d+/$"))
    resume = urlsplit(page.url).path
    page.goto(f"{resume}versions/")
    page.get_by_label("Name this version").fill("Sent to Acme")
    page.get_by_role("button", name="Keep it").click()
    version = page.get_by_role("link", name=re.compile("^Look")).get_attribute("href") or ""
    return resume, version


def _made_public(page: Page) -> str:
    page.goto("/share/")
    page.locator("label").filter(has_text="Everyone").first.click()
    page.get_by_role("button", name="Save").first.click()
    page.goto("/share/")
    page.get_by_role("button", name="New link").click()
    return page.locator("#new-link").input_value()


def _printed_proof(page: Page) -> str:
    """The address of a verify page, read off a new résumé."""
    page.goto("/resumes/new/")
    page.get_by_label("Title").fill("With links")
    page.get_by_role("button", name="Make it").click()
    page.locator("#look summary").click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("A short link from each bullet to its evidence").check()
    text = page.request.get(f"{page.url}export.txt").text()
    return re.search(r"/v/[0-9a-z]{12}/?", text)[0].rstrip("/") + "/"  # type: ignore[index]  # it is there
