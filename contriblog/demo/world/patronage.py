"""Releases of the repositories that a person maintains, and whom that person sponsors."""

import itertools
from random import Random

from contriblog.demo.clock import DAY
from contriblog.demo.node_ids import node_id
from contriblog.demo.world.chance import chance
from contriblog.demo.world.chronicle import Setting
from contriblog.demo.world.model import Actor, History, Release, Repository, Sponsorship

# Far above the numbers that a history gives to what else it holds.
RELEASES_FROM, SPONSORSHIPS_FROM = 30_000_000, 35_000_000
SOMEBODY_ELSES, PRERELEASES = 0.2, 0.12  # how often out of one
MINORS_PER_MAJOR, DAYS_A_YEAR, HOUR = 9, 365, 3600
NOTES = (
    "## Fixed\n\n- {count} reports of wrong results with {area}\n\nThanks to everybody who helped."
)


def write(setting: Setting, history: History, maintained: list[Repository]) -> None:
    """Add what the person's spec says to `history`, from the oldest on."""
    rng = chance("patronage", setting.spec.id)
    if maintained:
        _release(setting, history, maintained, rng)
    for place in range(setting.spec.sponsorships):
        history.sponsorships.append(_sponsorship(setting, place, rng))


def _release(setting: Setting, history: History, maintained: list[Repository], rng: Random) -> None:
    """Spread the person's releases over the years, and others' among them.

    The newest of each repository is still a draft.
    """
    count, days = setting.spec.releases, int(setting.spec.years * DAYS_A_YEAR)
    numbers = itertools.count(setting.first_id + RELEASES_FROM)
    for place in range(count):
        repository = maintained[place % len(maintained)]
        at = setting.anchor - days * DAY + (place + 1) * days * DAY // (count + 1)
        history.releases.append(_one(repository, setting.actor, next(numbers), at, rng))
        if rng.random() < SOMEBODY_ELSES:
            _one(repository, setting.stranger(rng), next(numbers), at + DAY, rng)
    for repository in maintained if count else ():
        draft = _one(repository, setting.actor, next(numbers), setting.anchor - HOUR, rng)
        draft.published_at = None


def _one(repository: Repository, author: Actor, number: int, at: int, rng: Random) -> Release:
    """Publish a release in the repository."""
    earlier = len(repository.release_list)
    version = f"{1 + earlier // MINORS_PER_MAJOR}.{earlier % MINORS_PER_MAJOR}.0"
    is_prerelease = rng.random() < PRERELEASES
    tag = f"v{version}{'rc1' if is_prerelease else ''}"
    release = Release(
        id=node_id("RE", repository.database_id, number),
        database_id=number,
        repository=repository,
        author=author,
        tag_name=tag,
        name=rng.choice((tag, f"{repository.name.capitalize()} {tag.removeprefix('v')}", None)),
        description=NOTES.format(count=rng.randrange(2, 9), area=repository.domain),
        created_at=at,
        published_at=at + HOUR,
        updated_at=at + HOUR,
        is_prerelease=is_prerelease,
    )
    repository.release_list.append(release)
    return release


def _sponsorship(setting: Setting, place: int, rng: Random) -> Sponsorship:
    """Every second one is private, every third has ended, every fourth was a single payment."""
    number = setting.first_id + SPONSORSHIPS_FROM + place
    days = max(2, int(setting.spec.years * DAYS_A_YEAR) - 30)
    is_once = place % 4 == 3  # noqa: PLR2004 the fourth
    return Sponsorship(
        id=node_id("S", number),
        database_id=number,
        sponsor=setting.actor,
        sponsorable=setting.stranger(rng),
        created_at=setting.anchor - rng.randrange(1, days) * DAY,
        is_active=place % 3 != 2 and not is_once,  # noqa: PLR2004 the third
        is_one_time_payment=is_once,
        privacy_level="PRIVATE" if place % 2 else "PUBLIC",
    )
