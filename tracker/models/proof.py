"""Proofs: the codes under which strangers can check single lines of a résumé."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping

from django.db import models, transaction

from tracker.models.entry import Entry
from tracker.models.resume import Resume

# Crockford's base 32, in small letters: no i, l, o or u, so none is taken for 1, 0 or v on paper.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
CODE_LENGTH = 12  # 60 bits: with a hundred million codes, a guess hits once in ten thousand million
_AS_MEANT = str.maketrans("ilo", "110")
# A key share lock keeps rows from being deleted under the codes that refer to them, and no more.
# The résumé's comes first, as it does where an account is deleted: so neither waits for the other.
_STILL_THERE = """
    SELECT entry.id FROM tracker_resume resume, tracker_entry entry
    WHERE entry.id = ANY(%s) AND resume.id = %s ORDER BY entry.id FOR KEY SHARE
"""
_CODE = re.compile(f"[{ALPHABET}]{{{CODE_LENGTH}}}")


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def as_meant(typed: str) -> str:
    """The code that was copied from paper as `typed`; "" where it can be none."""
    code = typed.lower().translate(_AS_MEANT)
    return code if _CODE.fullmatch(code) else ""


class ProofManager(models.Manager["Proof"]):
    """Gives codes."""

    def codes(self, resume: Resume, entry_ids: Iterable[int]) -> Mapping[int, str]:
        """The codes on `resume` by entry; each of these entries that has none is given one.

        What was deleted a moment ago gets none. One query where nothing is missing.
        """
        known = self._known(resume)
        missing = set(entry_ids) - known.keys()
        if not missing:
            return known
        self._give(resume, missing)
        return self._known(resume)  # somebody else may have given some of them at the same time

    def _known(self, resume: Resume) -> Mapping[int, str]:
        return dict(self.filter(resume=resume).values_list("entry_id", "code"))

    @transaction.atomic
    def _give(self, resume: Resume, entry_ids: Iterable[int]) -> None:
        there = Entry.objects.raw(_STILL_THERE, [list(entry_ids), resume.pk])
        new = [Proof(resume=resume, entry_id=entry.pk) for entry in there]
        self.bulk_create(new, ignore_conflicts=True)


class Proof(models.Model):
    """The code of one entry on one résumé, which leads to its verify page.

    It is printed, so it is kept for as long as both are: an entry that is put back on the résumé
    has the code that it had. Whether it opens anything is asked anew each time.
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    resume = models.ForeignKey(
        Resume, on_delete=models.CASCADE, related_name="proofs", db_index=False
    )
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="proofs")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ProofManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resume", "entry"], name="one_proof_per_resume_and_entry"
            )
        ]

    def __str__(self) -> str:
        return self.code
