"""Everything that is the same everywhere, and nothing that is insecure anywhere.

`production` adds the secrets, `demo` a town to walk through, `test` speed. A value that
differs by place comes from the environment (config/env.py); `.env.example` lists them all.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env, unfold
from config.launch import assets
from config.settings.beat import CELERY_BEAT_SCHEDULE as CELERY_BEAT_SCHEDULE

BASE_DIR = Path(__file__).resolve().parents[2]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = False
DEMO = False  # one-click people, demo inbox, gallery: config.settings.demo only

INSTALLED_APPS = [
    "config",
    "unfold.apps.BasicAppConfig",  # before the admin: its templates come first
    "unfold.contrib.filters",
    "core.admin_app.RegistersConfig",
    "core",
    "accounts",
    "communities",
    "grids",
    "organizations",
    "charity",
    "points",
    "activities",
    "volunteers",
    "requests",
    "insights",
    "doors",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
]

CSRF_FAILURE_VIEW = "doors.views.errors.csrf_failure"

MIDDLEWARE = [
    "core.health.HealthMiddleware",  # first: must answer when everything below is broken
    "core.trace.TraceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",  # these three outside: refusals and files carry them too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "communities.middleware.ScopeMiddleware",  # from here on a request has a viewer and a scope
    "insights.visits.VisitsMiddleware",  # how often public pages are looked at, by nobody
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.PresenceMiddleware",  # idle workers, sleeping roles, nothing in caches
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["core.templatetags.idempotency", "core.templatetags.words"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.who",
                "doors.context.frame",
            ],
        },
    }
]

# --- data ---------------------------------------------------------------------------------
# The site acts as wushe_app, which owns nothing; `manage.py migrate` as wushe_owner.
DATABASES = {
    "default": env.database(
        "DATABASE_OWNER_URL" if env.text("WUSHE_DB_ROLE", "app") == "owner" else "DATABASE_URL",
        "postgresql:///wushe",
    )
    | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
}
if env.text("DATABASE_REPLICA_URL", ""):  # figures are read there (insights.replica)
    DATABASES["replica"] = env.database("DATABASE_REPLICA_URL") | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
    DATABASES["replica"]["OPTIONS"].setdefault("connect_timeout", "2")  # then the primary answers
DATABASE_APP_ROLE = "wushe_app"

REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES: dict[str, dict[str, Any]] = {
    # Limits and sign-in codes survive a lost Redis: the table is in PostgreSQL.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Only for what may vanish at any moment, or hang: nobody waits for it.
    "fast": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.3, "retry": None},
    },
}

# --- Celery only wakes; the truth is in PostgreSQL ------------------------------------------
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", REDIS_URL.replace("unix://", "redis+socket://"))
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 0.2,
    "socket_timeout": 0.3,  # of who publishes; the worker has its own (config.celery)
    "max_retries": 0,  # kombu would keep a person waiting for six seconds, again and again
}
CELERY_TASK_PUBLISH_RETRY = False  # a nudge may be lost: beat sweeps
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULER = "core.pulse:BeatScheduler"

# How many messages may be outside (SMS, HTTP) at a time. Fewer than the workers' processes, so
# that a slow gateway never holds them all.
OUTBOX_OUTSIDE_SLOTS = env.number("OUTBOX_OUTSIDE_SLOTS", 1)

# --- language and time: stored in UTC, shown in Shanghai ------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["communities.viewers.Backend"]
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_RATE_LIMITS = {  # the second factor; numbers and passwords have their own (accounts/limits)
    "login_failed": "500/m/ip,5/300s/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "五社联动平台"  # data: the same entry in the authenticator in every language
MFA_TOTP_TOLERANCE = 1  # phones' clocks are half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SIGN_IN_CODE_MINUTES = 5  # the shipped wording says so (accounts/message_kinds.py)
SIGN_IN_CODE_TRIES = 5
ENROLMENT_CODE_DAYS, ENROLMENT_CODE_TRIES = 3, 5  # handed over in person, used the same day
# (how many, in how many seconds) for one number; an address, which may stand for a whole
# compound, gets SIGN_IN_ADDRESS_FACTOR times as many
SIGN_IN_CODES_PER_NUMBER = [(1, 60), (5, 3600), (10, 24 * 3600)]
SIGN_IN_FAILURES_PER_NUMBER = [(10, 3600)]
SIGN_IN_ADDRESS_FACTOR = 50
SIGN_IN_CODES_PER_HOUR = env.number("SIGN_IN_CODES_PER_HOUR", 20_000)  # all numbers: SMS cost money
STAFF_IDLE_MINUTES = env.number("STAFF_IDLE_MINUTES", 30)
DELEGATION_DAYS = env.number("DELEGATION_DAYS", 60)  # the longest absence one lends a role for
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "Asia/Shanghai"

# --- static files ---------------------------------------------------------------------------
STATIC_URL = "/static/"
FETCHED = Path(env.text("WUSHE_ASSETS", str(assets.for_pages())))  # pages do without it
STATICFILES_DIRS = [BASE_DIR / "static", *([FETCHED] if FETCHED.is_dir() else [])]
STATIC_ROOT = Path(env.text("WUSHE_STATIC", str(BASE_DIR / "staticfiles")))
MEDIA_ROOT = Path(env.text("WUSHE_MEDIA", str(BASE_DIR / ".data" / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- people: who an account is --------------------------------------------------------------
BINDING_TRIES_PER_DAY = env.number("WUSHE_BINDING_TRIES", 5)  # then the desk
# Of one name, over all accounts: namesakes of a whole compound fit in, a farm of accounts does not.
BINDING_TRIES_PER_NAME = env.number("WUSHE_BINDING_TRIES_PER_NAME", 30)
BINDING_SILENT_DAYS = env.number("WUSHE_BINDING_SILENT_DAYS", 180)  # numbers change hands
AUTHORITY_LONGEST_DAYS = env.number("WUSHE_AUTHORITY_DAYS", 3 * 366)
REVEALS_PER_HOUR = env.number("WUSHE_REVEALS_PER_HOUR", 30)  # clear phones, ID numbers

# --- activities -------------------------------------------------------------------------------
ACTIVITY_LARGE_FROM = env.number("WUSHE_ACTIVITY_LARGE", 100)  # then a safety note is owed
ACTIVITY_OFFER_HOURS = env.number("WUSHE_ACTIVITY_OFFER_HOURS", 12)  # to confirm a free place
ACTIVITY_NEWCOMER_HOURS = env.number("WUSHE_ACTIVITY_NEWCOMER_HOURS", 24)  # then for everybody
ACTIVITY_FEEDBACK_LEAST = env.number("WUSHE_ACTIVITY_FEEDBACK_LEAST", 5)  # fewer are not shown

# --- insights ---------------------------------------------------------------------------------
VISITS_EVERY = env.number("WUSHE_VISITS_EVERY", 600)  # seconds: a process writes what it counted

# --- grids ------------------------------------------------------------------------------------
GRIDS_LARGEST_GROUP = env.number("WUSHE_LARGEST_GROUP", 20)  # "ten households", more or less
MAP_LEAST = env.number("WUSHE_MAP_LEAST", 5)  # fewer than this is not shown on a map

# --- figures ----------------------------------------------------------------------------------
# fewer people than this are hidden from who sees no names, with neighbours that would tell
SMALL_CELLS = env.number("WUSHE_SMALL_CELLS", 5)
SMALL_CELLS_FROM_AFAR = env.number("WUSHE_SMALL_CELLS_FROM_AFAR", 10)  # for the city and above

# --- social workers ---------------------------------------------------------------------------
# hours of continuing education that a social worker's certificate asks for, in the years it is
# registered for (社会工作者继续教育办法)
EDUCATION_HOURS = {
    "assistant": env.number("WUSHE_EDUCATION_HOURS_ASSISTANT", 72),
    "intermediate": env.number("WUSHE_EDUCATION_HOURS", 90),
    "senior": env.number("WUSHE_EDUCATION_HOURS", 90),
}
EDUCATION_YEARS = env.number("WUSHE_EDUCATION_YEARS", 3)

# --- volunteers -------------------------------------------------------------------------------
SERVICE_RECORD_MOST_MINUTES = env.number("WUSHE_RECORD_MOST_MINUTES", 480)  # one entry
SERVICE_DAY_MOST_MINUTES = env.number("WUSHE_DAY_MOST_MINUTES", 720)  # by hand, of one person
CERTIFICATE_PUBLIC_DAYS = env.number("WUSHE_CERTIFICATE_PUBLIC_DAYS", 7)  # 0: at once

# --- security ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "accounts.sessions"  # in PostgreSQL, sealed
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

# What stands at the foot of each page.
SITE = {"icp": env.text("SITE_ICP", ""), "police": env.text("SITE_POLICE", "")}

SUBJECT_REQUEST_WORKDAYS = env.number("SUBJECT_REQUEST_WORKDAYS", 15)

# Keys for personal data: outside the database, from the environment (core/crypto.py).
FIELD_KEYS = env.text("WUSHE_KEYS", "{}")
INDEX_KEY = env.text("WUSHE_INDEX_KEY", "")
FIELD_CIPHER = env.text("WUSHE_CIPHER", "AES-256-GCM")  # or SM4-GCM

# The audit is signed with a key, and anchored in a file, that the database cannot reach.
AUDIT_KEY = env.text("WUSHE_AUDIT_KEY", "")
AUDIT_CHECKPOINT_FILE = env.text(
    "WUSHE_AUDIT_FILE", str(BASE_DIR / ".data" / "audit" / "checkpoints.jsonl")
)
FILE_LIMITS_MB = {
    "photo": env.number("WUSHE_PHOTO_MB", 15),
    "document": env.number("WUSHE_DOCUMENT_MB", 20),
    "unpacked": 200,  # what an .xlsx or .docx may become
}
FILE_MAX_PIXELS = 60_000_000
EXPORT_HOURS = env.number("WUSHE_EXPORT_HOURS", 24)  # how long a finished export can be fetched
IDEMPOTENCY_HOURS = env.number("WUSHE_IDEMPOTENCY_HOURS", 48)  # never less than 24
AUDIT_RETENTION_DAYS = env.number("WUSHE_AUDIT_RETENTION_DAYS", 3 * 365)  # the law: 180

# --- messages to people: signed HTTP gateways in the order in which they are tried -----------
MESSAGE_GATEWAYS = env.gateways("SMS_GATEWAY", "SMS_GATEWAY_2")
MESSAGE_DEMO_GATEWAY = False  # keeps messages at /demo/inbox/ instead of sending them
MESSAGE_MAIL_DOMAIN = env.text("MAIL_DOMAIN", "localhost")
EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "") or f"wushe@{MESSAGE_MAIL_DOMAIN}"

UNFOLD = unfold.SETTINGS

# --- machines: /api/v1/ and Open311 -----------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": ["requests.api.door.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "requests.api.errors.handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "wushe",
    "VERSION": "1.0.0",
    "DESCRIPTION": "Orders and figures of communities, for programs. See docs/how/machines.md.",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "OrderKind": "requests.workflow.Kind",
        "AreaLevel": "communities.models.Level",
        "QuestionKind": "requests.models.menu.MenuQuestion.Kind",
    },
    "SCHEMA_PATH_PREFIX": "/api/v1",
}
API_CALLS_PER_MINUTE = env.number("API_CALLS_PER_MINUTE", 120)  # of one key
INQUIRY_MINUTES = env.number("INQUIRY_MINUTES", 30)  # of the desk's day
HOOKS_MAY_STAY_INSIDE = env.flag("HOOKS_MAY_STAY_INSIDE")  # webhooks to private addresses
OPEN311_CONTACT = env.text("OPEN311_CONTACT", "")
API_PUBLIC_CALLS_PER_MINUTE = env.number("API_PUBLIC_CALLS_PER_MINUTE", 600)  # of one address

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "core.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s [%(number)s] %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"httpx": {"level": "WARNING"}},  # a gateway's address may hold an account
    "root": {"handlers": ["console"], "level": "INFO"},
}
