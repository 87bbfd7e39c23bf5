"""`/healthz` and `/readyz`, answered before anything that could refuse them (hosts, sessions)."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


class HealthMiddleware:
    """Answer the two probes; hand every other request on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """`/healthz`: this process answers. `/readyz`: so does a migrated database; 503 if not."""
        if request.path == "/healthz":
            return JsonResponse({"status": "ok"})
        if request.path == "/readyz":
            return readiness()
        return self.get_response(request)


def readiness() -> JsonResponse:
    """200 when the database answers and has every migration, else 503 with the reason."""
    try:
        problem = "migrations are missing; run `manage.py migrate`" if _unmigrated() else ""
    except DatabaseError:
        problem = "the database does not answer"
    status = 503 if problem else 200
    return JsonResponse({"status": problem or "ok"}, status=status)


def _unmigrated() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
