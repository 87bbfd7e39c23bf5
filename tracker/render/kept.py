"""A person's PDFs, kept so that a repeated export asks nothing of the typesetter."""

from collections.abc import Callable
from typing import NamedTuple

from accounts.models import User
from tracker.models import RenderedFile
from tracker.render.resume import Made, Prepared, RenderedPdf, finished, made


class Offered(NamedTuple):
    """A PDF, and how to `keep` it for its owner once they have it; None where it is kept."""

    pdf: RenderedPdf
    keep: Callable[[], None] | None


def offered_pdf(ready: Prepared, owner: User) -> Offered:
    """Return what `resume_pdf` does, from the files of `owner` where it is among them.

    Any process finds one that is kept, by its content.
    """
    file = RenderedFile.objects.find(owner.pk, ready.key)
    if file:
        found = Made(bytes(file.content), file.pages, tuple(file.lost))
        return Offered(finished(ready, found), None)
    fresh = made(ready)

    def keep() -> None:
        kept = {"content": fresh.content, "pages": fresh.pages, "lost": [*fresh.lost]}
        RenderedFile.objects.keep(RenderedFile(user=owner, key=ready.key, **kept))

    return Offered(finished(ready, fresh), keep)
