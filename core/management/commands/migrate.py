import contextlib
from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate

from core import dbrules, migrating, scope
from core.messaging.templates import ensure_defaults


class Command(migrate.Command):
    """Django's migrate; afterwards the database learns the rules that the models declare."""

    def handle(self, *args: Any, **options: Any) -> None:
        with scope.entered_for_migrations(), contextlib.ExitStack() as way:
            if not options["app_label"]:
                way.enter_context(migrating.without_needless_rendering())
            super().handle(*args, **options)
        if not options["plan"] and not options["check_unapplied"]:
            call_command("createcachetable", verbosity=options["verbosity"])
            dbrules.apply()
            ensure_defaults()
