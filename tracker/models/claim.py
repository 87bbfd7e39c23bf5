"""Claims: contributions that GitHub credits to somebody else, and what their check came to."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tracker.models.entry import Entry
from tracker.records import Labelled


class Verdict(Labelled):
    """What the check of a claim came to."""

    PENDING = "pending", "Not checked yet"
    TAKEN = "taken", "In the log"
    KNOWN = "known", "Already in the log"
    OWN = "own", "Their own pull request"
    NOT_FOUND = "not_found", "Nothing to be seen at this address"
    NOTHING_LINKS = "nothing_links", "Nothing links it to them"
    PRIVATE = "private", "Private, and no access was given"
    REFUSED = "refused", "GitHub refused to show it"
    UNREADABLE = "unreadable", "GitHub could not show it"


class Claim(models.Model):
    """A pull request or commit, by its address, that its owner says is also theirs.

    Asking for one makes a row; a sync run checks it and says what came of it. While it is pending,
    there is one of each address. `title` is what GitHub calls it, once that was read.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims", db_index=False
    )
    url = models.URLField(max_length=500, help_text="as this site's GitHub writes it")
    place = models.CharField(max_length=255, help_text="owner/name, as typed")
    verdict = models.CharField(
        max_length=20, choices=Verdict.choices(), default=Verdict.PENDING.value
    )
    title = models.CharField(max_length=1024, blank=True)
    detail = models.TextField(blank=True, help_text="what GitHub said, in a sentence")
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="claims")
    created_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "url"],
                condition=models.Q(verdict=Verdict.PENDING),
                name="one_pending_claim_per_user_and_address",
            )
        ]
        indexes = [models.Index(fields=["user", "verdict", "id"], name="claim_of_user")]

    def __str__(self) -> str:
        return f"Claim of {self.url}"
