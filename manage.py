#!/usr/bin/env python3
"""Django's command line. `bin/manage` is this, with the servers running and the right data."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    if sys.argv[1:2] == ["migrate"]:
        # Tables belong to wushe_owner; everything else runs as wushe_app, which owns nothing.
        os.environ.setdefault("WUSHE_DB_ROLE", "owner")
    execute_from_command_line(sys.argv)
