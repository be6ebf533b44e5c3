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
        import_module("communities.actions.merging").follow(self.get_model("Tending"), "resident")
