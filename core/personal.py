"""Every personal field says why it is kept, on what ground, and for how long.

A room with personal tables offers `personal_data.py`:

    PERSONAL_FIELDS = {"communities.Resident": {"phone": Declared(purpose, basis, keep)}, …}
    def export_person(subject) -> dict       what the room knows about this person
    def erase_person(subject) -> dict        what it removed, field by field, as counts
    def expire(today) -> dict                what is due by its retention, removed, as counts

This module finds them; a test fails where a personal field is not declared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.utils.module_loading import module_has_submodule

from core.fields import PersonalField


@dataclass(frozen=True)
class Declared:
    """The register of processing, one line."""

    purpose: Any
    basis: Any
    retention: Any


@cache
def modules() -> dict[str, ModuleType]:
    """The rooms' personal_data modules, by room."""
    return {
        config.label: import_module(f"{config.name}.personal_data")
        for config in apps.get_app_configs()
        if module_has_submodule(config.module, "personal_data")
    }


def register() -> Iterator[tuple[str, type[models.Model], str, Declared]]:
    """Room, model, field and what was declared: the page "what we keep and why" shows this."""
    for room, module in modules().items():
        for label, fields in module.PERSONAL_FIELDS.items():
            model = apps.get_model(label)
            for name, declared in fields.items():
                yield room, model, name, declared


def undeclared() -> list[str]:
    """Personal fields nobody has given a reason for."""
    known = {(model, name) for _room, model, name, _declared in register()}
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, PersonalField) and (model, field.name) not in known
    ]


def export_person(subjects: list[UUID]) -> dict[str, Any]:
    """Everything the platform keeps about a person, room by room, ready for JSON."""
    return {
        room: [module.export_person(subject) for subject in subjects]
        for room, module in modules().items()
    }


@transaction.atomic
def erase_person(subject: UUID) -> dict[str, Any]:
    """Remove or anonymise in every room, from the top down; returns counts for the proof."""
    return {
        room: module.erase_person(subject) for room, module in reversed(list(modules().items()))
    }


def expire(today: date) -> dict[str, Any]:
    """What has been kept long enough, in every room that keeps anything for a time."""
    return {
        room: module.expire(today)
        for room, module in modules().items()
        if hasattr(module, "expire")
    }
