from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

MODULES = (
    "by_code",
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
        self._go_along()

    def _go_along(self) -> None:
        """What was asked, promised and done for a person stays his, whichever record goes on."""
        merging = import_module("communities.actions.merging")
        for name in ("ServiceRequest", "RecurringOrder", "Call", "Outing"):
            merging.follow(self.get_model(name), "resident")
        cards = import_module("requests.actions.heart_cards")
        merging.follow(self.get_model("HeartCard"), "resident", makes_room=cards.which_he_carries)
