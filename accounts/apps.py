from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("账号与角色")

    def ready(self) -> None:
        for module in ("checks", "message_kinds", "security", "subscribers"):
            import_module(f"accounts.{module}")
