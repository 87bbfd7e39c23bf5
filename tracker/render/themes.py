"""The themes and their versions: each is a template of its own, and none changes once released."""

import functools
from pathlib import Path

from tracker.render.errors import RenderRefusedError
from tracker.resume_content.content import Theme

TEMPLATES = Path(__file__).with_name("templates")


@functools.cache
def versions(theme: Theme) -> tuple[int, ...]:
    """Return the versions of `theme` that there are, oldest first."""
    return tuple(sorted(int(file.stem) for file in TEMPLATES.joinpath(theme).glob("*.typ")))


def newest(theme: Theme) -> int:
    """Return the version that a résumé gets when its owner chooses `theme`."""
    return versions(theme)[-1]


def template_of(theme: Theme, version: int) -> str:
    """Return the path of the template. Raises RenderRefusedError where there is no such version."""
    if version not in versions(theme):
        raise RenderRefusedError(
            f"the theme {theme.label} has no version {version} here. Choose the theme again."
        )
    return f"{theme}/{version}.typ"
