"""What the bounds of a document cut away, named for its owner."""

from collections.abc import Iterator

from tracker.present.document import Group, ResumeDocument, Section


def left_out(asked: ResumeDocument, kept: ResumeDocument) -> tuple[str, ...]:
    """Name what `asked` held and its cleaned form `kept` does not."""
    return tuple(_left_out(asked, kept))


def _left_out(asked: ResumeDocument, kept: ResumeDocument) -> Iterator[str]:
    if len(kept.links) < len(asked.links):
        yield f"{len(asked.links) - len(kept.links)} of your contact links"
    for before, after in zip(asked.sections, kept.sections, strict=True):
        yield from _left_out_of_section(before, after)


def _left_out_of_section(asked: Section, kept: Section) -> Iterator[str]:
    for what in ("groups", "skills", "links"):
        before, after = len(getattr(asked, what)), len(getattr(kept, what))
        if after < before:
            yield f"{before - after} of what stands under “{kept.title or kept.part.label}”"
    for group, kept_group in zip(asked.groups, kept.groups, strict=False):
        yield from _left_out_of_group(group, kept_group)


def _left_out_of_group(asked: Group, kept: Group) -> Iterator[str]:
    if len(kept.bullets) < len(asked.bullets):
        yield f"{len(asked.bullets) - len(kept.bullets)} of the bullets of {kept.name}"
    asked_links = sum(len(bullet.evidence) for bullet in asked.bullets)
    kept_links = sum(len(bullet.evidence) for bullet in kept.bullets)
    if kept_links < asked_links:
        yield f"{asked_links - kept_links} of the links of {kept.name}"
