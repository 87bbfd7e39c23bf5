"""Tables of figures on a terminal."""

from __future__ import annotations

_WIDTH = 14  # characters
_LABEL = 46


def line(*cells: object) -> str:
    """One row, each cell set to the right."""
    return "".join(f"{_shown(cell):>{_WIDTH}}" for cell in cells) + "\n"


def labelled(label: str, *cells: object) -> str:
    """One row that says first what its figures are."""
    return f"  {label:<{_LABEL}}" + line(*cells)


def _shown(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.2f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
