"""The short links under which strangers can check single lines of a résumé."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from accounts.models import User
from tracker.models import Entry, Proof, Resume
from tracker.models.proof import as_meant
from tracker.present.document import Link


def proof_links(resume: Resume, entry_ids: Iterable[int]) -> Mapping[int, Link]:
    """The links to print on `resume`, by entry; none while its owner prints none.

    Each of these entries gets its code here, when the document is made, and nowhere else: a line
    may come onto a résumé by itself, as when a sync finds its repository public.
    """
    if not resume.content.has_proofs or resume.pk is None:
        return {}
    codes = Proof.objects.codes(resume, entry_ids)
    return {entry_id: proof_link(code) for entry_id, code in codes.items()}


def resumes_with_proofs(user: User) -> Sequence[Resume]:
    """The person's résumés of which single lines can be looked at by whoever has their link."""
    return list(Resume.objects.filter(user=user, stored__has_proofs=True).order_by("pk"))


def proof_link(code: str) -> Link:
    """The address of a verify page, printed whole and without its scheme, to be typed."""
    url = settings.SITE_URL + reverse("tracker:verify", args=[code])
    parts = urlsplit(url)
    return Link(f"{parts.netloc}{parts.path}".rstrip("/"), url)


def proof_behind(typed: str) -> Proof | None:
    """What the code stands for; None where it is none, or nothing that a stranger may see.

    Whether the line is still printed on the résumé has to be asked of its document.
    """
    may_be_seen = Proof.objects.filter(
        resume__user__is_active=True,
        resume__stored__has_proofs=True,
        entry__user=F("resume__user"),
        entry__in=Entry.objects.public(),
    )
    whole = may_be_seen.select_related("resume__user", "entry__repository", "entry__annotation")
    return whole.filter(code=as_meant(typed)).first()
