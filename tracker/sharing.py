"""Who may look: the profile's switch and the share links."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from tracker.models import Lens, Resume
from tracker.records import Labelled

TOKEN_BYTES = 16  # 128 bits: beyond guessing, whatever the rate
DEFAULT_LIFE = timedelta(days=90)
MAX_LENSES = 20  # share links of one person
USE_IS_NOTED_EVERY = timedelta(minutes=1)


class Audience(Labelled):
    """Who may see a log."""

    PRIVATE = "private", "Only you"
    LINK = "link", "People with a link"
    PUBLIC = "public", "Everyone"


@dataclass(frozen=True, slots=True)
class NewLens:
    """A share link just made, with the token that only this moment knows."""

    lens: Lens
    token: str


class TooManyLensesError(Exception):
    """The person already has `MAX_LENSES` share links; one has to be revoked first."""


def audience_of(user: User) -> Audience:
    """Return who may see the log of `user` now."""
    if user.profile_is_public:
        return Audience.PUBLIC
    return Audience.LINK if Lens.objects.filter(user=user).open().exists() else Audience.PRIVATE


def share_with(user: User, audience: Audience) -> NewLens | None:
    """Open or close the log of `user`, and return the share link where one had to be made.

    Closing it to everyone revokes every share link. Opening it to people with a link makes the
    first one. The public page does not need links, and leaves them as they are.
    """
    with transaction.atomic():
        _switch_profile(user, is_public=audience is Audience.PUBLIC)
        if audience is Audience.PRIVATE:
            Lens.objects.filter(user=user).delete()
        is_without_link = not Lens.objects.filter(user=user).open().exists()
        return new_lens(user) if audience is Audience.LINK and is_without_link else None


def new_lens(
    user: User,
    *,
    label: str = "",
    life: timedelta | None = DEFAULT_LIFE,
    resume: Resume | None = None,
) -> NewLens:
    """Make a share link that works for `life`, or until it is revoked where that is None.

    It offers `resume`, one of the person's own, or else what their profile does.

    Raises TooManyLensesError. Two requests at once count one after the other: the row of the person
    is locked.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        Lens.objects.filter(user=user, expires_at__lte=timezone.now()).delete()
        if Lens.objects.filter(user=user).count() >= MAX_LENSES:
            raise TooManyLensesError
        lens = Lens.objects.create(
            user=user,
            label=label,
            resume=resume,
            token_hash=_digest(token),
            expires_at=timezone.now() + life if life else None,
        )
    return NewLens(lens, token)


def offer_through(lens: Lens, resume: Resume | None) -> None:
    """Let `lens` offer `resume`, one of its person's own, or else what their profile does.

    Where the link was revoked in between, nothing happens.
    """
    Lens.objects.filter(pk=lens.pk).update(resume=resume)


def open_lens(token: str) -> Lens | None:
    """Return the share link that `token` opens, noting its use; None where it opens nothing.

    A wrong, an expired and a revoked token, and one whose person may no longer sign in, are alike.
    """
    lenses = Lens.objects.open().select_related("user", "resume__user")
    lens = lenses.filter(token_hash=_digest(token), user__is_active=True).first()
    if lens:
        _note_use(lens)
    return lens


def _switch_profile(user: User, *, is_public: bool) -> None:
    user.profile_is_public = is_public
    user.save(update_fields=["profile_is_public"])


def _digest(token: str) -> bytes:
    """Return what is stored of a token; one so random needs neither salt nor stretching."""
    return hashlib.sha256(token.encode()).digest()


def _note_use(lens: Lens) -> None:
    now = timezone.now()
    is_stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_IS_NOTED_EVERY)
    Lens.objects.filter(is_stale, pk=lens.pk).update(last_used_at=now)
