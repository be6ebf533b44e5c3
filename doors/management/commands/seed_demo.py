from time import monotonic, process_time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from doors.town import chapters, history, story


class Command(BaseCommand):
    help = "Tell the demo town: its places, its people, what goes on today. Twice is once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--scale",
            type=int,
            default=1,
            metavar="N",
            help="N times as many communities, each of the size of the main one (benchmarks)",
        )
        parser.add_argument(
            "--history",
            action="store_true",
            dest="past",
            help="fill in the past year (in the background)",
        )

    def handle(self, *args: Any, scale: int, past: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("小镇只在演示环境里讲 / the town is told in the demo only")
        wall, cpu = monotonic(), process_time()
        parts = story.now_parts(scale)
        if past:  # there is no yesterday without a today
            chapters.tell(parts)
            parts = history.parts()
        told = chapters.tell(parts, progress=past)
        self.stdout.write(
            f"{len(told)} / {len(parts)} chapters, "
            f"{monotonic() - wall:.1f} s ({process_time() - cpu:.1f} s CPU)"
        )
