"""Writing thousands of rows as one: derived columns, history, counts and events included."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from accounts.models import User
from communities import history
from communities.fields import PinyinField
from communities.models import Area, Dwelling, Household, Resident
from core import outbox, tally
from core.fields import BlindIndexField

BATCH = 500


def create(rows: Sequence[models.Model]) -> None:
    """Blind indexes and sounds are worked out by the fields themselves, here as in save()."""
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)


def update(rows: Sequence[models.Model], fields: Iterable[str]) -> None:
    """bulk_update() asks no field what follows from its source, so it is asked here."""
    if not rows:
        return
    model = type(rows[0])
    names = set(fields)
    for row in rows:
        for field in model._meta.concrete_fields:
            if isinstance(field, BlindIndexField | PinyinField):
                before = getattr(row, field.attname)
                if field.pre_save(row, add=False) != before:
                    names.add(field.name)
    model._default_manager.bulk_update(rows, sorted(names), batch_size=BATCH)


def open_doors(dwellings: Sequence[Dwelling], *, actor: User | None) -> None:
    create(dwellings)
    for dwelling in dwellings:
        history.note("communities.dwelling_added", dwelling, actor=actor)


def open_households(
    community: Area, households: Sequence[Household], *, actor: User | None
) -> None:
    """Those without a number get the next free ones, in the order of the file."""
    number_them(community, [household for household in households if not household.number])
    create(households)
    for household in households:
        history.note("communities.household_opened", household, actor=actor)
    _count("communities.households", community, households)


def number_them(community: Area, households: Sequence[Household]) -> None:
    if not households:
        return
    taken = set(Household.objects.filter(community=community).values_list("number", flat=True))
    number = len(taken)
    for household in households:
        number += 1
        while f"{number:05d}" in taken:
            number += 1
        household.number = f"{number:05d}"


def register(community: Area, residents: Sequence[Resident], *, actor: User | None) -> None:
    create(residents)
    for resident in residents:
        told = {"kind": "import"}
        history.note("communities.resident_registered", resident, actor=actor, details=told)
        outbox.publish(
            "communities.resident_registered",
            key=f"communities.resident:{resident.pk}",
            payload={"resident_id": resident.pk, "community_id": community.pk},
        )
    _count("communities.residents", community, residents)


def _count(measure: str, community: Area, rows: Sequence[Any]) -> None:
    """One step per grid: the fold adds them up all the same."""
    for grid_id, number in sorted(
        Counter(row.grid_id for row in rows).items(), key=lambda item: item[0] or 0
    ):
        tally.add(measure, community.pk, dims={"grid": grid_id}, delta=number)
