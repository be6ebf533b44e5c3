from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("志愿者")

    def ready(self) -> None:
        for module in (
            "asking",
            "card",
            "incentives",
            "exports",
            "importing",
            "meeting_tables",
            "shift_tables",
            "team_tables",
            "message_kinds",
            "offspring",
            "subscribers",
            "verbs",
        ):
            import_module(f"volunteers.{module}")
