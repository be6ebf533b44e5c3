from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

MODULES = ("exports", "report_verbs", "verbs")


class InsightsConfig(AppConfig):
    name = "insights"
    verbose_name = _("数据")

    def ready(self) -> None:
        for module in MODULES:
            import_module(f"insights.{module}")
