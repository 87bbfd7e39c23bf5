"""The export says everything, in the form that its schema promises."""

import json
import tracemalloc
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from jsonschema import Draft202012Validator

from accounts.models import User
from tests import make
from tracker.models import Entry, Lens, Resume
from tracker.present.export import log_document
from tracker.records import Landing

pytestmark = pytest.mark.django_db

SCHEMA = json.loads(Path("docs/export.schema.json").read_text())
NOON = make.at("2026-11-21 12:00")


def document(owner: User) -> dict[str, Any]:
    exported: dict[str, Any] = json.loads("".join(log_document(owner, NOON)))
    return exported


def full_log() -> User:
    """A person with one of everything."""
    contact = {"contact_email": "ada@example.org", "contact_phone": "+32 9 123 45 67"}
    ada = make.user("ada", name="Ada", **contact, time_zone="Europe/Lisbon")
    make.connection(ada, token="gho_" + "s" * 36, refresh="ghr_" + "s" * 36)
    make.highlight(ada, landing=Landing.BORS, landing_evidence={"by": "bors[bot]"})
    make.annotation(make.issue(ada, labels=["bug"]), is_hidden=True)
    make.review(ada, place=make.repository(is_private=True))
    make.claimed_entry(ada)
    make.manual_entry(ada, url="https://pycon.example/7")
    make.entry(ada, tombstoned_at=NOON, paths=["a.py"], closing_issues=[{"number": 1}])
    Resume.objects.create(user=ada, title="Backend")
    Lens.objects.create(user=ada, label="Grace", token_hash=b"s" * 32)
    make.sync_stream(ada, watermark=NOON)
    return ada


def test_the_export_of_a_full_log_follows_its_schema() -> None:
    checker = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator.check_schema(SCHEMA)

    Draft202012Validator(SCHEMA, format_checker=checker).validate(document(full_log()))


def test_the_schema_refuses_what_it_does_not_name() -> None:
    exported = document(full_log())
    exported["entries"][0]["secret"] = "x"

    assert not Draft202012Validator(SCHEMA).is_valid(exported)


def test_an_empty_log_follows_its_schema() -> None:
    Draft202012Validator(SCHEMA).validate(document(make.user()))


def test_the_export_names_every_entry_with_where_it_came_from() -> None:
    ada, place = make.user(), make.repository()
    entry = make.entry(ada, place=place, title="Naïve “title”")

    (exported,) = document(ada)["entries"]

    assert exported["node_id"] == entry.node_id
    assert exported["title"] == "Naïve “title”"
    assert exported["repository"]["node_id"] == place.node_id
    assert exported["occurred_at"] == "2026-03-14T09:26:53Z"
    assert exported["landing"] == {"how": "merged", "evidence": {}}
    assert exported["is_private"] is False


def test_every_column_of_an_entry_is_exported_or_left_out_on_purpose() -> None:
    left_out = {"id", "user", "content_hash", "enriched_at", "search"}
    left_out |= {"missed_at", "next_move_read_at"}
    renamed = {"landing_evidence"}
    (exported,) = document(make.entry(make.user()).user)["entries"]

    columns = {field.name for field in Entry._meta.fields} - left_out - renamed

    assert columns <= exported.keys() | exported["facts"].keys()


def test_no_token_and_no_secret_is_exported() -> None:
    exported = "".join(log_document(full_log(), NOON))

    for secret in ("gho_", "ghr_", "sealed", "token", "s" * 32, "password"):
        assert secret not in exported


def test_another_persons_entries_are_not_exported() -> None:
    make.entry(make.user())

    assert document(make.user())["entries"] == []


def test_the_download_and_the_command_give_the_same_bytes(client: Client) -> None:
    ada = full_log()
    client.force_login(ada)
    downloaded = client.get("/settings/data/export.json")
    printed = StringIO()
    call_command("export", "ADA", stdout=printed)

    assert downloaded.getvalue().decode().splitlines()[4:] == printed.getvalue().splitlines()[4:]
    assert downloaded["Content-Type"] == "application/json"
    assert downloaded["Content-Disposition"].startswith('attachment; filename="contriblog-ada-20')
    assert downloaded["Cache-Control"] == "private, no-store"


def test_only_ones_own_log_can_be_downloaded(client: Client) -> None:
    assert client.get("/settings/data/export.json").status_code == 302


def test_the_command_says_who_is_unknown() -> None:
    with pytest.raises(CommandError, match="Nobody here is called nobody"):
        call_command("export", "nobody")


def test_a_long_log_is_exported_in_little_memory() -> None:
    ada, place = make.user(), make.repository()
    first = make.entry(ada, place=place, body="x" * 2000)
    fields = {field.name: getattr(first, field.name) for field in first._meta.concrete_fields}
    for name in ("id", "search", "node_id", "first_seen_at"):
        del fields[name]
    Entry.objects.bulk_create(Entry(**fields, node_id=f"copy-{i}") for i in range(3_999))

    tracemalloc.start()
    size = count = 0
    for piece in log_document(ada, NOON):
        size, count = size + len(piece), count + piece.count('"node_id": "copy-')
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 3_999
    assert peak < size / 3
