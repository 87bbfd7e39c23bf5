#!/usr/bin/env python
"""Run a management command."""

import os
import sys

from django.core.management import execute_from_command_line

from contriblog.local.command import prepared
from contriblog.output import reader_may_leave

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contriblog.settings")
    with prepared(sys.argv), reader_may_leave():
        execute_from_command_line(sys.argv)
