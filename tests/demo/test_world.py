"""The invented histories are exact in number, the same all day, and hold the shapes that matter."""

import unicodedata
from collections import Counter

import pytest

from contriblog.demo.clock import DAY
from contriblog.demo.world.files import changed_files
from contriblog.demo.world.model import History, PullRequest
from contriblog.demo.world.outcomes import events_of
from contriblog.demo.world.world import World

ANCHOR = 20_000 * DAY
WORLD = World(ANCHOR)
LOGINS = [spec.login for spec in WORLD.specs]


def history(login: str, world: World = WORLD) -> History:
    actor = world.actor(login)
    assert actor is not None
    return world.history(actor)


def ending(pull: PullRequest) -> list[tuple[str, str, str | None]]:
    """The kind of actor behind each event, and the label."""
    return [
        (event.typename, event.actor.typename, event.label.name if event.label else None)
        for event in events_of(pull)
        if event.actor
    ]


def closer_login(pull: PullRequest) -> str:
    """Who closed it; empty for a ghost."""
    closer = events_of(pull)[-1].actor
    return closer.login if closer else ""


@pytest.mark.parametrize("login", LOGINS)
def test_everybody_did_as_much_as_the_picker_says(login: str) -> None:
    spec, found = WORLD.specs[LOGINS.index(login)], history(login)

    assert len(found.pull_requests) == spec.pull_requests
    assert len(found.issues) == spec.issues
    assert len(found.reviews) == spec.reviews
    assert len(found.comments) == spec.comments
    assert len(found.releases) == spec.releases
    assert len(found.sponsorships) == spec.sponsorships


def test_the_people_are_of_every_size() -> None:
    totals = {s.login: s.pull_requests + s.issues + s.reviews for s in WORLD.specs}

    assert totals == {
        "inesokafor": 64,
        "yaramendelin": 25,
        "henriksalov": 1_200,
        "mquintavalle": 12_000,
        "owentarrick": 0,
        "zwrzesinska": 43,
    }


@pytest.mark.parametrize("login", ["inesokafor", "henriksalov"])
def test_the_same_day_tells_the_same_story(login: str) -> None:
    def told(found: History) -> list[tuple[str, str, str, int, int]]:
        rows = [*found.pull_requests, *found.issues]
        return [(row.id, row.title, row.state, row.number, row.updated_at) for row in rows]

    assert told(history(login, World(ANCHOR))) == told(history(login))


def test_a_history_does_not_depend_on_who_was_read_first() -> None:
    other = World(ANCHOR)
    history("mquintavalle", other)

    rows = history("henriksalov", other).pull_requests
    assert [row.id for row in rows] == [row.id for row in history("henriksalov").pull_requests]


@pytest.mark.parametrize("login", LOGINS)
def test_nothing_happens_before_it_began_or_after_the_anchor(login: str) -> None:
    for pull in history(login).pull_requests:
        assert pull.created_at <= pull.updated_at <= ANCHOR
        assert pull.closed_at is None or pull.created_at < pull.closed_at
    for issue in history(login).issues:
        assert issue.created_at <= issue.updated_at <= ANCHOR


def test_node_ids_and_numbers_are_never_shared() -> None:
    rows = [
        row for login in LOGINS for row in [*history(login).pull_requests, *history(login).issues]
    ]
    assert Counter(row.id for row in rows).most_common(1)[0][1] == 1
    places = Counter((row.repository.id, row.number) for row in rows)
    assert places.most_common(1)[0][1] == 1


def test_hardly_any_title_is_told_twice() -> None:
    found = history("henriksalov")
    titles = [row.title for row in [*found.pull_requests, *found.issues]]

    assert len(set(titles)) > 0.98 * len(titles)


def test_the_lines_of_the_files_add_up() -> None:
    for pull in history("henriksalov").pull_requests[:50]:
        files = changed_files(pull)
        assert sum(file.additions for file in files) == pull.additions
        assert sum(file.deletions for file in files) == pull.deletions
        assert len({file.path for file in files}) == pull.changed_files


@pytest.mark.parametrize("bot", ["Bot", "User"])
def test_a_bot_commits_labels_and_closes_what_landed(bot: str) -> None:
    found = history("henriksalov")
    messages = " ".join(commit.message for commit in found.commits)

    landed = [
        pull
        for pull in found.pull_requests
        if ending(pull) == [("LabeledEvent", bot, "Merged"), ("ClosedEvent", bot, None)]
        and closer_login(pull) in ("kilnstack-merge", "kilnstackmergebot")
    ]

    assert landed
    assert all(pull.state == "CLOSED" and pull.merged_at is None for pull in landed)
    assert all(f"(#{pull.number})" in messages for pull in landed)
    assert all((events_of(pull)[1].closer is not None) == (bot == "User") for pull in landed)


def test_bors_rewrites_the_title() -> None:
    landed = [
        pull
        for pull in history("henriksalov").pull_requests
        if pull.title.startswith("[Merged by Bors] - ")
    ]

    assert landed
    assert {pull.state for pull in landed} == {"CLOSED"}


def test_a_picked_commit_cites_the_pull_request() -> None:
    found = history("henriksalov")
    picked = [
        pull
        for pull in found.pull_requests
        if [event.typename for event in events_of(pull)] == ["ReferencedEvent", "ClosedEvent"]
    ]
    cited = {commit.message.split("\n")[-1] for commit in found.commits}

    assert picked
    assert all(f"Closes #{pull.number}" in cited for pull in picked)


def test_look_alikes_did_not_land() -> None:
    pulls = history("henriksalov").pull_requests + history("mquintavalle").pull_requests
    endings = Counter(str(ending(pull)) for pull in pulls if pull.state == "CLOSED")
    claimed = [("LabeledEvent", "User", "Merged"), ("ClosedEvent", "User", None)]
    stale = [("LabeledEvent", "Bot", "Stale"), ("ClosedEvent", "Bot", None)]

    assert endings[str(claimed)]
    assert endings[str(stale)]


def test_some_authors_are_ghosts() -> None:
    assert any(review.pull_request.author is None for review in history("henriksalov").reviews)


def test_hard_text_holds_what_breaks_naive_software() -> None:
    found = history("zwrzesinska")
    titles = [row.title for row in [*found.pull_requests, *found.issues]]
    titles += [review.pull_request.title for review in found.reviews]
    text = "".join(titles)

    assert "<script>" in text
    assert any(title.startswith("=") for title in titles)
    assert any(title.startswith("#import") for title in titles)
    assert {"\u0000", "\u202e", "\u2028"} <= set(text)
    assert {"AL", "R"} <= {unicodedata.bidirectional(letter) for letter in text}
    assert max(len(word) for title in titles for word in title.split()) >= 300
