import pytest
from django.apps import apps
from django.core.checks import Tags, run_checks
from django.db import connections
from django.db.models import UniqueConstraint

from config import checks


def ids(messages):
    return [message.id for message in messages]


def test_the_demo_mode_beside_a_real_host_name_is_an_error(settings):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost"]
    assert ids(checks.demo_stays_at_home()) == []
    settings.ALLOWED_HOSTS = ["localhost", "wushe.example.cn"]
    assert ids(checks.demo_stays_at_home()) == ["wushe.E001"]
    settings.DEMO = False
    assert ids(checks.demo_stays_at_home()) == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("FIELD_KEYS", "{}", ["wushe.E002"]),
        ("FIELD_CIPHER", "ROT13", ["wushe.E002"]),
        ("INDEX_KEY", "not base64", ["wushe.E002"]),
        ("INDEX_KEY", "", ["wushe.E003"]),
    ],
)
def test_missing_keys_stop_a_deployment(settings, name, value, expected):
    assert ids(checks.keys_are_there()) == []
    setattr(settings, name, value)
    assert ids(checks.keys_are_there()) == expected


def test_missing_filing_numbers_are_warned_of(settings):
    settings.SITE = {"icp": "", "police": ""}
    assert ids(checks.filing_numbers_are_there()) == ["wushe.W001"]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("AUDIT_KEY", "", ["wushe.E004"]),
        ("AUDIT_KEY", "dG9vIHNob3J0", ["wushe.E004"]),
        ("AUDIT_RETENTION_DAYS", 179, ["wushe.E005"]),
    ],
)
def test_an_audit_that_nobody_signs_or_keeps_stops_a_deployment(settings, name, value, expected):
    assert ids(checks.audit_is_signed_and_kept()) == []
    setattr(settings, name, value)
    assert ids(checks.audit_is_signed_and_kept()) == expected


@pytest.mark.parametrize(
    ("gateways", "demo", "expected"),
    [
        ([], True, []),
        ([], False, ["wushe.W002"]),
        ([("https://sms.example.cn/", "a secret long enough")], False, []),
        ([("http://sms.example.cn/", "a secret long enough")], False, ["wushe.E006"]),
        ([("https://sms.example.cn/", "short")], False, ["wushe.E006"]),
    ],
)
def test_messages_need_a_safe_way_out(settings, gateways, demo, expected):
    settings.MESSAGE_DEMO_GATEWAY = demo
    settings.MESSAGE_GATEWAYS = [
        {"name": "sms_gateway", "url": url, "secret": secret} for url, secret in gateways
    ]
    assert ids(checks.messages_can_leave_safely()) == expected


def test_an_old_postgresql_is_refused_before_a_table_is_made(db, monkeypatch):
    """Django would leave out the constraints it does not know there, and say nothing."""
    assert ids(checks.the_database_keeps_every_constraint(databases=["default"])) == []
    assert any(c.nulls_distinct is False for m in apps.get_models() for c in _unique(m))
    monkeypatch.setitem(connections["default"].__dict__, "pg_version", 140_011)
    found = run_checks(tags=[Tags.database], databases=["default"])  # what `migrate` asks first
    assert "wushe.E007" in ids(found)


def _unique(model):
    return [one for one in model._meta.constraints if isinstance(one, UniqueConstraint)]
