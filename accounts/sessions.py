"""Sessions in the database, sealed: what stands in them (a seed not yet confirmed, a way through
sign-in) is nobody's to read from a disk or a dump."""

import base64
import binascii
import struct
from typing import Any

from django.contrib.sessions.backends import db

from core import crypto

PURPOSE = "django_session.session_data"


class SessionStore(db.SessionStore):
    def encode(self, session_dict: dict[str, Any]) -> str:
        sealed = crypto.encrypt(self.serializer().dumps(session_dict), purpose=PURPOSE)
        return base64.b64encode(sealed).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            clear = crypto.decrypt(base64.b64decode(session_data, validate=True), purpose=PURPOSE)
        except (crypto.UndecipherableError, binascii.Error, struct.error, ValueError):
            return {}  # changed, or its key is gone: as good as no session
        return dict(self.serializer().loads(clear))
