from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("活动")

    def ready(self) -> None:
        for module in (
            "by_code",
            "verbs",
            "exports",
            "importing",
            "brand_importing",
            "message_kinds",
        ):
            import_module(f"activities.{module}")
        self._hang_under_notices()
        merging = import_module("communities.actions.merging")
        for name in ("ChildCard", "Enrolment"):
            merging.follow(self.get_model(name), "resident")

    def _hang_under_notices(self) -> None:
        """A notice may announce an activity (communities.notice_carries)."""
        carries = import_module("communities.notice_carries")
        actions = import_module("activities.actions.announcing")
        queries = import_module("activities.queries.announcing")
        carries.register(carries.Carrier(queries.shown, queries.at_desk, actions.carried_over))
