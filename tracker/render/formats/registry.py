"""The formats beside the PDF, in the order in which they are offered."""

from collections.abc import Callable
from dataclasses import dataclass

from tracker.present.document import ResumeDocument
from tracker.render.clean import clean
from tracker.render.formats import json_resume, markdown, plain_text, rendercv, web_page, word


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is called, how a file of it ends, and one sentence on what it is for.

    `is_page` says that a browser shows it rather than keeps it.
    """

    name: str
    extension: str
    mime: str
    sentence: str
    write: Callable[[ResumeDocument], bytes]
    is_page: bool = False

    def export(self, document: ResumeDocument) -> bytes:
        """Return `document` in this format: equal documents give equal bytes."""
        return self.write(clean(document))


ALL = (
    Format(
        "Word",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "For an employer who asks for a Word file, or to change it by hand.",
        word.write,
    ),
    Format(
        "Markdown",
        "md",
        "text/markdown; charset=utf-8",
        "For a README or a site that is made from Markdown.",
        markdown.write,
    ),
    Format(
        "Plain text",
        "txt",
        "text/plain; charset=utf-8",
        "To paste into a form, or into LinkedIn.",
        plain_text.write,
    ),
    Format(
        "Web page",
        "html",
        "text/html; charset=utf-8",
        "One file to put on a site, or to print from the browser.",
        web_page.write,
        is_page=True,
    ),
    Format(
        "JSON Resume",
        "json",
        "application/json",
        "The open standard: for its themes, and to bring your résumé elsewhere or back here.",
        json_resume.write,
    ),
    Format(
        "RenderCV",
        "yaml",
        "application/yaml",
        "For RenderCV, which sets it in its own themes.",
        rendercv.write,
    ),
)
BY_EXTENSION = {each.extension: each for each in ALL}
