from django.apps import AppConfig
from rest_framework import compat

from config.celery import app as celery_app

# DRF does `import requests` to look for the HTTP library and would find our room of that name.
# Tell it there is no such library; otherwise rest_framework.test, and with it drf_spectacular,
# fails to import (style.md 2.8).
compat.requests = None


class ConfigConfig(AppConfig):
    name = "config"
    celery_app = celery_app  # `shared_task` in the web process needs the application loaded
