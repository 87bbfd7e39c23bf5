"""A drawing with fewer marks than contributions stays fair."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tracker.present.shares import apportion
from tracker.records import Family

counts = st.dictionaries(st.sampled_from(Family), st.integers(0, 5_000))


@given(counts, st.integers(1, 40))
def test_marks_never_outnumber_seats_nor_contributions(
    counts: dict[Family, int], seats: int
) -> None:
    assert len(apportion(counts, seats)) == min(seats, sum(counts.values()))


@given(counts, st.integers(1, 40))
def test_no_family_is_off_its_quota_by_a_whole_mark(counts: dict[Family, int], seats: int) -> None:
    marks, total = Counter(apportion(counts, seats)), sum(counts.values())

    for family, count in counts.items():
        quota = min(count, count * seats / total) if total else 0
        assert abs(marks[family] - quota) < 1


def test_marks_stand_in_the_order_of_the_families() -> None:
    marks = apportion({Family.TALK: 1, Family.CODE: 2}, 8)

    assert marks == (Family.CODE, Family.CODE, Family.TALK)
