"""Two queues, so that neither a newcomer nor everybody else waits for the other."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from tracker.models import Lane, Phase, SyncRun, SyncStream
from tracker.records import Form

# Once these have been read, what is left to read in the others is short, or asked for later.
_LONG_LISTS = (Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW)


def lanes_of(user_ids: Iterable[int]) -> dict[int, Lane]:
    """The lane of each user's next run: FIRST until their long lists were read to the end."""
    ids = list(user_ids)
    read = SyncStream.objects.filter(user_id__in=ids, form__in=_LONG_LISTS, phase=Phase.INCREMENTAL)
    counted = read.values("user").annotate(lists=Count("form")).filter(lists=len(_LONG_LISTS))
    known = set(counted.values_list("user", flat=True))
    return {user_id: Lane.CHANGES if user_id in known else Lane.FIRST for user_id in ids}


def others_wait(run: SyncRun) -> bool:
    """Whether anybody else's run only waits for a worker."""
    return SyncRun.objects.due().exclude(pk=run.pk).exists()
