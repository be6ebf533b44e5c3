from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PointsConfig(AppConfig):
    name = "points"
    verbose_name = _("家庭积分")

    def ready(self) -> None:
        for module in ("by_code", "message_kinds", "verbs", "who_to_ask"):
            import_module(f"points.{module}")
