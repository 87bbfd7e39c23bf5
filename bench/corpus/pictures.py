"""Draw what the documents show of the themes: `python -m bench.corpus.pictures`."""

from dataclasses import replace
from pathlib import Path

from bench.corpus.documents import corpus
from tracker.render.pool import preview_renderer
from tracker.render.resume import resume_preview
from tracker.resume_content.content import Theme

SHOWN = "00-en-middling"
PPI = 80
FOLDER = Path(__file__).parents[2] / "docs" / "img"


def main() -> None:
    """Set the first page of one résumé in the newest version of each theme."""
    document = dict(corpus())[SHOWN]
    for theme in Theme:
        page = resume_preview(replace(document, theme=theme), ppi=PPI)
        FOLDER.joinpath(f"theme-{theme}.png").write_bytes(page.content)
    preview_renderer.close()


if __name__ == "__main__":
    main()
