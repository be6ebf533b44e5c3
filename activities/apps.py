from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("活动")

    def ready(self) -> None:
        for module in ("verbs", "message_kinds"):
            import_module(f"activities.{module}")
        merging = import_module("communities.actions.merging")
        merging.follow(self.get_model("ChildCard"), "resident")
