from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from core import crypto, rotation

TWO_KEYS = (
    '{"1": "dGVzdCBrZXksIG9ubHkgZm9yIHRlc3RzLCAzMiBieXQ=",'
    ' "2": "YW5vdGhlciBrZXksIG9ubHkgZm9yIHRlc3RzIDMyYnk="}'
)
ONLY_NEW = '{"2": "YW5vdGhlciBrZXksIG9ubHkgZm9yIHRlc3RzIDMyYnk="}'
pytestmark = pytest.mark.django_db


@pytest.fixture
def users():
    return [User.objects.create_user(f"1390000{n:04d}", name="林晚") for n in range(3)]


@pytest.fixture
def phones():
    return next(c for c in rotation.columns() if c.label == "accounts_user.phone")


def raw(user):
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user WHERE id = %s", [user.pk])
        return bytes(cursor.fetchone()[0])


def test_after_a_rotation_the_old_key_may_go(users, phones, settings):
    settings.FIELD_KEYS = TWO_KEYS
    assert rotation.remaining(phones) == 3
    with pytest.raises(CommandError, match="keep it in the ring"):
        call_command("rotate_keys", check=True, verbosity=0, stdout=StringIO())
    assert rotation.rotate(phones) == 3
    assert rotation.remaining(phones) == 0
    settings.FIELD_KEYS = ONLY_NEW
    assert User.objects.get(pk=users[1].pk).phone.open() == "13900000001"
    assert User.objects.by_phone("13900000001") == users[1]


def test_a_change_of_cipher_is_a_rotation_too(users, phones, settings):
    settings.FIELD_CIPHER = "SM4-GCM"
    assert rotation.rotate(phones) == 3
    assert raw(users[0])[0] == crypto.SM4
    assert User.objects.get(pk=users[0].pk).phone.open() == "13900000000"


def test_an_edit_that_comes_between_wins(users, phones, settings, monkeypatch):
    settings.FIELD_KEYS = TWO_KEYS
    batches = list(rotation._batches(phones))
    User.objects.filter(pk=users[0].pk).update(phone="13911111111")
    monkeypatch.setattr(rotation, "_batches", lambda column: iter(batches))
    assert rotation.rotate(phones) == 2
    assert User.objects.get(pk=users[0].pk).phone.open() == "13911111111"


def test_every_encrypted_column_outside_the_ledgers_is_known():
    assert "accounts_user.phone" in {column.label for column in rotation.columns()}
    assert not any(getattr(column.model, "is_ledger", False) for column in rotation.columns())
