"""Makes the repositories of the invented projects."""

from contriblog.demo.clock import DAY
from contriblog.demo.node_ids import node_id
from contriblog.demo.world import cast
from contriblog.demo.world.catalogue import ProjectSpec
from contriblog.demo.world.chance import chance
from contriblog.demo.world.model import Actor, Language, Repository

COLOURS = {
    "Python": "#3572A5",
    "Rust": "#dea584",
    "Go": "#00ADD8",
    "TypeScript": "#3178c6",
    "C++": "#f34b7d",
    "Lean": "#7fb0b0",
}
LICENSES = ("MIT", "Apache-2.0", "BSD-3-Clause", "MPL-2.0")
FIRST_ID, ID_STEP = 300_000_000, 7_919
HEAD_START = 400 * DAY


def build(
    spec: ProjectSpec, place: int, owner: Actor | None, since: int, anchor: int
) -> Repository:
    """Return a project's repository, older than `since`, the first known contribution to it."""
    login, _, name = spec.name.partition("/")
    number, rng = FIRST_ID + place * ID_STEP, chance("repository", spec.name)
    former = (spec.former,) if spec.former else ()
    return Repository(
        id=node_id("R", number),
        database_id=number,
        owner=owner or cast.actor(login, login.capitalize(), anchor, "Organization"),
        name=name,
        description=spec.description,
        language=_language(spec.language),
        topics=spec.topics,
        stargazer_count=spec.stars,
        fork_count=spec.stars // rng.randrange(6, 14),
        created_at=anchor - spec.age * DAY if spec.age else since - HEAD_START,
        pushed_at=anchor - rng.randrange(1, 72) * 3600,
        license=rng.choice(LICENSES),
        is_private=spec.private,
        domain=spec.domain,
        members=spec.members,
        former_names=former,
    )


def _language(name: str) -> Language:
    return Language(node_id("LAN", len(name), name), name, COLOURS.get(name, "#8d8d8d"))
