from typing import Any


class DomainError(Exception):
    """A business rule said no. The message is safe to show to the user and says how to go on.

    `field` names the form field it belongs to; `code` is for programs.
    """

    def __init__(self, message: Any, *, code: str = "", field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.field = field
