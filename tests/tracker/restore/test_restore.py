"""An exported log can be put back, and putting it back harms nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests import make
from tracker import studio
from tracker.models import Annotation, Entry, Lens, Repository, Resume
from tracker.models.resume import MAX_RESUMES
from tracker.present.export import log_document
from tracker.records import Kind, Landing
from tracker.restore.errors import UnreadableLogError
from tracker.restore.restore import Restored, restore
from tracker.resume_content.content import Item, Part

pytestmark = pytest.mark.django_db

NOON = make.at("2026-11-21 12:00")
NOTHING = Restored(entries=0, stories=0, resumes=0, repositories=0)


def exported(owner: User) -> dict[str, Any]:
    log: dict[str, Any] = json.loads("".join(log_document(owner, NOON)))
    return log


def full_log() -> User:
    contact = {"website": "https://ada.example", "contact_phone": "+32 9 123 45 67"}
    ada = make.user("ada", name="Ada", headline="Engineer", **contact)
    highlight = make.highlight(ada, landing=Landing.BORS, landing_evidence={"by": "bors[bot]"})
    Entry.objects.filter(pk=highlight.pk).update(first_seen_at=make.at("2024-01-01"))
    make.annotation(make.issue(ada, labels=["bug"]), is_hidden=True, kind_override=Kind.IDEA)
    make.review(ada, place=make.repository(is_private=True))
    talk = make.manual_entry(ada, url="https://pycon.example/7")
    make.entry(ada, tombstoned_at=NOON, paths=["a.py"], closing_issues=[{"number": 1}])
    make.comment(ada, actions=[make.act("label", "bug"), make.act("duplicate", "#7")])
    items = (Item(highlight.pk, "Mine", "Draft"), Item(talk.pk, part=Part.PROJECTS))
    make.resume(ada, title="Backend", summary="I fix things.", items=items)
    Annotation.objects.update(updated_at=make.at("2026-10-01"))
    return ada


def wipe(owner: User) -> None:
    Entry.objects.filter(user=owner).delete()
    Resume.objects.filter(user=owner).delete()
    Repository.objects.all().delete()
    owner.name = owner.headline = owner.website = owner.contact_phone = ""
    owner.save()


def test_a_log_that_was_exported_wiped_and_imported_exports_the_same() -> None:
    ada = full_log()
    before = exported(ada)
    wipe(ada)

    restored = restore(ada, before)

    assert restored == Restored(entries=6, stories=2, resumes=1, repositories=5)
    assert exported(ada) == before


def test_importing_twice_is_importing_once() -> None:
    ada = full_log()
    before = exported(ada)
    wipe(ada)
    restore(ada, before)

    assert restore(ada, before) == NOTHING
    assert exported(ada) == before


def test_a_resumes_lines_find_their_entries_in_another_installation() -> None:
    ada = full_log()
    before = exported(ada)
    wipe(ada)

    restore(ada, before)

    items = Resume.objects.get().content.items or ()
    ids = {entry.pk for entry in Entry.objects.filter(user=ada)}
    assert [(item.text, item.drafted, item.part) for item in items] == [
        ("Mine", "Draft", None),
        ("", "", Part.PROJECTS),
    ]
    assert {item.entry_id for item in items} < ids


def test_lines_whose_entry_is_nowhere_are_dropped_and_counted() -> None:
    ada = full_log()
    before = exported(ada)
    wipe(ada)
    before["entries"] = [entry for entry in before["entries"] if entry["form"] != "talk"]

    restored = restore(ada, before)

    assert restored.dropped == 1
    assert [item.text for item in Resume.objects.get().content.items or ()] == ["Mine"]


def test_an_exported_line_of_another_persons_entry_is_not_there() -> None:
    ada, theirs = make.user(), make.entry()
    make.resume(ada, items=(Item(theirs.pk, "Mine now"),))

    assert exported(ada)["resumes"][0]["stored"]["items"] == []


def test_an_import_leaves_the_profile_its_resume() -> None:
    ada, grace = make.user(), make.user()
    studio.create(ada, "From elsewhere")
    here = studio.create(grace, "Here")

    restore(grace, exported(ada))

    assert Resume.objects.get(user=grace, is_on_profile=True) == here
    assert Resume.objects.filter(user=grace).count() == 2


def test_an_import_brings_no_more_resumes_than_fit() -> None:
    ada, grace = make.user(), make.user()
    studio.create(ada, "One more")
    Resume.objects.bulk_create(Resume(user=grace) for _ in range(MAX_RESUMES))

    with pytest.raises(UnreadableLogError, match="more than 50"):
        restore(grace, exported(ada))


def test_a_rehearsal_counts_and_writes_nothing() -> None:
    ada = full_log()
    before = exported(ada)
    wipe(ada)

    restored = restore(ada, before, is_rehearsal=True)

    assert restored.entries == 6
    assert not Entry.objects.exists()
    assert not Repository.objects.exists()


def test_words_that_are_newer_here_stay() -> None:
    ada = full_log()
    before = exported(ada)
    words = Annotation.objects.filter(is_highlighted=True).get()
    words.impact = "Written later."
    words.save()

    restore(ada, before)

    words.refresh_from_db()
    assert words.impact == "Written later."


def test_words_that_are_newer_in_the_file_are_taken_as_a_new_revision() -> None:
    ada = full_log()
    before = exported(ada)
    words = Annotation.objects.filter(is_highlighted=True).get()
    Annotation.objects.filter(pk=words.pk).update(impact="Old.", updated_at=make.at("2026-09-01"))

    assert restore(ada, before).stories == 1

    stored = Annotation.objects.get(pk=words.pk)
    assert stored.impact == words.impact
    assert stored.revision == words.revision + 1


def test_facts_that_are_here_stay() -> None:
    ada = full_log()
    before = exported(ada)
    before["entries"][0]["title"] = "A title from the file"

    restore(ada, before)

    assert not Entry.objects.filter(title="A title from the file").exists()


def test_a_file_cannot_make_a_known_repository_public() -> None:
    ada = full_log()
    before = exported(ada)
    for entry in before["entries"]:
        if entry["repository"]:
            entry["repository"]["is_private"] = False

    restore(ada, before)

    assert Repository.objects.filter(is_private=True).count() == 1


def test_a_file_cannot_make_a_new_repository_public() -> None:
    ada = full_log()
    before = exported(ada)
    wipe(ada)
    for entry in before["entries"]:
        if entry["repository"]:
            entry["repository"] |= {"is_private": False, "hydrated_at": "2026-11-21T12:00:00Z"}

    restore(ada, before)

    assert not Entry.objects.public().exclude(repository=None).exists()
    assert not Repository.objects.exclude(hydrated_at=None).exists()


def test_an_import_publishes_nothing() -> None:
    ada, grace = full_log(), make.user()
    log = exported(ada)
    log["user"] |= {"profile_is_public": True, "profile_is_indexed": True}
    log["share_links"] = [{"label": "x", "created_at": None, "expires_at": None}]

    restore(grace, log)

    grace.refresh_from_db()
    switches = (grace.profile_is_public, grace.profile_is_indexed, grace.resume_is_public)
    assert not any(switches)
    assert not Lens.objects.exists()


def test_an_import_fills_only_what_the_profile_lacks() -> None:
    ada, grace = full_log(), make.user(name="Grace")

    restore(grace, exported(ada))

    grace.refresh_from_db()
    assert (grace.name, grace.headline) == ("Grace", "Engineer")


def landed(**evidence: object) -> dict[str, object]:
    return {"how": "bors", "evidence": evidence}


def broken(log: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    target: Any = log
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return log


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (("entries",), {}, "entries is not a list"),
        (("entries", 0), 7, "expected an object for entry 1"),
        (("entries", 0, "title"), "x" * 2000, "entry 1, title: Ensure this value has at most"),
        (("entries", 0, "form"), "sonnet", "entry 1, form: Value 'sonnet' is not a valid choice"),
        (("entries", 0, "url"), "javascript:alert(1)", "entry 1, url: Enter a valid URL"),
        (("entries", 0, "number"), 2**63, "entry 1, number: Ensure this value is less than"),
        (("entries", 0, "occurred_at"), "yesterday", "'yesterday' is not an instant"),
        (("entries", 0, "occurred_at"), "2026-02-30T00:00:00Z", "is not an instant"),
        (("entries", 0, "occurred_at"), "2026-02-03T00:00:00", "is not an instant with its zone"),
        (("entries", 0, "occurred_at"), "9999-12-31T23:59:59-14:00", "is not an instant"),
        (("entries", 0, "occurred_at"), "0001-01-01T00:00:00+14:00", "is not an instant"),
        (("entries", 0, "closed_at"), "1969-12-31T23:59:59Z", "between 1970 and 2200"),
        (("entries", 0, "words_changed_at"), "2201-01-01T00:00:00Z", "between 1970 and 2200"),
        (("entries", 0, "facts", "labels"), "bug", "labels is not a list"),
        (("entries", 0, "facts", "labels"), [7], "labels is not a list of texts"),
        (("entries", 0, "facts", "paths"), [["a.py"]], "paths is not a list of texts"),
        (("entries", 0, "facts", "closing_issues"), [7], "closing_issues is not a list of objects"),
        (("entries", 0, "facts", "actions"), [{"what": "label"}], "at is missing"),
        (("entries", 0, "facts", "actions"), [make.act("merge")], "which we do not know"),
        (
            ("entries", 0, "facts", "actions"),
            [make.act("label") | {"url": "javascript:alert(1)"}],
            "Enter a valid URL",
        ),
        (("entries", 0, "facts", "parent"), {"form": "gist"}, "parent names a form"),
        (("entries", 0, "facts", "parent"), {"form": ["issue"]}, "parent names a form"),
        (("entries", 0, "facts", "parent"), {"url": "javascript:alert(1)"}, "Enter a valid URL"),
        (("entries", 0, "facts", "parent"), {"url": ["https://o.example"]}, "Enter a valid URL"),
        (("entries", 0, "facts"), {}, "In the facts of entry 1, body is missing"),
        (("entries", 0, "repository", "stars"), -1, "stars: Ensure this value is greater"),
        (("entries", 0, "repository"), None, "In entry 1, the repository is missing"),
        (("entries", 0, "landing"), {"how": "bors", "evidence": []}, "evidence is not an object"),
        (("entries", 0, "landing"), landed(url="javascript:alert(1)"), "landing of entry 1, url:"),
        (("entries", 0, "landing"), landed(url="ftp://o.example/1"), "landing of entry 1, url:"),
        (("entries", 0, "landing"), landed(url=["https://o.example"]), "url is not text"),
        (("entries", 0, "landing"), landed(by={"login": "ada"}), "by is not text"),
        (("entries", 0, "landing"), landed(detail=7), "detail is not text"),
        (
            ("resumes", 0, "stored", "paper"),
            "papyrus",
            "résumé 1, stored: Invalid enum value 'papyrus'",
        ),
        (("resumes", 0, "stored"), [], "expected an object for what is stored of résumé 1"),
        (("resumes", 0, "stored", "items"), {}, "In résumé 1, items are not a list"),
        (("resumes", 0, "stored", "items", 0), 7, "In résumé 1, an item is not an object"),
        (("resumes", 0, "stored", "items", 0, "entry"), 7, "does not name its entry"),
        (("resumes", 0, "stored", "items", 0, "entry", "node_id"), 7, "does not name its entry"),
        (("resumes", 0, "stored", "items", 0, "part"), "cellar", "résumé 1, stored: Invalid enum"),
        (("resumes", 0, "stored", "education"), [{"ended": "2024-13"}], "month must be in 1..12"),
        (("user", "website"), "no address", "profile, website: Enter a valid URL"),
        (("user", "contact_phone"), "ask me", "profile, contact_phone: Enter a phone number"),
        (("user", "name"), ["a"], "In the profile, name is not text"),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_place_and_reason(
    path: tuple[str | int, ...], value: object, reason: str
) -> None:
    log = broken(exported(full_log()), path, value)

    with pytest.raises(UnreadableLogError, match=reason):
        restore(make.user(), log)

    assert Entry.objects.count() == 6


def test_of_the_evidence_that_something_landed_only_what_we_wrote_is_taken() -> None:
    ada, evidence = make.user(), {"by": "bors[bot]", "url": "https://github.com/o/r/commit/1"}
    make.entry(ada, landing=Landing.BORS, landing_evidence=evidence | {"html": "<script>"})
    grace = make.user()

    restore(grace, exported(ada))

    assert Entry.objects.get(user=grace).landing_evidence == evidence


def test_a_name_of_blanks_is_taken_as_none() -> None:
    log = exported(full_log())
    log["user"]["name"] = "   "
    grace = make.user()

    restore(grace, log)

    grace.refresh_from_db()
    assert grace.name == ""


def test_an_entry_that_landed_at_no_time_is_refused_whole() -> None:
    log = exported(full_log())
    for entry in log["entries"]:
        entry["landed_at"] = None

    with pytest.raises(UnreadableLogError, match="contradicts itself"):
        restore(make.user(), log)

    assert Entry.objects.count() == 6


def test_highlighted_and_hidden_at_once_is_refused() -> None:
    log = exported(full_log())
    for entry in log["entries"]:
        entry |= {"is_highlighted": True, "is_hidden": True}

    with pytest.raises(UnreadableLogError, match="both highlighted and hidden"):
        restore(make.user(), log)


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ada = full_log()
    file = tmp_path / "log.json"
    file.write_text("".join(log_document(ada, NOON)))
    wipe(ada)

    call_command("import_log", "ada", str(file), "--dry-run")
    call_command("import_log", "ada", str(file))

    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Would add 6 entries, 2 stories")
    assert said[1].startswith("Added 6 entries, 2 stories")


def test_the_command_says_which_lines_of_resumes_found_no_entry(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ada = full_log()
    log = exported(ada) | {"entries": []}
    file = tmp_path / "log.json"
    file.write_text(json.dumps(log))
    wipe(ada)

    call_command("import_log", "ada", str(file))

    assert "2 lines of résumés tell of entries that are nowhere." in capsys.readouterr().out


def test_the_command_fails_without_a_trace_of_the_file(tmp_path: Path) -> None:
    ada = make.user("ada")
    file = tmp_path / "log.json"
    file.write_text("[]")

    with pytest.raises(CommandError, match=r"not an export of a log\. Nothing was imported"):
        call_command("import_log", ada.handle, str(file))


def test_the_command_says_who_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Nobody here is called nobody"):
        call_command("import_log", "nobody", str(tmp_path / "log.json"))
