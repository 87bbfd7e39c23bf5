"""Where the reader is: `{% place "tracker:log" "log" "Log" %}` is one entry of the main menu."""

from django import template
from django.template.context import Context
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("components/place.html", takes_context=True)
def place(
    context: Context, url_name: str, icon_name: str, label: str, css: str = ""
) -> dict[str, object]:
    """One link of the menu, marked as current on its own page and on the pages below it."""
    href = reverse(url_name)
    return {
        "href": href,
        "icon_name": icon_name,
        "label": label,
        "css": css,
        "is_current": _current(context["request"].path, href),
    }


def _current(path: str, href: str) -> str:
    """What aria-current says of a link: "page" for this very one, "true" for one above it."""
    if path == href:
        return "page"
    return "true" if path.startswith(href) else ""
