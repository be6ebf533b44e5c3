from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

MODULES = ("by_code", "exports", "importing", "message_kinds", "verbs", "who_to_ask")


class PointsConfig(AppConfig):
    name = "points"
    verbose_name = _("家庭积分")

    def ready(self) -> None:
        for module in MODULES:
            import_module(f"points.{module}")
