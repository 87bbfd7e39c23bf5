"""How many marks each family gets when a drawing has fewer marks than there are contributions."""

from collections.abc import Mapping

from tracker.records import Family

_STEPS = (1, 2, 5)  # a mark stands for 1, 2, 5, 10, 20, 50 ... contributions


def apportion(counts: Mapping[Family, int], seats: int) -> tuple[Family, ...]:
    """At most `seats` marks, in the families' own order, in proportion to their counts.

    With enough seats every contribution gets its own. Otherwise each family gets the whole part of
    its quota, and the largest remainders get what is left (Hamilton's method).
    """
    total = sum(counts.values())
    if total <= seats:
        return _in_order(counts)
    quotas = {family: count * seats / total for family, count in counts.items()}
    won = {family: int(quota) for family, quota in quotas.items()}
    left = seats - sum(won.values())
    for family in sorted(quotas, key=lambda each: won[each] - quotas[each])[:left]:
        won[family] += 1
    return _in_order(won)


def per_mark(most: int, marks: int) -> int:
    """The smallest round number that one mark can stand for so that `marks` stand for `most`."""
    power = 1
    while True:
        for step in _STEPS:
            if most <= marks * step * power:
                return step * power
        power *= 10


def _in_order(counts: Mapping[Family, int]) -> tuple[Family, ...]:
    return tuple(family for family in Family for _ in range(counts.get(family, 0)))
