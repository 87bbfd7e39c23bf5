"""How a claim is known."""

from tracker.models import Entry
from tracker.present.document import Level


def level_of(entry: Entry) -> Level:
    """Return how what `entry` says is known.

    An imported one says that it came from GitHub; we say so once a sync has read it here.
    """
    was_read_here = not entry.is_by_hand and bool(entry.content_hash)
    return "github" if was_read_here else "self"
