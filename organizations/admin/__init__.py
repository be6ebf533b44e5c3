"""The registers of this room in the admin door."""

from organizations.admin import partners, registers

__all__ = ["partners", "registers"]
