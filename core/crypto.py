"""Encryption of what must not be read from a disk, a dump or a page by mistake.

Keys live outside the database: `WUSHE_KEYS` is a ring {"1": base64 of 32 bytes, …} whose
highest number encrypts, `WUSHE_INDEX_KEY` makes blind indexes. The cipher profile is a
setting: AES-256-GCM, or SM4-GCM with SM3 where the national algorithms are required.
A ciphertext names its profile and key, so old rows stay readable after a change of either.
"""

import base64
import hashlib
import hmac
import json
import os
import struct
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.identifiers import read_phone

AES, SM4 = 1, 2
PROFILES = {"AES-256-GCM": AES, "SM4-GCM": SM4}
_HEADER = struct.Struct(">BH12s")  # profile, key number, nonce
_TAG = 16


class UndecipherableError(Exception):
    """The ciphertext was changed, moved to another column, or its key is gone."""


def encrypt(clear: str | bytes, *, purpose: str) -> bytes:
    """`purpose` (table.column) is authenticated: a value copied elsewhere does not open."""
    data = clear.encode() if isinstance(clear, str) else clear
    profile, number, nonce = PROFILES[settings.FIELD_CIPHER], current_key_number(), os.urandom(12)
    header = _HEADER.pack(profile, number, nonce)
    return header + _seal(profile, _key(profile, number, purpose), nonce, data)


def decrypt(sealed: bytes, *, purpose: str) -> bytes:
    profile, number, nonce = _HEADER.unpack_from(sealed)
    try:
        return _open(profile, _key(profile, number, purpose), nonce, sealed[_HEADER.size :])
    except Exception as error:
        raise UndecipherableError(purpose) from error


def encrypt_under(key: bytes, clear: bytes, *, purpose: str) -> bytes:
    """With a key of one's own (a person's data key) instead of the ring."""
    profile, nonce = PROFILES[settings.FIELD_CIPHER], os.urandom(12)
    return _HEADER.pack(profile, 0, nonce) + _seal(
        profile, _own_key(profile, key, purpose), nonce, clear
    )


def decrypt_under(key: bytes, sealed: bytes, *, purpose: str) -> bytes:
    profile, _number, nonce = _HEADER.unpack_from(sealed)
    try:
        return _open(profile, _own_key(profile, key, purpose), nonce, sealed[_HEADER.size :])
    except Exception as error:
        raise UndecipherableError(purpose) from error


def _own_key(profile: int, key: bytes, purpose: str) -> bytes:
    """Past the cache of `_derive`: a destroyed key must not live on in memory."""
    return _derive.__wrapped__(key, f"{profile}:{purpose}", 32 if profile == AES else 16)


def key_number_of(sealed: bytes) -> int:
    return int(_HEADER.unpack_from(sealed)[1])


def blind_index(kind: str, value: str) -> str:
    """An equality look-up for an encrypted value; useless without the key outside the database."""
    normal = normalise(kind, value)
    if not normal:
        return ""
    digest = "sm3" if settings.FIELD_CIPHER == "SM4-GCM" else "sha256"
    key = _derive(_decode(settings.INDEX_KEY), f"index:{kind}", 32)
    return hmac.new(key, normal.encode(), digest).hexdigest()[:32]


def normalise(kind: str, value: str) -> str:
    value = value.strip()
    return (read_phone(value) or value) if kind == "phone" else value.upper().replace(" ", "")


def current_key_number() -> int:
    return max(_ring())


def _ring() -> dict[int, bytes]:
    return _parse_ring(settings.FIELD_KEYS)


@lru_cache(maxsize=8)
def _parse_ring(text: str) -> dict[int, bytes]:
    try:
        ring = {int(number): _decode(key) for number, key in json.loads(text).items()}
    except (ValueError, AttributeError) as error:
        raise ImproperlyConfigured('WUSHE_KEYS must be JSON like {"1": "<base64>"}') from error
    if not ring or any(len(key) != 32 for key in ring.values()):
        raise ImproperlyConfigured("WUSHE_KEYS needs at least one key of 32 bytes")
    return ring


def _decode(key: str) -> bytes:
    return base64.b64decode(key, validate=True)


@lru_cache(maxsize=256)
def _derive(master: bytes, info: str, length: int) -> bytes:
    """HKDF-Expand: one key per purpose, so a leak of one tells nothing of another."""
    return hmac.new(master, info.encode() + b"\x01", hashlib.sha256).digest()[:length]


def _key(profile: int, number: int, purpose: str) -> bytes:
    length = 32 if profile == AES else 16
    return _derive(_ring()[number], f"{profile}:{purpose}", length)


def _seal(profile: int, key: bytes, nonce: bytes, data: bytes) -> bytes:
    if profile == AES:
        return AESGCM(key).encrypt(nonce, data, None)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    return encryptor.update(data) + encryptor.finalize() + encryptor.tag


def _open(profile: int, key: bytes, nonce: bytes, data: bytes) -> bytes:
    if profile == AES:
        return AESGCM(key).decrypt(nonce, data, None)
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, data[-_TAG:])).decryptor()
    return decryptor.update(data[:-_TAG]) + decryptor.finalize()


def forget_cached_keys(**_: Any) -> None:
    """After a change of settings (tests, key rotation)."""
    _parse_ring.cache_clear()
    _derive.cache_clear()
