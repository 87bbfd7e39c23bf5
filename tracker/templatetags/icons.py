"""Icons from the one sprite: `{% icon "merge" %}`, with a label where the icon stands alone."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=1024)  # a page of the log draws some three hundred of them
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An SVG that draws the sprite's symbol `name`; without a label it is hidden from readers."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="i {}" {}><use href="{}#{}"/></svg>',
        css,
        SafeString(spoken),
        static("img/icons.svg"),
        name,
    )
