from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunitiesConfig(AppConfig):
    name = "communities"
    verbose_name = _("社区与居民")

    def ready(self) -> None:
        for module in (
            "duty_exports",
            "duty_handover",
            "duty_messages",
            "exports",
            "history",
            "message_kinds",
            "message_rules",
            "subscribers",
        ):
            import_module(f"communities.{module}")
