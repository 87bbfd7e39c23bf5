"""`/metrics`, for Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/."""

from __future__ import annotations

from collections.abc import Iterator
from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from tracker.present.metrics import gauges


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The gauges, for whoever shows the token; where none is set there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not _shows_the_token(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(_FromTheDatabase())
    return HttpResponse(
        generate_latest(registry),
        content_type=CONTENT_TYPE_LATEST,
        headers={"Cache-Control": "no-store"},
    )


class _FromTheDatabase(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        for gauge in gauges():
            family = GaugeMetricFamily(gauge.name, gauge.help, labels=gauge.labels)
            for labels, figure in gauge.samples:
                family.add_metric(labels, figure)
            yield family

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing beforehand: registering shall not ask the database."""
        yield from ()


def _shows_the_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").encode()
    return compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode())
