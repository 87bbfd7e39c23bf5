"""What may happen on GitHub at any moment, each on whatever there is to happen to."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from tests.tracker.ingest.truth import Truth
from tests.tracker.ingest.world import World
from tracker.records import Form

ENDINGS = ("merged", "closed", "bot", "bors", "picked", "stale")
_serial = itertools.count(1)
Row = dict[str, Any]


class Person:
    """Somebody at the demo GitHub, whom things happen to; `login` follows renames.

    `founded` are the names that their projects had at first, by which the demo knows them.
    """

    def __init__(self, world: World, login: str) -> None:
        self.world, self.login = world, login
        self.founded = (f"{login}/notes", f"{login}-labs/engine")

    def truth(self) -> Truth:
        """Everything that they did and that is still there, of the forms that change here."""
        told = self.world.tell("GET", f"/items?login={self.login}")
        forms = (Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW)
        return {form: {row["id"]: row for row in told[f"{form}s"]} for form in forms}

    def pick(self, form: Form, number: int, *states: str) -> Row | None:
        """One of their items, always the same for the same number."""
        rows = [row for row in self.truth()[form].values() if not states or row["state"] in states]
        return sorted(rows, key=lambda row: str(row["id"]))[number % len(rows)] if rows else None

    def project(self, number: int) -> Row | None:
        """One of the repositories that they work in."""
        rows = [row for rows in self.truth().values() for row in rows.values()]
        places = sorted({row["repository_id"]: row for row in rows}.items())
        return {"id": places[number % len(places)][0]} if places else None


def end(person: Person, number: int) -> None:
    """A pull request ends, in one of the shapes that landing has."""
    if row := person.pick(Form.PULL_REQUEST, number, "OPEN"):
        person.world.change("end", id=row["id"], outcome=ENDINGS[number % len(ENDINGS)])


def reopen(person: Person, number: int) -> None:
    """Something closed is opened again."""
    form = (Form.PULL_REQUEST, Form.ISSUE)[number % 2]
    if row := person.pick(form, number, "CLOSED"):
        person.world.change("reopen", id=row["id"])


def close_issue(person: Person, number: int) -> None:
    """An issue is closed."""
    if row := person.pick(Form.ISSUE, number, "OPEN"):
        person.world.change("close_issue", id=row["id"])


def edit(person: Person, number: int) -> None:
    """A title is edited."""
    form = (Form.PULL_REQUEST, Form.ISSUE)[number % 2]
    if row := person.pick(form, number):
        person.world.change("edit", id=row["id"], title=f"Another title, number {next(_serial)}")


def delete(person: Person, number: int) -> None:
    """Something is deleted for good."""
    form = (Form.ISSUE, Form.REVIEW, Form.PULL_REQUEST)[number % 3]
    if row := person.pick(form, number):
        person.world.change("delete", id=row["id"])


def open_pull_request(person: Person, number: int) -> None:
    """They open a pull request."""
    _add(person, number, "pull")


def open_issue(person: Person, number: int) -> None:
    """They open an issue."""
    _add(person, number, "issue")


def review_another(person: Person, number: int) -> None:
    """They review a pull request that they had not looked at."""
    _add(person, number, "review")


def review_again(person: Person, number: int) -> None:
    """They review a pull request once more."""
    if row := person.pick(Form.REVIEW, number):
        person.world.change("review", login=person.login, id=row["thread_id"], state="APPROVED")


def dismiss(person: Person, number: int) -> None:
    """One of their reviews is dismissed, which moves nothing in their lists."""
    if row := person.pick(Form.REVIEW, number, "APPROVED", "CHANGES_REQUESTED"):
        person.world.change("dismiss", id=row["id"])


def rename_repository(person: Person, number: int) -> None:
    """A repository gets another name."""
    if place := person.project(number):
        person.world.change("rename_repository", id=place["id"], name=f"renamed-{next(_serial)}")


def transfer_repository(person: Person, number: int) -> None:
    """A repository goes to another owner."""
    if place := person.project(number):
        person.world.change("transfer_repository", id=place["id"], login=f"owner-{next(_serial)}")


def hide_repository(person: Person, number: int) -> None:
    """A repository turns private."""
    if place := person.project(number):
        person.world.change("privatise", id=place["id"])


def show_repository(person: Person, number: int) -> None:
    """A repository turns public, if it is not."""
    if place := person.project(number):
        person.world.change("privatise", id=place["id"], private=False)


def rename_themselves(person: Person, number: int) -> None:
    """They take another login."""
    login = f"renamed-person-{next(_serial)}"
    person.world.change("rename_user", login=person.login, to=login)
    person.login = login


MOVES: tuple[Callable[[Person, int], None], ...] = (
    end,
    reopen,
    close_issue,
    edit,
    delete,
    open_pull_request,
    open_issue,
    review_another,
    review_again,
    dismiss,
    rename_repository,
    transfer_repository,
    hide_repository,
    show_repository,
    rename_themselves,
)


def _add(person: Person, number: int, form: str) -> None:
    place = person.founded[number % len(person.founded)]
    title = f"Something new, number {next(_serial)}"
    person.world.change("add", login=person.login, form=form, repository=place, title=title)
