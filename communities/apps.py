from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunitiesConfig(AppConfig):
    name = "communities"
    verbose_name = _("社区与居民")

    def ready(self) -> None:
        import_module("communities.message_rules")
        import_module("communities.message_kinds")
        import_module("communities.subscribers")
        import_module("communities.exports")
