"""Columns that are worked out from another column on every save, bulk saves included."""

from typing import Any

from django.db import models

from communities import pinyin
from core.fields import Personal


class PinyinField(models.CharField):  # type: ignore[type-arg]
    """The sound of the name in `source`; only its first letters with `initials=True`."""

    def __init__(
        self, *args: Any, source: str = "name", initials: bool = False, **kwargs: Any
    ) -> None:
        self.source = source
        self.initials = initials
        super().__init__(*args, **{"blank": True, "default": "", "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source, "initials": self.initials}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        name = getattr(model_instance, self.source)
        clear = name.open() if isinstance(name, Personal) else (name or "")
        sound = (pinyin.initials if self.initials else pinyin.key)(clear)[: self.max_length]
        setattr(model_instance, self.attname, sound)
        return sound
