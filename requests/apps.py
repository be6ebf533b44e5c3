from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

MODULES = (
    "message_kinds",
    "whistle_messages",
    "subscribers",
    "verbs",
    "affair_messages",
    "wish_messages",
    "hotline_results",
    "hotline_table",
    "handover",
    "queries.welfare",
    "from_meetings",
)


class RequestsConfig(AppConfig):
    name = "requests"
    verbose_name = _("诉求与工单")

    def ready(self) -> None:
        for module in MODULES:
            import_module(f"requests.{module}")
