"""What belongs to no object of the world: the rate limit."""

from dataclasses import dataclass

from contriblog.demo.context import Info, asking


@dataclass(frozen=True, slots=True)
class RateLimit:
    """The cost of this query and what is left of the hour's budget."""

    cost: int
    node_count: int
    limit: int
    remaining: int
    used: int
    reset_at: int


def rate_limit(_root: None, info: Info) -> RateLimit:
    """Return the figures after this query has been billed."""
    bill, budget = asking(info).bill, asking(info).budget
    return RateLimit(
        cost=bill.points,
        node_count=bill.nodes,
        limit=budget.limit,
        remaining=budget.remaining,
        used=budget.used,
        reset_at=budget.reset_at,
    )


RESOLVERS = {"Query.rateLimit": rate_limit}
