"""A résumé's own words in its language: titles of sections, months, levels."""

from tracker.present.words.drafting import Did, DraftWords, Remark
from tracker.present.words.words import Words, dated, period, period_of, words_in

__all__ = ["Did", "DraftWords", "Remark", "Words", "dated", "period", "period_of", "words_in"]
