from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("平台基础")

    def ready(self) -> None:
        import_module("core.subscribers")
        import_module("core.exports.tasks")
        import_module("core.files.tasks")
        import_module("core.messaging.tasks")
        import_module("core.messaging.actions")  # how its verbs read in a history
