"""Deleting an account leaves nothing, table by table."""

from typing import Any

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from accounts.deletion import delete_account
from accounts.models import GitHubConnection, GrantRevocation, User
from tests import make
from tests.accounts.browser import Browser
from tests.accounts.github_stub import GitHubStub, person
from tracker.models import (
    Claim,
    Entry,
    Lens,
    LogExport,
    Reconciliation,
    RenderedFile,
    Repository,
    Resume,
    SyncRun,
)

HANDLE = "zanzibar-7731"


def tables() -> list[str]:
    """Every table that PostgreSQL knows of, ours or not."""
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def rows_that_say(text: str) -> dict[str, int]:
    """In how many rows of each table a text occurs, in any column."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s',  # noqa: S608 a table of our own
                [f"%{text}%"],
            )
            found[table] = cursor.fetchone()[0]
    return {table: count for table, count in found.items() if count}


def rows_that_refer_to(pk: int) -> dict[str, int]:
    """In how many rows each foreign key to a user holds this one, by the database's catalogue."""
    query = """
        SELECT c.conrelid::regclass::text, a.attname
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confrelid = 'accounts_user'::regclass
    """
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(query)
        for table, column in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*) FROM {table} WHERE {column} = %s",  # noqa: S608 from the catalogue
                [pk],
            )
            found[f"{table}.{column}"] = cursor.fetchone()[0]
    return found


def full_life(github: GitHubStub) -> User:
    """Somebody who signed in, and has a row in each table that can hold one of theirs."""
    who = person(7731, HANDLE, name=f"Name {HANDLE}")
    Browser().sign_in(github, who, refresh_token="ghr_" + "r" * 40, expires_in="28800")
    user = User.objects.get(handle=HANDLE)
    own = make.repository(f"{HANDLE}/dotfiles")
    entry = make.entry(user, place=own, title=f"{HANDLE} fixes it")
    for model in (Resume, Lens, SyncRun, Claim, LogExport, apps.get_model("tracker", "Approval")):
        _row_of(model, user)
    _row_of(apps.get_model("tracker", "Annotation"), user, entry=entry)
    Reconciliation.objects.create(user=user, ended_at=timezone.now())
    streams = _row_of(apps.get_model("tracker", "SyncStream"), user)
    _row_of(apps.get_model("tracker", "SyncSkip"), user, stream=streams)
    _row_of(RenderedFile, user, content=HANDLE.encode())
    for row in (user, user.github):
        LogEntry.objects.create(
            user=user, content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk), object_repr=str(row), action_flag=CHANGE,
        )  # fmt: skip
    return user


def _row_of(model: type[models.Model], user: User, **given: object) -> models.Model:
    """A row of any model; what has no default gets the handle, its first choice or 1."""
    values: dict[str, object] = dict(given)
    for field in model._meta.concrete_fields:
        if field.name in values or field.primary_key or field.has_default() or field.null:
            continue
        if field.is_relation:
            values[field.name] = user
        elif (value := _value_for(field)) is not None:
            values[field.name] = value
    return model._default_manager.create(**values)


def _value_for(field: Any) -> object:
    if field.choices:
        return next(iter(field.flatchoices))[0]
    if isinstance(field, models.IntegerField):
        return 1
    return HANDLE if isinstance(field, models.CharField | models.TextField) else None


def test_every_table_that_can_hold_something_of_a_person_does_in_this_test(
    github: GitHubStub,
) -> None:
    user = full_life(github)

    referring = rows_that_refer_to(user.pk)

    empty = {place for place, count in referring.items() if count == 0}
    assert empty == {
        "account_emailaddress.user_id",  # no e-mail address is kept
        "accounts_user_groups.user_id",  # groups are not used
        "accounts_user_user_permissions.user_id",
    }


def test_after_a_deletion_no_row_refers_to_the_person_or_names_them(github: GitHubStub) -> None:
    user = full_life(github)
    pk = user.pk
    assert len(rows_that_say(HANDLE)) > 5

    delete_account(user)

    assert rows_that_say(HANDLE) == {}
    assert set(rows_that_refer_to(pk).values()) == {0}
    assert rows_that_say("gho_") == {}


def test_the_grant_is_queued_to_be_taken_back(github: GitHubStub) -> None:
    delete_account(full_life(github))

    assert GrantRevocation.objects.get().access_token == github.token_of("code0")


def test_every_session_ends_and_nobody_elses(github: GitHubStub) -> None:
    user = full_life(github)
    elsewhere, stranger = Client(), Client()
    elsewhere.force_login(user)
    stranger.force_login(make.user())

    delete_account(user)

    assert elsewhere.get("/settings/profile/").status_code == 302
    assert stranger.get("/settings/profile/").status_code == 200


def test_other_people_keep_what_they_share(github: GitHubStub) -> None:
    shared = make.repository("acme/shared")
    theirs = make.entry(make.connection().user, place=shared)
    leaver = full_life(github)
    make.entry(leaver, place=shared)

    delete_account(leaver)

    assert list(Entry.objects.all()) == [theirs]
    assert list(Repository.objects.all()) == [shared]
    assert GitHubConnection.objects.get().user == theirs.user


def test_someone_who_left_comes_back_as_someone_new(github: GitHubStub) -> None:
    first = full_life(github)
    pk = first.pk
    delete_account(first)

    Browser().sign_in(github, person(7731, HANDLE))

    back = User.objects.get()
    assert back.pk != pk
    assert back.handle == HANDLE
    assert not Entry.objects.exists()
    assert not GrantRevocation.objects.exists()
