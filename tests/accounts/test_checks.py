import pytest
from django.conf import settings as base

from accounts import checks


def ids(found):
    return [message.id for message in found]


def test_our_own_settings_are_sane():
    assert ids(checks.sign_in()) == []
    assert ids(checks.behind_proxies()) == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SIGN_IN_CODE_MINUTES", 11, "accounts.E001"),
        ("SIGN_IN_CODE_MINUTES", 0, "accounts.E001"),
        ("SIGN_IN_CODE_TRIES", 6, "accounts.E002"),
        ("SIGN_IN_FAILURES_PER_NUMBER", [(11, 3600)], "accounts.E003"),
        ("STAFF_IDLE_MINUTES", 0, "accounts.E004"),
        ("SESSION_ENGINE", "django.contrib.sessions.backends.cache", "accounts.E005"),
        ("MFA_ADAPTER", "allauth.mfa.adapter.DefaultMFAAdapter", "accounts.E006"),
        ("MFA_TRUST_ENABLED", True, "accounts.E007"),
    ],
)
def test_a_dangerous_setting_is_named(settings, name, value, expected):
    setattr(settings, name, value)
    assert ids(checks.sign_in()) == [expected]


def test_a_cache_that_can_be_lost_is_named(settings):
    settings.CACHES = base.CACHES | {"default": base.CACHES["fast"]}
    assert ids(checks.behind_proxies()) == ["accounts.E008"]


def test_a_proxy_that_hides_everybody_is_named(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert ids(checks.behind_proxies()) == ["accounts.W001"]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert ids(checks.behind_proxies()) == []
