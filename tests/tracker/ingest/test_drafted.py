"""What a résumé drafts of real-looking histories, before our own coach and lint."""

import pytest

from tests.tracker.ingest.turns import sync
from tests.tracker.ingest.world import World
from tracker.models import Entry
from tracker.present.coach import Rule, coach
from tracker.present.drafts import draft
from tracker.present.evidence import unsupported, with_facts
from tracker.present.words import words_in
from tracker.resume_content.content import Language

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 1_500  # contributions of one person: those with more did no other things
# What only a person can add, or cut from a title of 250 letters.
UP_TO_ITS_OWNER = {Rule.NUMBER, Rule.VAGUE, Rule.WHOM, Rule.WHAT, Rule.LENGTH}


@pytest.fixture
def entries(world: World) -> list[Entry]:
    """What all who live there did, a big account aside."""
    people = [person["login"] for person in world.tell("GET", "/people")]
    for login in people:
        if 0 < world.size_of(login) < MOST:
            sync(world.connect(login, scopes=("repo",)).user)
    found = list(Entry.objects.for_bullets())
    with_facts(found)
    return found


def test_no_draft_is_questioned_by_our_own_coach_and_lint(entries: list[Entry]) -> None:
    projects = {entry.project for entry in entries}

    questioned = [
        (language.value, text, why)
        for language in Language
        for entry in entries
        for text in (draft(entry, words_in(language)),)
        for why in (
            *(each.code for each in coach(text, entry, words_in(language))),
            *(each.why for each in unsupported(text, entry, projects=projects)),
        )
        if why not in UP_TO_ITS_OWNER
    ]

    assert len({entry.form for entry in entries}) > len(UP_TO_ITS_OWNER)
    assert questioned == []
