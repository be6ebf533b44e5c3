from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import catalogues


class Command(BaseCommand):
    help = "Fail when a string is not marked or has no English."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        problems = catalogues.problems()
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems in the catalogues")
        self.stdout.write("every string is marked and has its English")
