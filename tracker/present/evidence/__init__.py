"""The lint of evidence: what a bullet claims that the facts of its entry do not bear out."""

from tracker.present.evidence.claims import What, claims_in
from tracker.present.evidence.lint import Basis, Checked, Unsupported, checked, unsupported
from tracker.present.evidence.loading import with_facts

__all__ = [
    "Basis",
    "Checked",
    "Unsupported",
    "What",
    "checked",
    "claims_in",
    "unsupported",
    "with_facts",
]
