"""The people around the people: authors whose work is reviewed, maintainers, bots."""

import hashlib
from random import Random

from contriblog.demo.clock import YEAR
from contriblog.demo.node_ids import node_id
from contriblog.demo.world.chance import chance
from contriblog.demo.world.model import Actor, Repository
from contriblog.demo.world.outcomes import Cast

FIRST = [
    "Anouk",
    "Bartek",
    "Celestine",
    "Dario",
    "Eszter",
    "Femke",
    "Goran",
    "Hanneke",
    "Iskander",
    "Jolanta",
    "Kazimir",
    "Liesbeth",
    "Mattia",
    "Nerea",
    "Oksana",
    "Pelle",
    "Quirin",
    "Rosalba",
    "Sanna",
    "Tiberiu",
    "Ulrike",
    "Vesna",
    "Wendell",
    "Xanthe",
    "Ylva",
    "Zdenek",
]
LAST = [
    "Aalberg",
    "Brandsma",
    "Czerwik",
    "Delacourt",
    "Engstrand",
    "Fiorello",
    "Grauwald",
    "Hollander",
    "Ivarsen",
    "Jansky",
    "Kesteren",
    "Lindqvar",
    "Marchetti",
    "Nordhavn",
    "Oyelaran",
    "Pascarel",
    "Quillon",
    "Rostova",
    "Sundvall",
    "Tavernier",
    "Ullmark",
    "Verhoef",
    "Wolanski",
    "Yardley",
    "Zetterholm",
]
KINDS = {"Bot": "BOT", "Organization": "O", "User": "U"}
FIRST_ID, IDS = 10_000_000, 50_000_000


def person(rng: Random, anchor: int) -> Actor:
    """Invent somebody: the same name is the same person."""
    first, last = rng.choice(FIRST), rng.choice(LAST)
    return actor(f"{first}-{last}".lower(), f"{first} {last}", anchor)


def actor(login: str, name: str | None, anchor: int, kind: str = "User") -> Actor:
    """Make an actor whose ids follow from kind and login."""
    digest = hashlib.sha256(f"{kind}/{login}".encode()).digest()
    number = FIRST_ID + int.from_bytes(digest[:4], "big") % IDS
    created = anchor - YEAR - int.from_bytes(digest[4:6], "big") * 3600
    return Actor(node_id(KINDS[kind], number), number, login, name, created, kind)


def of(repository: Repository, rng: Random, anchor: int) -> Cast:
    """Return who closes pull requests in a repository: one of three maintainers, or its bots."""
    maintainer = person(chance("team", repository.database_id, rng.randrange(3)), anchor)
    base = repository.owner.login
    return Cast(
        maintainer=maintainer,
        merge_bot=actor(f"{base}-merge", None, anchor, "Bot"),
        merge_user=actor(f"{base}mergebot", None, anchor),
        stale_bot=actor("stale-sweeper", None, anchor, "Bot"),
        anchor=anchor,
    )
