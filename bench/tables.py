"""Tables of figures on a terminal."""

from __future__ import annotations

_WIDTH = 13  # characters


def line(*cells: object) -> str:
    """One row, each cell set to the right."""
    return "".join(f"{_shown(cell):>{_WIDTH}}" for cell in cells) + "\n"


def _shown(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.2f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
