"""Addresses at which everything breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def breaks(_request: HttpRequest) -> HttpResponse:
    """Break."""
    raise RuntimeError("Broken on purpose.")


urlpatterns = [path("", breaks)]
