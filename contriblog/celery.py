"""The Celery application; its settings are the `CELERY_*` ones."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contriblog.settings")

app = Celery("contriblog")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
