"""A person's résumé."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from tests import make
from tracker.models import Resume


@pytest.mark.django_db
def test_first_call_makes_the_resume_and_the_next_finds_it() -> None:
    owner = make.user()

    made = Resume.objects.of(owner)

    assert Resume.objects.of(owner) == made
    assert Resume.objects.get() == made


@pytest.mark.django_db(transaction=True)
def test_visits_at_the_same_time_make_one_resume() -> None:
    owner = make.user()

    with ThreadPoolExecutor(4) as visitors:
        found = set(visitors.map(_visit, [owner] * 4))

    assert found == {Resume.objects.get().pk}


def _visit(owner: User) -> int:
    try:
        return Resume.objects.of(owner).pk
    finally:
        connection.close()
