"""Model fields for personal data. What they hold shows itself masked; opening it is a decision.

    phone = EncryptedField(_("手机"), mask="phone")
    phone_index = BlindIndexField(source="phone", kind="phone")
    name = NameField(_("姓名"), max_length=64)
    reason = FreeLine(_("事由"), max_length=200)  # FreeText without a limit

`str(resident.phone)` is 138****8000 in every template, log, export and repr.
`resident.phone.open()` is the clear text, for queries and actions that may; a template
cannot call it.
"""

from typing import Any

from django import forms
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from core import crypto
from core.masking import MASKS, redact_free_text


class Personal:
    """A personal value that reads as its mask until a query discloses it for a viewer."""

    __slots__ = ("_disclosed", "mask_kind")

    def __init__(self, mask_kind: str) -> None:
        self.mask_kind = mask_kind
        self._disclosed = False

    def open(self) -> str:
        raise NotImplementedError("subclasses know where the clear text is")

    open.alters_data = True  # type: ignore[attr-defined]  # templates may not call it

    def disclose(self) -> None:
        """This viewer may see it in full; decided by `queries`, for this instance only."""
        self._disclosed = True

    disclose.alters_data = True  # type: ignore[attr-defined]

    @property
    def masked(self) -> str:
        return MASKS[self.mask_kind](self.open())

    def __str__(self) -> str:
        return self.open() if self._disclosed else self.masked

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.masked}>"

    def __bool__(self) -> bool:
        return bool(self.open())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Personal):
            return self.open() == other.open()
        return isinstance(other, str) and self.open() == other

    def __hash__(self) -> int:
        return hash(self.open())

    def __reduce__(self) -> Any:
        raise TypeError("personal values are not pickled: caches and queues hold ids only")


class Sealed(Personal):
    """An encrypted value; decrypted only when somebody looks."""

    __slots__ = ("_clear", "ciphertext", "purpose")

    def __init__(self, ciphertext: bytes, *, purpose: str, mask_kind: str) -> None:
        super().__init__(mask_kind)
        self.ciphertext = ciphertext
        self.purpose = purpose
        self._clear: str | None = None

    @classmethod
    def seal(cls, clear: str, *, purpose: str, mask_kind: str) -> "Sealed":
        sealed = cls(
            crypto.encrypt(clear, purpose=purpose) if clear else b"",
            purpose=purpose,
            mask_kind=mask_kind,
        )
        sealed._clear = clear
        return sealed

    def open(self) -> str:
        if self._clear is None:
            self._clear = (
                crypto.decrypt(self.ciphertext, purpose=self.purpose).decode()
                if self.ciphertext
                else ""
            )
        return self._clear

    open.alters_data = True  # type: ignore[attr-defined]


class PersonName(Personal):
    """A name lies clear in the database, so that it can be searched and sorted."""

    __slots__ = ("_clear",)

    def __init__(self, clear: str) -> None:
        super().__init__("name")
        self._clear = clear

    def open(self) -> str:
        return self._clear

    open.alters_data = True  # type: ignore[attr-defined]


class _WrapOnAssignment:
    """`row.phone = "138…"` is sealed at once: a fresh row is as discreet as a loaded one."""

    def __init__(self, field: "PersonalField") -> None:
        self.field = field

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:  # deferred by only() or defer()
            instance.refresh_from_db(fields=[self.field.attname])
        return instance.__dict__[self.field.attname]

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.wrap(value)


class PersonalFormField(forms.CharField):
    """Shows the mask; sent back untouched it keeps the value, so no mask is ever saved."""

    def _clean_bound_field(self, bound_field: Any) -> Any:
        initial = bound_field.initial
        if isinstance(initial, Personal) and bound_field.data == str(initial):
            return initial
        return self.clean(bound_field.data)


class PersonalField(models.Field):  # type: ignore[type-arg]
    """Shared by the fields below: wraps on assignment and on reading."""

    def wrap(self, value: Any) -> Personal | None:
        raise NotImplementedError("subclasses wrap in their own type")

    def contribute_to_class(self, cls: type, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _WrapOnAssignment(self))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Personal | None:
        return self.wrap(value)

    def to_python(self, value: Any) -> Personal | None:
        return self.wrap(value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PersonalFormField, **kwargs})

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


class EncryptedField(PersonalField):
    """AES-256-GCM (or SM4-GCM) in a bytea column; `mask` names how it shows itself."""

    def __init__(self, *args: Any, mask: str = "note", **kwargs: Any) -> None:
        self.mask = mask
        kwargs.setdefault("default", "")
        kwargs["editable"] = kwargs.get("editable", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "mask": self.mask}

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bytea"

    @property
    def purpose(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def wrap(self, value: Any) -> Sealed | None:
        if value is None or isinstance(value, Sealed):
            return value
        if isinstance(value, bytes | memoryview):
            return Sealed(bytes(value), purpose=self.purpose, mask_kind=self.mask)
        return Sealed.seal(str(value), purpose=self.purpose, mask_kind=self.mask)

    def get_prep_value(self, value: Any) -> Any:
        sealed = self.wrap(value)
        return None if sealed is None else sealed.ciphertext

    def get_lookup(self, lookup_name: str) -> Any:
        """Each encryption differs, so equality would silently find nothing: ask the blind index."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class NameField(PersonalField):
    """A person's name: clear in the database, masked on every page that does not need it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "CharField"

    def wrap(self, value: Any) -> PersonName | None:
        if value is None or isinstance(value, PersonName):
            return value
        return PersonName(str(value))

    def get_prep_value(self, value: Any) -> Any:
        return value.open() if isinstance(value, Personal) else value


class BlindIndexField(models.CharField):  # type: ignore[type-arg]
    """Kept in step with its source on every save; look up with `crypto.blind_index`."""

    def __init__(self, *args: Any, source: str = "", kind: str = "", **kwargs: Any) -> None:
        self.source = source
        self.kind = kind
        super().__init__(*args, **{"max_length": 32, "blank": True, "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source, "kind": self.kind}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        source = getattr(model_instance, self.source)
        clear = source.open() if isinstance(source, Personal) else (source or "")
        index = crypto.blind_index(self.kind, clear)
        setattr(model_instance, self.attname, index)
        return index


class _WithoutNumbers:
    """Running text: an ID or phone number that somebody typed into it is masked before it is kept.

    An action that needs the number takes it out first (`redact_free_text`) and keeps it in a
    protected field; this is for all the others, and for those that will be written.
    """

    def deconstruct(self) -> Any:
        """To the database it is a plain column."""
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs  # type: ignore[attr-defined]

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)  # type: ignore[misc]
        return redact_free_text(value)[0] if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.get_prep_value(getattr(model_instance, self.attname))  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)  # type: ignore[attr-defined]
        return value


class FreeLine(_WithoutNumbers, models.CharField):  # type: ignore[type-arg]
    """One line or a few that a person writes."""


class FreeText(_WithoutNumbers, models.TextField):  # type: ignore[type-arg]
    """As long as it has to be."""
