from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoorsConfig(AppConfig):
    name = "doors"
    verbose_name = _("四扇门")

    def ready(self) -> None:
        import_module("doors.volunteering")
