from django.apps import AppConfig
from django.core import validators
from django.forms import Field
from django.utils.translation import gettext_lazy as _
from rest_framework import compat

from config import checks
from config.celery import app as celery_app

# DRF does `import requests` to look for the HTTP library and would find our room of that name.
# Tell it there is no such library; otherwise rest_framework.test, and with it drf_spectacular,
# fails to import (docs/adr/0002).
compat.requests = None  # type: ignore[assignment]

__all__ = ["ConfigConfig", "celery_app", "checks"]  # loaded for what loading them registers


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """An error says what to do, not what kind of field it was."""
        Field.default_error_messages["required"] = _("这一项要填写或选择")
        for validator, words in (
            (validators.MinValueValidator, _("不能小于 %(limit_value)s")),
            (validators.MaxValueValidator, _("不能大于 %(limit_value)s")),
            (validators.MinLengthValidator, _("至少写 %(limit_value)s 个字")),
            (validators.MaxLengthValidator, _("最多 %(limit_value)s 个字，现在 %(show_value)s 个")),
        ):
            validator.message = words
