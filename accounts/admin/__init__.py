"""Registers about accounts and about people's rights. Nothing of a resident's life is here."""

from accounts.admin import privacy

__all__ = ["privacy"]
