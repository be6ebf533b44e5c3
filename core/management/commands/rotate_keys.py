from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import rotation


class Command(BaseCommand):
    help = "Write every encrypted value again under the newest key of WUSHE_KEYS."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only count; fail when any is old")

    def handle(self, *args: Any, **options: Any) -> None:
        old = 0
        for column in rotation.columns():
            done = 0 if options["check"] else rotation.rotate(column)
            left = rotation.remaining(column)
            old += left
            self.stdout.write(f"{column.label}: {done} written again, {left} still old")
        if old:
            raise CommandError(f"{old} values still need an older key: keep it in the ring")
        self.stdout.write("Every value is under the newest key; older ones may leave the ring.")
