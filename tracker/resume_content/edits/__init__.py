"""The edits of a résumé: each takes a content and returns a new one, and none knows of a database.

`sections`, `items`, `skills` and `typed` (experience, education, links) hold them; where something
goes is said by `moves.To`. An edit that cannot be raises EditError.
"""

from tracker.resume_content.edits.moves import EditError, Step, To

__all__ = ["EditError", "Step", "To"]
