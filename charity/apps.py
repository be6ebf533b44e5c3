from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

MODULES = (
    "verbs",
    "programme_verbs",
    "exports",
    "importing",
    "stock_importing",
    "book_exports",
    "programme_exports",
    "register_exports",
    "register_importing",
    "message_kinds",
    "programme_messages",
    "subscribers",
    "who_to_ask",
)


class CharityConfig(AppConfig):
    name = "charity"
    verbose_name = _("慈善资源")

    def ready(self) -> None:
        for module in MODULES:
            import_module(f"charity.{module}")
        self._go_along()

    def _go_along(self) -> None:
        """Whatever of two records of one person names the absorbed one goes to the kept one, and
        comes back if that was a mistake."""
        merging = import_module("communities.actions.merging")
        for name in ("AidRecord", "HandOutLine", "Loan", "Tending"):
            merging.follow(self.get_model(name), "resident")
        merging.follow(self.get_model("Gift"), "brought_resident")
        diners = import_module("charity.actions.diners")
        merging.follow(self.get_model("Diner"), "resident", makes_room=diners.make_room)
