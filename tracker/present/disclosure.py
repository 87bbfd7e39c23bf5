"""What would become visible if a log were opened to strangers, and what would stay out."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from accounts.models import GitHubConnection, User
from tracker.models import Entry
from tracker.models.entry import EntryQuerySet
from tracker.models.repository import VISIBILITY_LASTS
from tracker.present.profile import MAX_HIGHLIGHTS, Card, cards
from tracker.present.units import counted


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The contributions that a stranger would see, and why the others stay out of sight.

    `kept_until` is when the first of them leave because nobody can ask GitHub about them any more;
    None while somebody can.
    """

    visible: int
    highlights: int
    first_cards: tuple[Card, ...]
    private: int
    hidden: int
    gone: int
    unchecked: int
    kept_until: datetime | None

    @property
    def is_everything(self) -> bool:
        """Whether nothing stays out."""
        return not (self.private or self.hidden or self.gone or self.unchecked)


def disclosure_of(user: User) -> Disclosure:
    """Return what opening the log of `user` would show."""
    everything = Entry.objects.filter(user=user)
    public, shown = everything.public(), everything.shown()
    highlights = public.highlighted()
    return Disclosure(
        visible=counted(public, user.zone),
        highlights=highlights.count(),
        first_cards=cards(highlights.newest_first()[:MAX_HIGHLIGHTS]),
        private=counted(shown.private(), user.zone),
        hidden=counted(everything.filter(annotation__is_hidden=True), user.zone),
        gone=counted(shown.gone(), user.zone),
        unchecked=counted(shown.unchecked(), user.zone),
        kept_until=None if _is_connected(user) else _end_of_knowledge(public),
    )


def _is_connected(user: User) -> bool:
    connection = GitHubConnection.objects.filter(user=user).first()
    return connection is not None and connection.is_usable


def _end_of_knowledge(public: EntryQuerySet) -> datetime | None:
    checked_at = public.aggregate(first=Min("repository__hydrated_at"))["first"]
    return checked_at + VISIBILITY_LASTS if checked_at else None
