import contextlib
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from core import dbrules, migrating, scope
from core.messaging.templates import ensure_defaults


class Command(migrate.Command):
    """Django's migrate; afterwards the database learns the rules that the models declare."""

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_another_history(options["database"])
        with scope.entered_for_migrations(), contextlib.ExitStack() as way:
            if not options["app_label"]:
                way.enter_context(migrating.without_needless_rendering())
            super().handle(*args, **options)
        if not options["plan"] and not options["check_unapplied"]:
            call_command("createcachetable", verbosity=options["verbosity"])
            dbrules.apply()
            ensure_defaults()


def _refuse_another_history(database: str) -> None:
    """Until the first release the rooms' first migrations are written anew now and then: a
    database that remembers others is told so, before it hears that its tables exist already."""
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ())
    ours = {one.label for one in apps.get_app_configs() if Path(one.path).parent == _ROOT}
    applied = MigrationRecorder(connections[database]).applied_migrations()
    strange = sorted(f"{room}.{name}" for room, name in set(applied) - known if room in ours)
    if strange:
        raise CommandError(
            _("这个数据库是旧版代码建的（有 %(name)s）。演示数据重来一次：bin/demo --reset")
            % {"name": strange[0]}
        )


_ROOT = Path(settings.BASE_DIR)
