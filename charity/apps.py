from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CharityConfig(AppConfig):
    name = "charity"
    verbose_name = _("慈善资源")

    def ready(self) -> None:
        for module in ("verbs", "exports", "importing", "message_kinds", "who_to_ask"):
            import_module(f"charity.{module}")
