from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class GridsConfig(AppConfig):
    name = "grids"
    verbose_name = _("网格")

    def ready(self) -> None:
        for module in (
            "grids.duty_away",
            "grids.handover",
            "grids.matters_exports",
            "grids.matters_importing",
            "grids.message_kinds",
            "grids.subscribers",
            "grids.verbs",
        ):
            import_module(module)
        # What a handover has to list: every room may offer an `open_items` module.
        autodiscover_modules("open_items")
