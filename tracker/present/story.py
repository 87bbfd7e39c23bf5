"""The owner's words about an entry, and the sentence that they make."""

from tracker.models import Annotation, Entry

_SENTENCE_ENDS = (".", "!", "?", "…", "。")


def annotation_of(entry: Entry) -> Annotation:
    """Return the annotation of `entry`; an empty one, not stored, where there is none."""
    annotation: Annotation | None = getattr(entry, "annotation", None)
    return annotation or Annotation(entry=entry)


def told(entry: Entry) -> str:
    """Return what the owner says was done and what came of it, "" where they have not said.

    The story's fix followed by its impact, or either of them alone. The problem alone is no
    achievement, so it is never used.
    """
    annotation = annotation_of(entry)
    return " ".join(_sentence(part) for part in (annotation.fix, annotation.impact) if part.strip())


def whole_story(entry: Entry) -> str:
    """Return problem, fix and impact as sentences; "" where none is told."""
    annotation = annotation_of(entry)
    parts = (annotation.problem, annotation.fix, annotation.impact)
    return " ".join(_sentence(part) for part in parts if part.strip())


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith(_SENTENCE_ENDS) else f"{line}."
