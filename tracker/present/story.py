"""The owner's words about an entry, and the sentence that they make."""

from collections.abc import Iterable
from functools import reduce

from tracker.models import Annotation, Entry
from tracker.present.sentences import as_bullet, followed, sentence


def annotation_of(entry: Entry) -> Annotation:
    """Return the annotation of `entry`; an empty one, not stored, where there is none."""
    annotation: Annotation | None = getattr(entry, "annotation", None)
    return annotation or Annotation(entry=entry)


def told(entry: Entry) -> str:
    """Return what the owner says was done and what came of it, "" where they have not said.

    The story's fix followed by its impact, or either of them alone: a single sentence ends without
    a full stop, as bullets do. The problem alone is no achievement, so it is never used.
    """
    annotation = annotation_of(entry)
    parts = [part for part in (annotation.fix, annotation.impact) if part.strip()]
    return _sentences(parts) if len(parts) > 1 else "".join(map(as_bullet, parts))


def whole_story(entry: Entry) -> str:
    """Return problem, fix and impact as sentences; "" where none is told."""
    annotation = annotation_of(entry)
    parts = (annotation.problem, annotation.fix, annotation.impact)
    return _sentences(part for part in parts if part.strip())


def _sentences(parts: Iterable[str]) -> str:
    told = list(map(sentence, parts))
    return reduce(followed, told) if told else ""
