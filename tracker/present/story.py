"""The owner's words about an entry, and the sentence that they make."""

import re

from tracker.models import Annotation, Entry
from tracker.present.titles import clean_title
from tracker.present.triage import did
from tracker.records import Form, State

_QUOTED = re.compile(r'["“]([^"“”]+)["”]')
_SINGLE = "\N{LEFT SINGLE QUOTATION MARK}\\1\N{RIGHT SINGLE QUOTATION MARK}"
_SENTENCE_ENDS = (".", "!", "?", "…", "。")


def annotation_of(entry: Entry) -> Annotation:
    """Return the annotation of `entry`; an empty one, not stored, where there is none."""
    annotation: Annotation | None = getattr(entry, "annotation", None)
    return annotation or Annotation(entry=entry)


def achievement(entry: Entry) -> str:
    """Return one or two sentences that say what the person did and what came of it.

    The rule, in order: the story's fix followed by its impact; either of them alone; else the title
    (see `headline`). The problem alone is no achievement, so it is never used.
    """
    annotation = annotation_of(entry)
    told = [_sentence(part) for part in (annotation.fix, annotation.impact) if part.strip()]
    return " ".join(told) or headline(entry)


def headline(entry: Entry) -> str:
    """Return the cleaned title, saying what the person did where that was not to write the change.

    The title of a review is that of somebody's pull request, that of an answer somebody's question,
    and a pull request that has not landed is a proposal: none may read as work of one's own that is
    in the code.
    """
    title = clean_title(entry.title)
    match entry.form:
        case Form.REVIEW:
            said = f"Reviewed {quoted(title)}"
        case Form.ISSUE:
            said = f"Reported {quoted(title)}"
        case Form.COMMENT:
            said = f"{did(annotation_of(entry).kind_override or entry.kind)} {quoted(title)}"
        case Form.DISCUSSION:
            said = f"Started the discussion {quoted(title)}"
        case Form.ANSWER:
            is_accepted = entry.state == State.ACCEPTED
            said = f"{'Answered' if is_accepted else 'Helped with'} {quoted(title)}"
        case Form.RELEASE:
            said = f"Released {title}"
        case Form.PULL_REQUEST if not entry.is_landed:
            said = f"Proposed {quoted(title)}"
        case _:
            said = title
    return said


def quoted(title: str) -> str:
    """Return `title` in double quotes; what it quotes itself stands in single ones."""
    return f"“{_QUOTED.sub(_SINGLE, title)}”"


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith(_SENTENCE_ENDS) else f"{line}."
