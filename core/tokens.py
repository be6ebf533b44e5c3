"""Numbers that are printed, scanned, read out on the telephone; they say nothing of a person."""

import secrets

from django.core.signing import BadSignature, Signer

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that looks like something else when it is read out."""
LENGTH = 8


def new_token() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def in_groups(token: str) -> str:
    """As it stands in print: 7K3M-Q2VX."""
    return f"{token[:4]}-{token[4:]}"


def typed_token(words: str) -> str:
    """As somebody types it from print, with or without the line."""
    return "".join(letter for letter in words.upper() if letter in ALPHABET)


class Signed:
    """What the QR says: the number and our signature. One salt for each kind of paper."""

    def __init__(self, salt: str) -> None:
        self._signer = Signer(salt=salt, sep=".")

    def code(self, token: str) -> str:
        return self._signer.sign(token)

    def token(self, code: str) -> str:
        """Of a code we signed; empty for one we did not."""
        try:
            return self._signer.unsign(code)
        except BadSignature:
            return ""
