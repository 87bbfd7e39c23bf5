"""What a resolver knows about the request it answers."""

from dataclasses import dataclass
from typing import TypeAlias

from graphql import GraphQLResolveInfo

from contriblog.demo.budget import Budget
from contriblog.demo.cost import Bill
from contriblog.demo.world.model import Actor, Repository
from contriblog.demo.world.world import World


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, with which scopes, at which root URL, and what it costs."""

    world: World
    viewer: Actor
    scopes: frozenset[str]
    root_url: str
    now: int
    bill: Bill
    budget: Budget

    def sees(self, repository: Repository) -> bool:
        """Public repositories are visible to all, private ones to members with scope `repo`."""
        if not repository.is_private:
            return True
        return "repo" in self.scopes and self.viewer.login in repository.members


Info: TypeAlias = GraphQLResolveInfo[Asking]


def asking(info: Info) -> Asking:
    """Return who asks."""
    return info.context
