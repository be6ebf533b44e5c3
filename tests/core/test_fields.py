import json
import pickle

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.forms import modelform_factory
from django.template import Context, Template

from accounts.models import PlatformComplaint, User
from core import crypto

PHONE = "13812348000"
pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return User.objects.create_user(PHONE, name="林晚")


def test_the_clear_value_is_nowhere_in_the_table(user):
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_user::text FROM accounts_user WHERE id = %s", [user.pk])
        row = cursor.fetchone()[0]
    assert PHONE not in row
    assert PHONE.encode().hex() not in row


def test_a_loaded_value_shows_its_mask_everywhere(user):
    loaded = User.objects.get(pk=user.pk)
    shown = [str(loaded.phone), f"{loaded.phone}", repr(loaded.phone), repr(loaded), str([loaded])]
    assert not any(PHONE in text for text in shown)
    assert str(loaded.phone) == "138****8000"
    assert str(loaded.name) == "林*"


def test_a_fresh_value_is_as_discreet_as_a_loaded_one():
    assert str(User(phone=PHONE).phone) == "138****8000"


def test_a_template_cannot_open_a_value(user):
    for attempt in ("{{ user.phone.open }}", "{{ user.phone.disclose }}{{ user.phone }}"):
        page = Template(attempt).render(Context({"user": user}))
        assert PHONE not in page


def test_disclosure_holds_for_one_instance_only(user):
    user.name.disclose()
    assert str(user.name) == "林晚"
    assert str(User.objects.get(pk=user.pk).name) == "林*"


def test_a_value_never_enters_a_cache_a_queue_or_json(user):
    with pytest.raises(TypeError):
        pickle.dumps(user.phone)
    with pytest.raises(TypeError):
        json.dumps({"phone": user.phone}, cls=DjangoJSONEncoder)


def test_a_form_that_returns_the_mask_keeps_the_value(user):
    form_class = modelform_factory(User, fields=["phone"])
    form = form_class({"phone": "138****8000"}, instance=user)
    assert form.is_valid(), form.errors
    form.save()
    assert User.objects.get(pk=user.pk).phone.open() == PHONE


def test_the_index_follows_the_value(user):
    user.phone = "13900009000"
    user.save()
    assert user.phone_index == crypto.blind_index("phone", "13900009000")
    assert User.objects.by_phone("139 0000 9000") == user
    assert User.objects.by_phone(PHONE) is None


def test_equality_cannot_be_asked_of_a_ciphertext(user):
    with pytest.raises(Exception, match="lookup"):
        User.objects.filter(phone=PHONE).exists()


@pytest.mark.parametrize("how", ["save", "update", "bulk_create", "update_fields"])
def test_numbers_typed_into_running_text_are_masked_before_they_are_kept(user, how):
    typed = "他的电话138-1234-8000，证号520221194503150012，门牌 1203"
    row = PlatformComplaint(text="x")
    if how == "bulk_create":
        row.text = typed
        PlatformComplaint.objects.bulk_create([row])
    else:
        row.save()
        row.text = typed
        match how:
            case "save":
                row.save()
            case "update_fields":
                row.save(update_fields=["text"])
            case "update":
                PlatformComplaint.objects.filter(pk=row.pk).update(text=typed)
    kept = PlatformComplaint.objects.values_list("text", flat=True).get(pk=row.pk)
    assert kept == "他的电话138****8000，证号520221********0012，门牌 1203"
    if how != "update":
        assert row.text == kept
