"""What every template may know of this installation."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The site's address (no trailing slash), notice and links, and the page's canonical URL."""
    return {
        "site_url": settings.SITE_URL,
        "site_notice": settings.SITE_NOTICE,
        "source_url": settings.SOURCE_URL,
        "canonical_url": f"{settings.SITE_URL}{request.path}",
    }
