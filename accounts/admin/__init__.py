"""Registers about accounts and about people's rights. Nothing of a resident's life is here."""

from accounts.admin import people, privacy

__all__ = ["people", "privacy"]
