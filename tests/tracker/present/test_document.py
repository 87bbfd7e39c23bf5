"""What a résumé's document says of itself."""

from datetime import date

import pytest

from tracker.present.document import Project

DASH = "\N{EN DASH}"


@pytest.mark.parametrize(
    ("started_on", "ended_on", "period"),
    [
        (date(2021, 3, 4), None, f"Mar 2021 {DASH} Present"),
        (date(2021, 3, 4), date(2023, 11, 30), f"Mar 2021 {DASH} Nov 2023"),
        (date(2021, 3, 4), date(2021, 3, 20), "Mar 2021"),
        (date(2021, 3, 4), date(2022, 3, 4), f"Mar 2021 {DASH} Mar 2022"),
        (None, date(2021, 3, 20), "Mar 2021"),
        (None, None, ""),
    ],
)
def test_a_projects_dates_are_told_to_the_month(
    started_on: date | None, ended_on: date | None, period: str
) -> None:
    assert Project("loom", started_on=started_on, ended_on=ended_on).period == period
