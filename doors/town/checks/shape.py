"""What must hold for the rows of every table, whatever they say."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F

from communities.fields import PinyinField
from communities.models import Area
from core.crypto import UndecipherableError
from core.fields import BlindIndexField, EncryptedField
from doors.town.checks.finding import Check, Finding, each, none_of, row

ROOMS = (
    "core", "accounts", "communities", "grids", "organizations", "charity", "points",
    "activities", "volunteers", "doors",
)  # fmt: skip


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in ROOMS]


def _fields(model: type[models.Model], *kinds: type) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, kinds)]


def _worst(findings: Iterator[Finding]) -> Finding:
    """Counts add up; the first bad row speaks for all."""
    count = 0
    for finding in findings:
        count += finding.count
        if finding.bad:
            return Finding(count, finding.bad)
    return Finding(count)


# --- one community per row and all it hangs on ----------------------------------------------
def same_community() -> Finding:
    return _worst(chain.from_iterable(_kinship(model) for model in _models()))


def _kinship(model: type[models.Model]) -> Iterator[Finding]:
    """Child and parent belong to one community: what row level security relies on."""
    if not _has_community(model):
        return
    for field in _fields(model, models.ForeignKey):
        if field.name == "community" or not _has_community(field.related_model):
            continue
        if field.name in getattr(model, "leads_elsewhere", ()):
            continue  # says so itself, and why
        rows = model._base_manager.filter(
            **{f"{field.name}__isnull": False, f"{field.name}__community__isnull": False},
            community__isnull=False,
        )
        strangers = rows.exclude(community_id=F(f"{field.name}__community_id"))
        yield none_of(rows, strangers, f"{field.name} belongs elsewhere")


def _has_community(model: Any) -> bool:
    return any(
        isinstance(field, models.ForeignKey) and field.related_model is Area
        for field in model._meta.concrete_fields
        if field.name == "community"
    )


# --- derived columns, ciphertexts, validators -------------------------------------------------
def derived_columns() -> Finding:
    """Blind indexes and sounds are what their sources make of them."""
    return _worst(
        each(model, _rows(model), partial(_stale, fields))
        for model in _models()
        if (fields := _fields(model, BlindIndexField, PinyinField))
    )


def _stale(fields: list[Any], item: models.Model) -> str:
    for field in fields:
        before = getattr(item, field.attname)
        if field.pre_save(item, add=False) != before:
            return f"{field.name} is not that of its source"
    return ""


def ciphertexts() -> Finding:
    return _worst(
        each(model, _rows(model), partial(_closed, fields))
        for model in _models()
        if (fields := _fields(model, EncryptedField))
    )


def _closed(fields: list[Any], item: models.Model) -> str:
    for field in fields:
        try:
            getattr(item, field.attname).open()
        except (UndecipherableError, UnicodeDecodeError):
            return f"{field.name} does not open"
    return ""


def validators() -> Finding:
    """Every value passes its field's own checks. Relations are the database's to guarantee."""
    return _worst(
        each(model, _rows(model), _invalid)
        for model in _models()
        if model._meta.app_label != "core" and not getattr(model, "is_ledger", False)
    )


def _invalid(item: models.Model) -> str:
    # An empty list is a fine value of a JSON column, and NULL of one that may be NULL, though
    # `blank` says otherwise: it speaks of forms.
    left_out = {f.name for f in _fields(type(item), models.ForeignKey, models.JSONField)}
    left_out |= {f.name for f in item._meta.fields if f.null and getattr(item, f.attname) is None}
    try:
        item.clean_fields(exclude=left_out)
        item.clean()
    except ValidationError as error:
        return f"{sorted(error.message_dict)}"
    return ""


def _rows(model: type[models.Model]) -> Any:
    return model._base_manager.all()


def constraints() -> Finding:
    """Every constraint of our tables is in force for the rows that were there before it."""
    tables = [model._meta.db_table for model in _models()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(conname) FILTER (WHERE NOT convalidated) FROM pg_constraint"
            " WHERE conrelid = ANY (%s::regclass[])",
            [tables],
        )
        count, bad = cursor.fetchone()
    return Finding(count, row(Area, bad, "is not validated") if bad else "")


CHECKS = (
    Check("父子同社区 · one community", same_community),
    Check("派生列 · derived columns", derived_columns),
    Check("密文可开 · ciphertexts open", ciphertexts),
    Check("字段校验 · validators", validators),
    Check("约束生效 · constraints in force", constraints),
)
