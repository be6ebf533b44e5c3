"""Running text that people type: ID and phone numbers in it move into a protected field."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from core.fields import EncryptedField, FreeLine, FreeText, Personal
from core.masking import redact_free_text


class KeepsNumbers(models.Model):
    """A row with running text. Its FreeLine and FreeText columns show masks whoever writes them;
    here the clear values go into `numbers`, sealed, when the row is saved: by an action, the
    admin, an import. `sealed_text` names encrypted fields that are treated the same.
    """

    sealed_text: ClassVar[tuple[str, ...]] = ()

    numbers = EncryptedField(_("原文里的号码"), mask="note", blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if self.set_numbers_aside(update_fields) and update_fields is not None:
            update_fields = {*update_fields, "numbers"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def set_numbers_aside(self, update_fields: Iterable[str] | None = None) -> bool:
        """Before these fields, or all, are written; True where `numbers` is to be written too."""
        texts = [f.name for f in self._meta.concrete_fields if isinstance(f, FreeLine | FreeText)]
        written = {*texts, *self.sealed_text} - self.get_deferred_fields()
        if update_fields is not None:
            written &= set(update_fields)
        found: list[str] = []
        for name in sorted(written):
            value = getattr(self, name)
            clear = value.open() if isinstance(value, Personal) else value or ""
            text, numbers = redact_free_text(clear)
            if numbers:
                setattr(self, name, text)
                found += [number for _kind, number in numbers]
        return self.keep_numbers(found)

    def keep_numbers(self, found: list[str]) -> bool:
        if not found:
            return False
        known = self.numbers.open().split("\n") if self.numbers else []
        if fresh := [number for number in found if number not in known]:
            self.numbers = "\n".join([*known, *fresh])
        return bool(fresh)


def forget_numbers(rows: "models.QuerySet[Any]") -> int:
    """The time is over for which they were kept; the text with its masks stays. How many rows."""
    sealed = rows.annotate(sealed_size=Length("numbers")).filter(sealed_size__gt=0)
    return int(sealed.update(numbers=""))
