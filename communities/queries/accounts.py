"""Accounts as the desk meets them: by the number somebody says he signs in with."""

from accounts.models import User
from core.identifiers import read_phone


def by_phone(text: str) -> User | None:
    phone = read_phone(text)
    return User.objects.by_phone(phone) if phone else None
