"""Whether a file says what its document says."""

import re
import unicodedata

from tracker.present.document import ResumeDocument
from tracker.render.facts import facts

_UNSEEN = re.compile(r"[\s\u200e\u2060]+")


def lost(text: str, document: ResumeDocument) -> list[str]:
    """Name each fact of `document` (cleaned) that `text` does not hold in its place.

    Lines may break anywhere and a title may be in capitals: neither changes what is said.
    """
    text, position = _normal(text), 0
    missing = []
    for fact in facts(document):
        wanted = _normal(fact.text)
        place = text.find(wanted, position)
        if place < 0:
            missing.append(fact.what)
        else:
            position = place + len(wanted)
    return missing


def _normal(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text).casefold())
