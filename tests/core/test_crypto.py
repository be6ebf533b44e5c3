import pytest
from django.core.exceptions import ImproperlyConfigured

from core import crypto

TWO_KEYS = (
    '{"1": "dGVzdCBrZXksIG9ubHkgZm9yIHRlc3RzLCAzMiBieXQ=",'
    ' "2": "YW5vdGhlciBrZXksIG9ubHkgZm9yIHRlc3RzIDMyYnk="}'
)


@pytest.fixture(params=["AES-256-GCM", "SM4-GCM"], autouse=True)
def cipher(request, settings):
    settings.FIELD_CIPHER = request.param


def test_what_was_sealed_opens_again():
    assert crypto.decrypt(crypto.encrypt("张三", purpose="t.c"), purpose="t.c") == "张三".encode()


def test_the_same_text_never_looks_the_same():
    assert crypto.encrypt("张三", purpose="t.c") != crypto.encrypt("张三", purpose="t.c")


def test_a_value_moved_to_another_column_does_not_open():
    with pytest.raises(crypto.UndecipherableError):
        crypto.decrypt(crypto.encrypt("张三", purpose="a.x"), purpose="b.x")


def test_a_changed_byte_does_not_open():
    sealed = bytearray(crypto.encrypt("张三", purpose="t.c"))
    sealed[-1] ^= 1
    with pytest.raises(crypto.UndecipherableError):
        crypto.decrypt(bytes(sealed), purpose="t.c")


def test_an_old_key_still_reads_and_the_newest_writes(settings):
    old = crypto.encrypt("旧", purpose="t.c")
    settings.FIELD_KEYS = TWO_KEYS
    assert crypto.decrypt(old, purpose="t.c") == "旧".encode()
    assert crypto.key_number_of(old) == 1
    assert crypto.key_number_of(crypto.encrypt("新", purpose="t.c")) == 2


def test_either_cipher_reads_what_the_other_wrote(settings):
    sealed = crypto.encrypt("张三", purpose="t.c")
    settings.FIELD_CIPHER = "SM4-GCM" if settings.FIELD_CIPHER == "AES-256-GCM" else "AES-256-GCM"
    assert crypto.decrypt(sealed, purpose="t.c") == "张三".encode()


def test_the_blind_index_knows_equals_and_nothing_else(settings):
    index = crypto.blind_index("phone", "+86 138 0000 8000")
    assert index == crypto.blind_index("phone", "13800008000")
    assert index != crypto.blind_index("id_number", "13800008000")
    assert crypto.blind_index("phone", "") == ""
    settings.INDEX_KEY = "b3RoZXIga2V5LCBvbmx5IGZvciB0ZXN0cywgMzIgYnk="
    assert index != crypto.blind_index("phone", "13800008000")


@pytest.mark.parametrize("ring", ["", "{}", '{"1": "c2hvcnQ="}', "[1]"])
def test_a_broken_key_ring_stops_the_start(settings, ring):
    settings.FIELD_KEYS = ring
    with pytest.raises(ImproperlyConfigured):
        crypto.encrypt("x", purpose="t.c")
