from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from insights.actions import folding, rebuilding
from insights.management.range import add_range, range_of


class Command(BaseCommand):
    help = "Counts whole months anew while the site runs; readers keep the old figures meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_range(parser)
        parser.add_argument("--measure", default="", help="only this one")
        parser.add_argument(
            "--restored",
            action="store_true",
            help="after a restore into a new cluster, as the owner, before the site opens",
        )

    def handle(
        self, *args: Any, first: date | None, last: date | None, measure: str, **options: Any
    ) -> None:
        if options["restored"]:
            folding.after_restore()
        first, last = range_of(first, last)
        steps = rebuilding.rebuild(first, last, measure=measure)
        self.stdout.write(f"{first} – {last}: {steps} steps")
