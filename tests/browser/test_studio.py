"""The résumé studio, as a person with a mouse, a keyboard or no script meets it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Request, Route, StorageState, expect

from tests.browser.product import Product
from tests.browser.visitor import SIGNED_OUT, sign_in, visit, wait_for_sync

DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def session(product: Product, browser: Browser) -> StorageState:
    with visit(browser, product.url) as page:
        sign_in(page)
        wait_for_sync(page)
        return page.context.storage_state()


@pytest.fixture
def page(product: Product, browser: Browser, session: StorageState) -> Iterator[Page]:
    """The studio on a new résumé of a person whose log is full."""
    with visit(browser, product.url, storage_state=session, viewport=DESKTOP) as page:
        _open_new(page)
        yield page


def test_what_is_typed_is_saved_and_set_in_type_without_a_button(page: Page) -> None:
    before = _page_key(page)

    page.get_by_role("textbox", name="Summary").fill("I fix the small things.")

    expect(page.locator("img[data-page]").first).not_to_have_attribute("data-page", before)
    expect(page.locator("#saved:not([data-unsaved])")).to_have_text("Saved")
    page.reload()
    expect(page.get_by_role("textbox", name="Summary")).to_have_value("I fix the small things.")


def test_the_pages_stand_beside_the_editor_and_say_how_full_they_are(page: Page) -> None:
    expect(page.locator(".room")).to_contain_text("room for about")
    expect(page.locator(".leaf__n").first).to_have_text(re.compile(r"Page 1 of \d"))
    assert page.locator("img[data-page]").first.evaluate("image => image.naturalWidth") > 0
    expect(page.locator("#checked")).to_contain_text("every word and every link is in it")


def test_sections_move_by_button_and_the_focus_goes_with_them(page: Page) -> None:
    down = page.locator("#part-summary").get_by_role("button", name=re.compile("down$")).first

    down.click()

    expect(page.locator(".part").nth(1)).to_have_id("part-summary")
    expect(page.locator("#said")).to_have_text("Moved to 2 of 8.")
    expect(page.locator("#part-summary :focus")).to_have_count(1)


def test_a_bullet_moves_by_alt_and_an_arrow_from_within_its_text(page: Page) -> None:
    bullets = page.locator(".bullets:has(> li:nth-child(2))").first
    first = bullets.locator("textarea").first
    name = first.get_attribute("id") or ""

    first.focus()
    page.keyboard.press("Alt+ArrowDown")

    moved = page.locator(f"li:has(> div > #{name})")
    expect(page.locator("#said")).to_have_text(re.compile(r"Moved to 2 of \d"))
    expect(page.locator(f"#{name}")).to_be_focused()
    assert moved.evaluate("row => [...row.parentElement.children].indexOf(row)") == 1


def test_a_project_is_dragged_by_its_grip(page: Page) -> None:
    projects = page.locator(".proj")
    names = projects.locator(".proj__name").all_text_contents()

    _drag(page, projects.nth(0).locator(".proj__head .grip"), projects.nth(1))

    expect(page.locator("#said")).to_have_text(re.compile("Moved to 2 of"))
    page.reload()
    assert projects.locator(".proj__name").all_text_contents()[:2] == [names[1], names[0]]


def test_a_drag_that_is_given_up_with_escape_moves_nothing(page: Page) -> None:
    projects = page.locator(".proj")
    names = projects.locator(".proj__name").all_text_contents()

    _drag(page, projects.nth(0).locator(".proj__head .grip"), projects.nth(1), key="Escape")

    assert projects.locator(".proj__name").all_text_contents() == names
    page.reload()
    assert projects.locator(".proj__name").all_text_contents() == names


def test_what_is_typed_while_a_save_is_on_its_way_is_kept(page: Page) -> None:
    summary = page.get_by_role("textbox", name="Summary")
    page.locator("#part-summary").get_by_role("button", name=re.compile("down$")).first.click()

    summary.press_sequentially("One word and another, without a pause.", delay=15)

    expect(page.locator("#saved:not([data-unsaved])")).to_have_text("Saved")
    expect(summary).to_have_value("One word and another, without a pause.")
    page.reload()
    expect(summary).to_have_value("One word and another, without a pause.")


def test_a_button_pressed_while_a_save_is_on_its_way_does_its_work(page: Page) -> None:
    held: list[Route] = []
    page.route("**/resumes/*/", lambda route: held.append(route), times=1)  # noqa: PLW0108  # asked for its parameters
    with page.expect_request("**/resumes/*/"):
        page.get_by_label("Headline").fill("Data engineer")

    page.get_by_role("button", name="Add a link").click()
    held[0].continue_()

    expect(page.get_by_label("Called")).to_be_visible()


def test_a_second_press_on_remove_does_not_take_the_next_row_too(page: Page) -> None:
    called = page.get_by_label("Called")
    for count, name in enumerate(("one", "two")):
        page.get_by_role("button", name="Add a link").click()
        called.nth(count).fill(name)
    expect(page.locator("#saved:not([data-unsaved])")).to_have_text("Saved")

    page.locator("#remove-link-0").dblclick()

    expect(called).to_have_count(1)
    page.reload()
    expect(called).to_have_value("two")


def test_a_save_that_cannot_reach_the_site_is_sent_again(page: Page) -> None:
    page.route("**/resumes/*/", lambda route: route.fulfill(status=503))
    page.get_by_label("Headline").fill("Data engineer")
    expect(page.locator("#saved")).to_contain_text("Not saved yet, trying again")

    page.unroute("**/resumes/*/")

    expect(page.locator("#saved:not([data-unsaved])")).to_have_text("Saved")


def test_whoever_signs_in_again_elsewhere_loses_nothing_typed_here(page: Page) -> None:
    page.context.clear_cookies()
    page.get_by_label("Headline").fill("Data engineer")
    expect(page.locator("#saved")).to_have_text(SIGNED_OUT)

    sign_in(page.context.new_page())

    expect(page.locator("#saved:not([data-unsaved])")).to_have_text("Saved")
    page.reload()
    expect(page.get_by_label("Headline")).to_have_value("Data engineer")


def test_two_tabs_that_disagree_are_told_and_the_owner_chooses(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Headline").fill("From the other tab")
    expect(other.locator("#saved:not([data-unsaved])")).to_have_text("Saved")

    page.get_by_label("Headline").fill("From this tab")
    expect(page.locator("#saved")).to_contain_text("changed elsewhere")
    page.get_by_role("button", name="Keep what is here").click()

    expect(page.locator("#saved:not([data-unsaved])")).to_have_text("Saved")
    other.reload()
    expect(other.get_by_label("Headline")).to_have_value("From this tab")


def test_what_was_not_saved_is_told_in_sight_of_whoever_types_far_down(page: Page) -> None:
    page.get_by_label("Add a skill").scroll_into_view_if_needed()
    page.route("**/resumes/*/", lambda route: route.fulfill(status=503))

    page.get_by_label("Add a skill").fill("Reproducing bugs")

    expect(page.locator("#saved")).to_contain_text("Not saved yet, trying again")
    expect(page.locator("#saved")).to_be_in_viewport()


def test_a_refused_field_is_marked_until_it_is_put_right(page: Page) -> None:
    page.get_by_role("button", name="Add a position").click()
    page.get_by_label("Role").fill("Lead engineer")
    page.get_by_label("Employer").fill("Acme")
    page.get_by_label("From", exact=True).fill("2025-02-30")
    page.get_by_label("Until").focus()

    expect(page.locator("#saved")).to_contain_text("Lead engineer at Acme: From: Write it as")
    refused = page.get_by_label("From", exact=True)
    expect(refused).to_have_attribute("aria-invalid", "true")
    expect(refused).to_have_accessible_description(re.compile("A year.*Write it as 2024"))
    expect(refused).to_have_value("2025-02-30")
    expect(page.get_by_label("Until")).to_be_focused()

    page.locator(".typed__fold summary").click()
    page.locator("#saved").get_by_role("link").click()
    expect(refused).to_be_focused()
    refused.fill("2025-02")
    refused.press("Tab")
    expect(page.locator("#saved:not([data-unsaved])")).to_have_text("Saved")
    expect(refused).not_to_have_attribute("aria-invalid", "true")
    expect(refused).to_have_accessible_description("A year, or a year and month.")


def test_the_pictures_of_the_themes_follow_what_is_typed_once_they_are_seen(page: Page) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108  # asked for its parameters
    pictures = page.locator(".theme img")
    before = pictures.first.get_attribute("src") or ""

    page.get_by_label("Headline").fill("Data engineer")
    expect(pictures.first).not_to_have_attribute("src", before)
    assert not [each for each in asked if "theme=" in each.url]
    page.locator("#look > summary").click()

    for picture in pictures.all():
        expect(picture).not_to_have_js_property("naturalWidth", 0)
        address = picture.get_attribute("src") or ""
        assert [each for each in asked if each.url.endswith(address)]


def test_the_title_leads_to_where_it_is_changed(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})

    page.get_by_role("link", name="Rename").click()

    expect(page.get_by_label("Title of this résumé")).to_be_focused()
    expect(page.get_by_label("Title of this résumé")).to_be_in_viewport()
    page.keyboard.type("For Acme")
    expect(page.get_by_role("heading", level=1)).to_have_text("For Acme")


def test_the_focus_stays_near_a_row_that_is_taken_off(page: Page) -> None:
    bullets = page.locator(".bullets:has(> li:nth-child(2))").first.locator("> li")
    more = bullets.nth(1).locator("summary").get_attribute("id")

    bullets.nth(0).locator("summary").click()
    bullets.nth(0).get_by_role("button", name="Take it off").press("Enter")

    expect(page.locator("#said")).to_have_text("Taken off. It stays in your log.")
    expect(page.locator(f"#{more}")).to_be_focused()


def test_the_focus_goes_back_to_the_menu_whose_choice_was_made(page: Page) -> None:
    bullet = page.locator(".bullet").first
    more = bullet.locator("summary").get_attribute("id")

    bullet.locator("summary").press("Enter")
    bullet.get_by_role("button", name="Do not print").press("Enter")

    expect(page.locator("#said")).to_have_text("It is not printed.")
    expect(page.locator(f"#{more}")).to_be_focused()


def test_a_new_row_is_ready_to_be_typed_into(page: Page) -> None:
    page.get_by_role("button", name="Add a position").click()
    expect(page.get_by_label("Role")).to_be_focused()
    page.keyboard.type("Maintainer")

    page.get_by_role("button", name="Add a position").click()
    expect(page.get_by_label("Role").nth(1)).to_be_focused()
    expect(page.get_by_label("Role").nth(0)).to_have_value("Maintainer")


def test_a_menu_at_the_edge_of_the_window_comes_into_view(page: Page) -> None:
    summary = page.locator(".bullet").last.locator("summary")
    summary.evaluate(
        "button => scrollBy(0, button.getBoundingClientRect().bottom - innerHeight + 4)"
    )

    summary.click()

    expect(page.get_by_role("button", name="Take it off")).to_be_in_viewport(ratio=1)


def test_an_entry_is_searched_for_and_added(page: Page) -> None:
    page.get_by_label("Search your log").fill("wicker")
    found = page.locator("#found li").first
    entry = found.get_by_role("button").get_attribute("value") or ""
    found.get_by_role("button").click()

    expect(page.locator(f"#item-{entry.rpartition('=')[2]}")).to_be_visible()


def test_another_theme_is_chosen_by_its_picture(page: Page) -> None:
    before = _page_key(page)
    page.locator("#look > summary").click()

    page.get_by_role("radio", name="Letter").check(force=True)

    expect(page.locator("img[data-page]").first).not_to_have_attribute("data-page", before)


def test_the_studio_works_without_javascript(
    product: Product, browser: Browser, session: StorageState
) -> None:
    with visit(browser, product.url, storage_state=session, java_script_enabled=False) as page:
        _open_new(page)
        page.get_by_role("textbox", name="Summary").fill("Typed without a script.")
        page.locator("#part-summary").get_by_role("button", name=re.compile("down$")).first.click()
        expect(page.get_by_role("textbox", name="Summary")).to_have_value("Typed without a script.")
        expect(page.locator(".part").nth(1)).to_have_id("part-summary")
        page.get_by_role("link", name="Rename").click()
        expect(page.get_by_label("Title of this résumé")).to_be_visible()
        page.get_by_label("Add a skill").fill("Reproducing bugs")
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator(".skillrow").last).to_contain_text("Reproducing bugs")
        assert page.locator("img[data-page]").first.evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_full_studio_is_accessible_and_fits(page: Page, theme: str) -> None:
    page.get_by_role("button", name="Add a position").click()
    page.get_by_label("Role").fill("Maintainer")
    page.locator("textarea[name^=text-]").first.fill("Cut the wait by 40% with Kubernetes.")
    expect(page.locator(".lint").first).to_be_visible()
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.reload()
    page.locator("#look > summary").click()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page)
        assert found.violations_count == 0, f"{theme} at {width}: {found.generate_report()}"
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def _open_new(page: Page) -> None:
    page.goto("/resumes/new/")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/resumes/\d+/$"))


def _page_key(page: Page) -> str:
    return page.locator("img[data-page]").first.get_attribute("data-page") or ""


def _drag(page: Page, grip: Locator, below: Locator, key: str = "") -> None:
    """Drag to just under the middle of `below`; press `key` before letting go."""
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), below.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] * 0.75, steps=8)
    if key:
        page.keyboard.press(key)
    page.mouse.up()
