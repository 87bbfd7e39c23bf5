"""The entry of the web server."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contriblog.settings")

application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # and all pages, which the first request would load else
# What is loaded now stays for good. Looking through it would take a full collection 70 ms, in the
# middle of somebody's request.
gc.freeze()
