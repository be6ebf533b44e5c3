"""The key that signs the audit's checkpoints. Who owns the tables still cannot sign."""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def private_key() -> Ed25519PrivateKey:
    """From WUSHE_AUDIT_KEY, outside the database."""
    try:
        seed = base64.b64decode(settings.AUDIT_KEY, validate=True)
        return Ed25519PrivateKey.from_private_bytes(seed)
    except ValueError as error:
        raise ImproperlyConfigured("WUSHE_AUDIT_KEY must be 32 bytes in base64") from error
