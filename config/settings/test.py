"""Fast where it may be, real where it matters: real PostgreSQL, real Redis, real roles."""

from config.settings.base import *  # noqa: F403

DATABASES.pop("replica", None)  # a test that wants one says so
DEMO = True
MESSAGE_DEMO_GATEWAY = True
SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

FIELD_KEYS = '{"1": "dGVzdCBrZXksIG9ubHkgZm9yIHRlc3RzLCAzMiBieXQ="}'
INDEX_KEY = "aW5kZXgga2V5LCBvbmx5IGZvciB0ZXN0cywgMzIgYnk="

WHITENOISE_AUTOREFRESH = True  # files straight from static/: nothing is collected for tests
WHITENOISE_USE_FINDERS = True
AUDIT_KEY = "YXVkaXQga2V5LCBvbmx5IGZvciB0ZXN0cywgMzIgYnk="
VISITS_EVERY = 10**9  # seconds: written where a test says so, not in the middle of another
