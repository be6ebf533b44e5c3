"""The registers of this room in the admin door."""

from organizations.admin import boards, partners, registers, workers

__all__ = ["boards", "partners", "registers", "workers"]
