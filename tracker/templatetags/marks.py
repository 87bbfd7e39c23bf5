"""The drawn marks of the log: kinds, tallies, rhythm, mix; HTML and SVG without inline style."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.present.rhythm import Rhythm
from tracker.present.shares import apportion
from tracker.records import Family, Kind
from tracker.templatetags.icons import icon

register = template.Library()

_MOST_STROKES = 30
_GATE = 5  # strokes; the fifth crosses the other four
_GAP = 0.8  # percent between two parts of a mix bar


@register.simple_tag
@lru_cache(maxsize=None, typed=True)  # a kind and a family may be the same word
def kind_icon(kind: Kind | Family) -> SafeString:
    """A kind's round icon in its family's colour, named for those who do not see it."""
    family = kind.family if isinstance(kind, Kind) else kind
    drawn = icon(family.value, label=kind.label)
    return format_html(
        '<span class="kind k-{}" title="{}">{}</span>', family.value, kind.label, drawn
    )


@register.simple_tag
def tally(counts: Mapping[Family, int], per_stroke: int = 1) -> SafeString:
    """Five-bar gates of at most 30 strokes, one for every `per_stroke` contributions."""
    strokes, x = [], 2.0
    wanted = min(-(-sum(counts.values()) // per_stroke), _MOST_STROKES)
    for index, family in enumerate(apportion(counts, wanted)):
        crosses = index % _GATE == _GATE - 1
        strokes.append((family.value, _crossing(x) if crosses else _upright(x, index)))
        x += 5.0 if crosses else 4.5
    width = max(x, 6.0) + 3
    return format_html(
        '<svg class="tally" aria-hidden="true" viewBox="-2 0 {} 19" width="{}" height="22">'
        "{}</svg>",
        f"{width:.1f}",
        f"{width * 1.15:.0f}",
        format_html_join("", '<path class="k-{}" d="{}"/>', strokes),
    )


@register.simple_tag
def mixbar(counts: Mapping[Family, int]) -> SafeString:
    """One bar, divided by family; its legend says the same in words."""
    total = sum(counts.values()) or 1
    parts, x = [], 0.0
    for family, count in sorted(counts.items(), key=lambda item: -item[1]):
        width = 100 * count / total
        parts.append((family.value, f"{x:.2f}", f"{max(width - _GAP, 0.4):.2f}"))
        x += width
    return format_html(
        '<svg class="mixbar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        "{}</svg>",
        format_html_join("", '<rect class="k-{}" x="{}" width="{}" height="6" rx=".8"/>', parts),
    )


@register.inclusion_tag("components/rhythm.html")
def rhythm(drawn: Rhythm, css: str = "", caption: str = "") -> dict[str, object]:
    """Months as columns on grid paper, a list to those who listen."""
    return {"rhythm": drawn, "css": css, "caption": caption}


def _upright(x: float, index: int) -> str:
    lean = 0.4 if index % 2 else -0.3  # a hand is never quite straight
    return f"M{x + max(lean, 0):.1f} 2.5 L{x + min(lean, 0):.1f} 16.5"


def _crossing(x: float) -> str:
    return f"M{x - 19.5:.1f} 15.5 L{x - 1.5:.1f} 3.5"
