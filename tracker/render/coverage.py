"""Which characters the shipped fonts can show; what they cannot is replaced, and said.

Asked before the typesetter runs, because one character that no font has makes it refuse a whole
accessible PDF.
"""

import functools
import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from tracker.present.document import ResumeDocument
from tracker.render.texts import with_texts

FALLBACK = "?"

# Characters that shaping consumes and that never need a glyph (Unicode's Default_Ignorable).
_WITHOUT_GLYPH = frozenset(
    (0x20, 0xAD, *range(0x200B, 0x200E), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10))
)
# Fonts keep what they like for private use, which is not the shape that was meant; and the sign for
# an object says that something is missing.
_SAYS_NOTHING = frozenset((0xFFFC, *range(0xE000, 0xF900)))


@functools.cache
def shown_characters() -> frozenset[int]:
    """Return every code point that the shipped fonts can show, and that means the same to all."""
    ranges = json.loads(Path(__file__).with_name("fonts").joinpath("coverage.json").read_text())
    shown = (range(first, last + 1) for first, last in ranges)
    return _WITHOUT_GLYPH.union(*shown) - _SAYS_NOTHING


@dataclass(slots=True)
class Fitter:
    """Fits texts to the shipped fonts, and remembers in `replaced` what had to give way."""

    shown: frozenset[int] = field(default_factory=shown_characters)
    replaced: dict[str, None] = field(default_factory=dict)

    def fit(self, text: str) -> str:
        """Return `text` with each character that no font can show replaced by a visible one."""
        if self._can_show(text):
            return text
        return "".join(
            character if self._can_show(character) else self._stand_in(character)
            for character in text
        )

    def _can_show(self, text: str) -> bool:
        return self.shown.issuperset(map(ord, text))

    def _stand_in(self, character: str) -> str:
        self.replaced[character] = None
        plain = unicodedata.normalize("NFKD", character)
        return "".join(part for part in plain if self._can_show(part)) or FALLBACK


def fit(document: ResumeDocument) -> tuple[ResumeDocument, tuple[str, ...]]:
    """Return `document` in characters that the fonts can show, and the characters replaced.

    Addresses are left as they are: they are followed, not shown.
    """
    fitter = Fitter()
    fitted = with_texts(document, lambda text, _: fitter.fit(text))
    return fitted, tuple(fitter.replaced)
