"""The lint of evidence: what a bullet claims that the facts of its entry do not bear out."""

from tracker.present.evidence.claims import What, claims_in
from tracker.present.evidence.lint import Basis, Checked, Unsupported, checked, unsupported
from tracker.present.evidence.loading import with_facts
from tracker.present.evidence.projects import OwnProjects, projects_of

__all__ = [
    "Basis",
    "Checked",
    "OwnProjects",
    "Unsupported",
    "What",
    "checked",
    "claims_in",
    "projects_of",
    "unsupported",
    "with_facts",
]
