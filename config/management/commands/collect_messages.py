from typing import Any

from django.core.management.base import BaseCommand

from config import catalogues


class Command(BaseCommand):
    help = "Bring locale/en in step with the source."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = catalogues.update()
        self.stdout.write(f"{waiting} strings wait for their English in locale/en")
