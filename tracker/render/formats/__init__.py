"""A résumé in every format but the PDF: a module each, from a cleaned document to its bytes."""

from tracker.render.formats.registry import ALL, BY_EXTENSION, Format

__all__ = ["ALL", "BY_EXTENSION", "Format"]
