"""A person's PDFs, kept so that a repeated export asks nothing of the typesetter."""

from accounts.models import User
from tracker.models import RenderedFile
from tracker.present.document import ResumeDocument
from tracker.render.resume import Made, RenderedPdf, finished, made, prepared, resume_key


def kept_pdf(document: ResumeDocument, owner: User) -> RenderedPdf:
    """Return what `resume_pdf` does, from the files of `owner` where it is among them.

    One that is not is made and kept; any process finds it by its content.
    """
    key = resume_key(document)
    file = RenderedFile.objects.find(owner.pk, key)
    if file:
        return finished(document, Made(bytes(file.content), file.pages, tuple(file.lost)))
    fresh = made(prepared(document))
    kept = {"content": fresh.content, "pages": fresh.pages, "lost": [*fresh.lost]}
    RenderedFile.objects.keep(RenderedFile(user=owner, key=key, **kept))
    return finished(document, fresh)
