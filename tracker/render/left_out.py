"""What the bounds of a document cut away, named for its owner."""

from collections.abc import Iterator

from tracker.present.document import Project, ResumeDocument


def left_out(asked: ResumeDocument, kept: ResumeDocument) -> tuple[str, ...]:
    """Name what `asked` held and its cleaned form `kept` does not."""
    return tuple(_left_out(asked, kept))


def _left_out(asked: ResumeDocument, kept: ResumeDocument) -> Iterator[str]:
    if len(kept.projects) < len(asked.projects):
        yield f"projects after the first {len(kept.projects)}"
    if len(kept.links) < len(asked.links):
        yield f"{len(asked.links) - len(kept.links)} of your contact links"
    for before, after in zip(asked.projects, kept.projects, strict=False):
        yield from _left_out_of_project(before, after)


def _left_out_of_project(asked: Project, kept: Project) -> Iterator[str]:
    if len(kept.bullets) < len(asked.bullets):
        yield f"{len(asked.bullets) - len(kept.bullets)} of the bullets of {kept.name}"
    asked_links = sum(len(bullet.evidence) for bullet in asked.bullets)
    kept_links = sum(len(bullet.evidence) for bullet in kept.bullets)
    if kept_links < asked_links:
        yield f"{asked_links - kept_links} of the links of {kept.name}"
