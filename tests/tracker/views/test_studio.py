"""The résumé studio's page: what it shows, what it saves, and what it answers."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests import make
from tracker.forms.typed import LinkForm, PositionForm
from tracker.models import Entry, Proof, Resume, SyncRun
from tracker.records import Paper
from tracker.render.errors import RenderCrashError
from tracker.resume_content.content import (
    MAX_ITEMS,
    MAX_LINKS,
    MAX_POSITIONS,
    Item,
    Part,
    Position,
    ResumeContent,
    Theme,
    TypedLink,
)

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
WORDS = {"title": "Backend", "revision": "0"}


@pytest.fixture
def ada(client: Client) -> User:
    ada = make.user("ada", name="Ada Lindqvist", headline="Engineer")
    client.force_login(ada)
    return ada


def studio(owner: User, **content: Any) -> str:
    return f"/resumes/{make.resume(owner, **content).pk}/"


def pictured(page: str) -> str:
    """What a page or an answer says that the pictures of the themes show."""
    found = re.search(r'data-pictured="(\w+)"', page)
    assert found
    return found[1]


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def content() -> ResumeContent:
    return Resume.objects.get().content


def press(client: Client, path: str, edit: str, **said: str) -> HttpResponse:
    """Press a button of the page with the studio's script."""
    revision = str(Resume.objects.get().revision)
    typed = WORDS | {"revision": revision, "edit": edit} | said
    return client.post(path, typed, headers=HTMX)  # type: ignore[return-value]  # Django's own


def bullet(entry: Entry, words: str, draft: str = "") -> dict[str, str]:
    return {f"text-{entry.pk}": words, f"draft-{entry.pk}": draft}


def test_the_fullest_resume_can_be_saved(client: Client, ada: User) -> None:
    posts = (Position("Engineer"),) * MAX_POSITIONS
    path = studio(ada, experience=posts, education=posts)
    rows = [f"{part}-{n}" for part in ("experience", "education") for n in range(MAX_POSITIONS)]
    said = {f"{row}-{name}": "" for row in rows for name in PositionForm.base_fields}
    said |= {f"{name}-{n}": "" for name in ("text", "draft") for n in range(MAX_ITEMS)}
    said |= {f"link-{n}-{name}": "" for name in LinkForm.base_fields for n in range(MAX_LINKS)}

    response = client.post(path, WORDS | said | {f"{row}-what": "Maintainer" for row in rows})

    assert response.status_code == 302
    assert content().education[-1].what == "Maintainer"


def test_the_page_lists_what_stands_on_it_with_its_evidence(client: Client, ada: User) -> None:
    entry = make.highlight(ada, number=4812, place=make.repository("o/loom"))

    page = text(client, studio(ada))

    assert "o/loom" in page
    assert "The cursor now follows each stored page." in page
    assert f'href="{entry.url}"' in page
    assert f'href="/log/{entry.pk}/#story"' in page


def test_the_page_states_the_rule_while_nothing_is_highlighted(client: Client, ada: User) -> None:
    make.entry(ada, title="Name the layer")

    page = text(client, studio(ada))

    assert "You have not highlighted anything yet" in page
    assert "what has landed or was accepted first, then what has a story" in page
    assert "Named the layer" in page


def test_the_page_says_what_was_left_out(client: Client, ada: User) -> None:
    make.highlight(ada)
    make.highlight(ada, place=make.repository("acme/vault", is_private=True))

    page = text(client, studio(ada))

    assert "1 private at github" in page
    assert "acme/vault" not in page


def test_what_was_chosen_and_then_hidden_is_told_too(client: Client, ada: User) -> None:
    entry = make.entry(ada, title="A line that nobody may see")
    make.annotation(entry, is_hidden=True)

    page = text(client, studio(ada, items=(Item(entry.pk),)))

    assert "Chosen, and not shown: 1 hidden" in page


def test_an_empty_log_is_told_where_entries_come_from(client: Client, ada: User) -> None:
    page = text(client, studio(ada))

    assert "Your log has no entries yet" in page
    assert 'href="/log/new/"' in page


def test_the_page_says_how_long_it_is_against_what_was_aimed_at(client: Client, ada: User) -> None:
    make.highlight(ada)

    assert re.search(r"room for about \d+ more bullets", text(client, studio(ada)))


def test_a_resume_that_is_too_long_says_by_how_much_and_what_would_help(
    client: Client, ada: User
) -> None:
    loom = make.repository("o/loom")
    for number in range(1, 20):
        fix = f"Cut {number} of the long causes of waiting from the reader. " * 6
        entry = make.entry(ada, place=loom, number=number)
        make.annotation(entry, is_highlighted=True, fix=fix, impact="")

    page = text(client, studio(ada, page_target=1))

    assert re.search(r"\d+ lines over 1 page<", page)
    assert "Shortest way back: say less in" in page


def test_a_save_without_a_script_comes_back_to_the_page(client: Client, ada: User) -> None:
    path = studio(ada)

    response = client.post(path, WORDS | {"headline": "Data engineer"}, follow=True)

    assert response.redirect_chain == [(path, 302)]
    assert "Saved." in response.content.decode()
    assert content().headline == "Data engineer"


def test_an_autosave_answers_with_the_new_pages(client: Client, ada: User) -> None:
    make.highlight(ada)
    path = studio(ada)
    before = set(re.findall(r'data-page="(\w+)"', text(client, path)))

    saved = client.post(path, WORDS | {"summary": "I fix things."}, headers=HTMX)

    answer = saved.content.decode()
    (page,) = re.findall(r'data-page="(\w+)" src="data:image/png;base64,', answer)
    assert page not in before
    assert 'name="revision" id="id_revision" value="1"' in answer
    assert 'id="editor"' not in answer


@pytest.mark.parametrize(
    ("wide", "drawn"), [("600", range(600, 620)), ("", range(900, 920)), ("9000", range(900, 920))]
)
def test_a_page_is_drawn_as_fine_as_its_screen_can_show_it(
    client: Client, ada: User, wide: str, drawn: range
) -> None:
    answer = client.post(studio(ada), WORDS | {"wide": wide}, headers=HTMX).content.decode()

    picture = b64decode(answer.partition("data:image/png;base64,")[2].partition('"')[0])
    assert int.from_bytes(picture[16:20], "big") in drawn  # the width, by PNG's header


def test_a_save_asks_the_database_as_often_for_many_lines_as_for_few(
    client: Client, ada: User
) -> None:
    entries = [make.entry(ada, body="Now 12 ms") for _ in range(6)]
    counts = []
    for chosen in (entries[:2], entries):
        path = studio(ada, items=tuple(Item(each.pk, text="Was 12 ms") for each in chosen))
        said = WORDS | {"title": "My résumé"}
        for each in chosen:
            said |= bullet(each, "Is 12 ms")
        with CaptureQueriesContext(connection) as queries:
            assert client.post(path, said, headers=HTMX).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_page_asks_the_database_as_often_for_many_lines_as_for_few(
    client: Client, ada: User
) -> None:
    entries = [make.entry(ada, body="Now 12 ms", changed_files=3) for _ in range(6)]
    counts = []
    for chosen in (entries[:2], entries):
        path = studio(ada, items=tuple(Item(each.pk, text="Was 12 ms") for each in chosen))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_autosave_counts_nothing_that_only_the_whole_page_says(
    client: Client, ada: User
) -> None:
    make.highlight(ada)
    path = studio(ada)

    with CaptureQueriesContext(connection) as queries:
        client.post(path, WORDS | {"summary": "I fix things."}, headers=HTMX)

    assert [query["sql"] for query in queries if "COUNT(" in query["sql"]] == []


def test_giving_codes_at_a_save_reads_no_facts_of_the_entries(client: Client, ada: User) -> None:
    entry = make.entry(ada)
    path = studio(ada, items=(Item(entry.pk),), has_proofs=True)

    with CaptureQueriesContext(connection) as queries:
        client.post(path, WORDS | {"summary": "I fix things."}, headers=HTMX)

    assert Proof.objects.get().entry == entry
    assert sum('"tracker_entry"."closing_issues"' in query["sql"] for query in queries) == 1


def test_an_autosave_renames_what_is_called_by_what_was_typed(client: Client, ada: User) -> None:
    path = studio(ada, experience=(Position("Weaver"),))
    typed = {"summary": "I fix things.", "experience-0-what": "Maintainer", "title-links": "Web"}

    answer = client.post(path, WORDS | typed, headers=HTMX).content.decode()

    assert re.search(r'id="part-summary-flag" class="flagged" data-piece></span>', answer)
    assert re.search(r'id="part-links-title"[^>]*>Web</h2>', answer)
    assert re.search(r'id="name-experience-0" data-piece><b dir="auto">Maintainer', answer)


def test_a_post_is_dated_in_the_words_of_the_document(client: Client, ada: User) -> None:
    posts = (
        Position("Weaver", started="2021-03"),
        Position("Smith", started="2019", ended="2020-11"),
    )

    page = client.get(studio(ada, experience=posts)).content.decode()

    assert '<span class="quiet small">Mar 2021 \N{EN DASH} Present</span>' in page
    assert '<span class="quiet small">2019 \N{EN DASH} Nov 2020</span>' in page


def test_drafts_follow_the_language_that_is_chosen(client: Client, ada: User) -> None:
    make.entry(ada, title="Crash on an empty file")
    path = studio(ada)
    look = {"look": "1", "theme": "ink", "paper": "us-letter", "language": "de"}

    answer = client.post(path, WORDS | look, headers=HTMX).content.decode()

    assert ">Look: Ink, US Letter<" in answer
    assert "Fehler behoben: „Crash on an empty file“" in answer


def test_a_page_that_the_browser_has_is_not_sent_again(client: Client, ada: User) -> None:
    make.highlight(ada)
    path = studio(ada)
    (known,) = re.findall(r'data-page="(\w+)"', text(client, path))

    saved = client.post(path, WORDS | {"known": known}, headers=HTMX).content.decode()

    assert f'data-page="{known}"' in saved
    assert "data:image/png" not in saved


def test_a_bullet_is_saved_in_its_owners_words_and_the_choice_becomes_theirs(
    client: Client, ada: User
) -> None:
    entry, other = make.highlight(ada), make.highlight(ada)
    path = studio(ada)

    client.post(path, WORDS | bullet(entry, "Halved the wait.", "The draft."), headers=HTMX)

    assert {item.entry_id: item.text for item in content().items or ()} == {
        entry.pk: "Halved the wait.",
        other.pk: "",
    }
    assert Entry.objects.get(pk=entry.pk).title == entry.title


def test_a_draft_that_comes_back_as_it_was_shown_goes_on_following_the_facts(
    client: Client, ada: User
) -> None:
    entry = make.highlight(ada)

    client.post(studio(ada), WORDS | bullet(entry, "The  draft.", "The draft."), headers=HTMX)

    assert content().items is None


def test_newer_facts_are_offered_until_their_owner_decides(client: Client, ada: User) -> None:
    entry = make.highlight(ada)
    own = Item(entry.pk, text="Mine.", drafted="What it said once.")
    path = studio(ada, items=(own,))

    offered = text(client, path)
    typed = bullet(entry, "Mine, better.", "What it said once.")
    press(client, path, f"what=keep-text&entry={entry.pk}", **typed)

    assert "The entry now says:" in offered
    assert content().items[0].text == "Mine, better."  # type: ignore[index]  # it has one
    assert "The entry now says:" not in text(client, path)


def test_a_button_saves_what_was_typed_with_it(client: Client, ada: User) -> None:
    make.highlight(ada)
    path = studio(ada)

    answer = press(client, path, "what=move-section&part=skills&to=up", summary="I fix things.")

    assert content().summary == "I fix things."
    assert [each.part for each in content().sections].index(Part.SKILLS) == 3
    assert 'data-say="Moved to 4 of 8."' in answer.content.decode()
    assert 'id="editor"' in answer.content.decode()


def test_a_button_without_a_script_comes_back_to_what_it_moved(client: Client, ada: User) -> None:
    entry = make.highlight(ada)
    make.highlight(ada, place=entry.repository)
    path = studio(ada)

    response = client.post(path, WORDS | {"edit": f"what=move-item&entry={entry.pk}&to=up"})

    assert response.headers["Location"] == f"{path}#item-{entry.pk}"


def test_posts_courses_and_links_are_typed(client: Client, ada: User) -> None:
    path = studio(ada)
    press(client, path, "what=add-position&part=experience")
    press(client, path, "what=add-link")

    typed = {
        "experience-0-what": "Maintainer",
        "experience-0-where": "Loom Ltd",
        "experience-0-started": "2024-03",
        "experience-0-highlights": "Shipped the first release.\r\n\r\nHired two people.",
        "link-0-label": "Blog",
        "link-0-url": "https://ada.example",
    }
    press(client, path, "", **typed)

    assert content().experience == (
        Position(
            what="Maintainer",
            where="Loom Ltd",
            started="2024-03",
            highlights=("Shipped the first release.", "Hired two people."),
        ),
    )
    assert content().links == (TypedLink("https://ada.example", "Blog"),)


def test_what_cannot_be_stored_is_named_and_all_else_is_stored(client: Client, ada: User) -> None:
    path = studio(ada, experience=(Position("Maintainer"),))
    typed = {"experience-0-what": "Lead", "experience-0-started": "last spring"}

    refused = press(client, path, "what=remove-position&part=experience&index=0", **typed)

    assert refused.status_code == 422
    answer = refused.content.decode()
    assert '<a href="#id_experience-0-started"' in answer
    assert ">Lead: From</a>: Write it as 2024, 2024-03 or March 2024.</p>" in answer
    assert content().experience == (Position("Lead"),)


@pytest.mark.parametrize("said", ["March 2021", "mar. 2021", "03/2021", "2021-03", "März 2021"])
def test_a_month_is_understood_as_people_write_it(client: Client, ada: User, said: str) -> None:
    path = studio(ada, experience=(Position("Maintainer"),))

    press(client, path, "", **{"experience-0-what": "Lead", "experience-0-started": said})

    assert content().experience == (Position("Lead", started="2021-03"),)


def test_a_position_that_ends_before_it_begins_is_named(client: Client, ada: User) -> None:
    path = studio(ada, experience=(Position("Lead", started="2023", ended="2023-04"),))
    assert "ends before it begins" not in client.get(path).content.decode()

    typed = {"experience-0-what": "Lead", "experience-0-started": "2023-05"}
    saved = press(client, path, "", **typed, **{"experience-0-ended": "2023-04"})

    assert "ends before it begins" in saved.content.decode()


def test_a_refused_save_without_a_script_keeps_what_was_typed(client: Client, ada: User) -> None:
    entry = make.highlight(ada)
    typed = WORDS | {"title": "", "summary": "Typed at length"} | bullet(entry, "My own words.")

    refused = client.post(studio(ada), typed)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Typed at length" in page
    assert "My own words." in page
    assert ">Title of this résumé</a>: This field is required." in page
    assert '<details class="look" id="look" open>' in page


def test_a_refused_field_is_marked_and_its_row_named_without_a_script(
    client: Client, ada: User
) -> None:
    path = studio(ada, experience=(Position("Intern"), Position()), links=(TypedLink("", ""),))
    typed = {"experience-0-what": "Lead <b>", "experience-0-where": "Acme"}
    typed |= {"experience-0-started": "2025-02-30", "experience-1-what": ""}
    typed |= {"experience-1-url": "no address", "link-0-url": "nor this"}

    page = client.post(path, WORDS | typed).content.decode()

    assert ">Lead &lt;b&gt; at Acme: From</a>: Write it as" in page
    assert ">Experience 2: Web address</a>: " in page
    assert ">Link 1: Web address</a>: " in page
    field = re.search(r'<input[^>]*name="experience-0-started"[^>]*>', page)
    assert field
    assert 'value="2025-02-30"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert 'id_experience-0-started_error"' in field[0]
    assert 'id="id_experience-0-started_error"><li>Write it as' in page
    assert 'id="fold-experience-0" open' in page


def test_the_pictures_of_the_themes_are_called_by_what_they_show(client: Client, ada: User) -> None:
    path = studio(ada)

    first = pictured(text(client, path))
    themed = press(client, path, "", look="1", theme="ink")
    edited = press(client, path, "", look="1", summary="Other words")

    assert pictured(themed.content.decode()) == first
    assert pictured(edited.content.decode()) != first
    page = text(client, path)
    assert page.count(f'&amp;of={pictured(page)}"') == len(Theme)


def test_a_save_that_fell_behind_is_told_and_overwrites_nothing(client: Client, ada: User) -> None:
    path = studio(ada)
    client.post(path, WORDS | {"summary": "First"}, headers=HTMX)

    behind = client.post(path, WORDS | {"summary": "Second"}, headers=HTMX)
    after = content().summary
    over = client.post(path, WORDS | {"summary": "Second", "over": "1"}, headers=HTMX)

    assert behind.status_code == 409
    assert 'name="over" value="1"' in behind.content.decode()
    assert after == "First"
    assert over.status_code == 200
    assert content().summary == "Second"


def test_a_save_that_is_sent_twice_is_no_conflict(client: Client, ada: User) -> None:
    path = studio(ada)

    first, again = (client.post(path, WORDS | {"summary": "Once"}, headers=HTMX) for _ in range(2))

    assert (first.status_code, again.status_code) == (200, 200)
    assert Resume.objects.get().revision == 1


def test_a_button_for_what_is_not_there_is_refused_in_words(client: Client, ada: User) -> None:
    refused = press(client, studio(ada), "what=remove-link&index=3")

    assert refused.status_code == 422
    assert "What you want to change is no longer there." in refused.content.decode()


def test_entries_of_the_log_are_found_and_added(client: Client, ada: User) -> None:
    make.highlight(ada)
    rare = make.entry(ada, title="Explain the watermark")
    make.entry(ada, title="Watermark of a vault", place=make.repository(is_private=True))
    path = studio(ada)

    found = client.get(path + "entries/", {"find": "watermark"}, headers=HTMX).content.decode()
    press(client, path, f"what=add-item&entry={rare.pk}")

    assert "Explain the watermark" in found
    assert "vault" not in found
    assert rare.pk in {item.entry_id for item in content().items or ()}
    assert "Explained the watermark" in text(client, path)


def test_another_persons_entry_never_comes_onto_the_resume(client: Client, ada: User) -> None:
    theirs = make.highlight(make.user("eve"), title="Private matter of Eve")
    path = studio(ada)

    press(client, path, f"what=add-item&entry={theirs.pk}")

    assert "Private matter of Eve" not in text(client, path)


def test_hostile_words_stay_words(client: Client, ada: User) -> None:
    attack = "<script>alert(1)</script>\"'&"
    entry = make.highlight(ada, title=attack)
    words = {"title": attack, "summary": attack, "name": attack}

    page = text(client, studio(ada, items=(Item(entry.pk, text=attack),), **words))

    assert "<script>alert" not in page


def test_the_theme_is_chosen_in_its_newest_version(client: Client, ada: User) -> None:
    path = studio(ada)
    client.post(path, WORDS | {"look": "1", "theme": "plain", "paper": "us-letter", "has_qr": "on"})

    assert (content().paper, content().has_qr, content().theme_version) == (
        Paper.US_LETTER,
        True,
        1,
    )


def test_the_file_is_read_back_when_asked(client: Client, ada: User) -> None:
    make.highlight(ada)
    path = studio(ada)

    piece = client.get(path + "check/", headers=HTMX).content.decode()

    assert "every word and every link is in it" in piece
    assert "every word and every link is in it" in text(client, path + "check/")
    assert "every word and every link is in it" not in text(client, path)


def test_a_character_without_a_glyph_is_named(client: Client, ada: User) -> None:
    make.highlight(ada)

    page = text(client, studio(ada, name="Ada \U00013000") + "check/")

    assert "Our fonts cannot show 1 character (\U00013000)" in page
    assert "every word and every link is in it" not in page


def test_a_line_with_characters_that_no_font_has_is_named(client: Client, ada: User) -> None:
    hieroglyphs = "".join(chr(0x13000 + offset) for offset in range(9))
    loom = make.repository("o/loom")
    make.highlight(ada)
    lacking = make.entry(ada, place=loom, number=4812, title=hieroglyphs)
    make.annotation(lacking, is_highlighted=True, fix="", impact="")

    page = text(client, studio(ada) + "check/")

    assert f"Our fonts cannot show 9 characters ({' '.join(hieroglyphs[:6])} …)" in page
    assert f'in <a href="/log/{lacking.pk}/">o/loom #4812</a>.' in page


@pytest.mark.parametrize(("box", "name"), [("\ue000", "U+E000"), ("\ufffe", "\ufffc")])
def test_a_box_is_named_with_the_line_that_has_it(
    client: Client, ada: User, box: str, name: str
) -> None:
    make.annotation(make.entry(ada, title=f"Draw {box}"), is_highlighted=True, fix="", impact="")

    page = text(client, studio(ada) + "check/")

    assert f"Our fonts cannot show 1 character ({name})" in page
    assert "The file has a plain character in each place, in <a" in page
    assert "every word and every link is in it" not in page


def test_a_fact_that_did_not_fit_is_named(client: Client, ada: User) -> None:
    loom = make.repository("o/loom")
    for _ in range(33):
        make.highlight(ada, place=loom)

    page = text(client, studio(ada) + "check/")

    assert "this is not in it" in page
    assert "3 of the bullets of o/loom" in page


@pytest.mark.usefixtures("broken_typesetter")
def test_a_typesetter_that_fails_leaves_the_editor_and_the_other_formats(
    client: Client, ada: User
) -> None:
    make.highlight(ada)
    path = studio(ada)

    page = text(client, path)
    saved = client.post(path, WORDS | {"summary": "Still saved"}, headers=HTMX)

    assert str(RenderCrashError()) in page
    assert f'href="{path}export.md"' in page
    assert saved.status_code == 200
    assert content().summary == "Still saved"


@pytest.mark.parametrize("rest", ["", "check/", "entries/"])
def test_another_persons_studio_is_not_there(client: Client, ada: User, rest: str) -> None:
    theirs = studio(make.user()) + rest

    assert client.get(theirs).status_code == 404
    assert client.post(theirs, WORDS).status_code in {404, 405}


def test_printing_verify_links_gives_codes_and_asks_github_what_is_still_public(
    client: Client, ada: User
) -> None:
    make.connection(ada)
    entry, path = make.highlight(ada), studio(ada)
    assert not SyncRun.objects.exists()

    client.post(path, WORDS | {"look": "1", "has_proofs": "on"}, follow=True)

    assert Proof.objects.get().entry == entry
    assert SyncRun.objects.active().filter(user=ada).count() == 1
    SyncRun.objects.all().delete()
    client.post(path, WORDS | {"revision": "1", "look": "1", "has_proofs": "on"})
    assert not SyncRun.objects.exists()


def test_every_field_of_the_look_belongs_to_the_studios_form(client: Client, ada: User) -> None:
    make.highlight(ada)
    look = text(client, studio(ada)).partition('id="look"')[2].partition("</details>")[0]

    fields = re.findall(r"<(?:input|select)[^>]*>", look)
    assert len(fields) > 8
    assert [field for field in fields if 'form="studio"' not in field] == []


def test_a_claim_that_nothing_bears_out_is_marked_beside_the_bullet(
    client: Client, ada: User
) -> None:
    entry = make.highlight(ada, number=4812)
    path = studio(ada)

    typed = bullet(entry, "Cut the wait by 40% for every reader.")
    answer = client.post(path, WORDS | typed, headers=HTMX).content.decode()

    assert re.search(r"<mark[^>]*>40%</mark> Nothing that is known of #4812", answer)
    assert ">40%</mark>" in text(client, path)


def test_a_skill_of_any_length_leaves_the_resume_readable(client: Client, ada: User) -> None:
    path = studio(ada)

    assert press(client, path, "what=add-skill", new_skill="x" * 500).status_code == 422

    assert client.get(path).status_code == 200
    assert content().skills is None


def test_a_search_that_no_database_takes_is_made_one(client: Client, ada: User) -> None:
    make.entry(ada, title="Named the layer")
    path = studio(ada)

    answer = press(client, path, "what=follow-highlights", find="Named\0 the layer")

    assert answer.status_code == 200
    assert "Named the layer" in answer.content.decode()
