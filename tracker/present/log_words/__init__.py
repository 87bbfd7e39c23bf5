"""The words that a full log says by itself, in its language."""

from tracker.present.log_words.log_words import LogWords, log_words_in

__all__ = ["LogWords", "log_words_in"]
