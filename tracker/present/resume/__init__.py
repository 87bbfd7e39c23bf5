"""A résumé: its content and the entries that it names, as the document that the renderers set."""

from tracker.present.resume.chosen import UNCHOSEN, Absence
from tracker.present.resume.contents import ResumeContents, contents_of
from tracker.present.resume.document import document_for, resume_of
from tracker.present.resume.lines import ResumeLine

__all__ = [
    "UNCHOSEN",
    "Absence",
    "ResumeContents",
    "ResumeLine",
    "contents_of",
    "document_for",
    "resume_of",
]
