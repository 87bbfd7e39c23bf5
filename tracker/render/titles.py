"""The titles of a résumé's sections, as they are printed."""

from tracker.present.document import Section
from tracker.present.words import Words


def section_title(section: Section, words: Words) -> str:
    """Return the title of `section` in capitals.

    Software that reads résumés takes a line for a title where it is bold and in capitals.
    """
    return worded_title(section, words).upper()


def worded_title(section: Section, words: Words) -> str:
    """Return the owner's title for `section`, else the language's, for what marks up headings."""
    return section.title or words.titles[section.part]
