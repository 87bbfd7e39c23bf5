"""The wiring: settings, URLs, the queue and the processes. No domain code."""

from contriblog.celery import app as celery_app

__all__ = ["celery_app"]
