"""Two records of one person become one, and two again if that was a mistake.

Rooms above name their tables with `follow(Model, "resident")` in AppConfig.ready(); those rows
move along and are written down like our own. What may not be changed (ledgers) stays where it
was: the absorbed record points to the kept one.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.actions import bindings
from communities.actions.facts import FACT_NAMES, facts_of
from communities.actions.guards import lock_households, lock_residents
from communities.models import (
    Authority,
    Binding,
    CareLabel,
    Household,
    MergeRecord,
    Resident,
    ResidentStatus,
)
from core import outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing

Was = dict[str, Any]
"""A row of a merge: which, and what it was before."""
MakesRoom = Callable[[Any, Resident], list[Was]]
_followers: dict[tuple[type[models.Model], str], MakesRoom | None] = {}
FILLED_IN = ("born_on", "id_number", "phone", "registered_address", "origin_place", "note")


def follow(model: type[models.Model], field: str, *, makes_room: MakesRoom | None = None) -> None:
    """Rows of `model` go where the resident in `field` goes. One that the kept record has in its
    own right already stays behind, unless `makes_room(row, kept)` ends one of the two first and
    says what it was (`as_it_was`)."""
    _followers[model, field] = makes_room


for _model in (CareLabel, Authority, Binding):
    follow(_model, "resident")
follow(Resident, "guardian")


@transaction.atomic
def merge_residents(kept: Resident, absorbed: Resident, *, reason: str, actor: User) -> MergeRecord:
    """`absorbed` was the same person as `kept`: everything that names it now names `kept`."""
    if kept.pk == absorbed.pk:
        raise DomainError(_("请选另一份档案"), code="same_record")
    reason = reason.strip()
    if not reason:
        raise DomainError(_("请写明依据，如身份证复核"), field="reason")
    kept, absorbed = _lock_both(kept, absorbed)
    _check_mergeable(kept, absorbed)
    record = MergeRecord(
        community_id=kept.community_id,
        kept=kept,
        absorbed=absorbed,
        reason=reason,
        merged_by=actor,
    )
    moved: list[Was] = [as_it_was(absorbed, "status", "status_on", "is_head")]
    counted = absorbed.status == ResidentStatus.PRESENT
    absorbed.status, absorbed.merged_into = ResidentStatus.MERGED, kept
    was_head, absorbed.is_head = absorbed.is_head, False
    absorbed.status_on = timezone.localdate()
    absorbed.save(update_fields=["status", "merged_into", "is_head", "status_on"])
    if was_head:
        moved += _pass_on_household(kept, absorbed)
    moved += _move_rows(kept, absorbed)
    record.personal = json.dumps(_fill_in(kept, absorbed), ensure_ascii=False)
    record.moved = moved
    record.save(force_insert=True)
    if counted:
        _count(absorbed, -1)
    _tell(record, "merged", actor)
    return record


@transaction.atomic
def unmerge(record: MergeRecord, *, actor: User) -> MergeRecord:
    """They were two people after all: everything that moved goes back."""
    record = MergeRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if record.undone_at is not None:
        raise DomainError(_("这次合并已经撤回了"), code="undone")
    kept, absorbed = _lock_both(record.kept, record.absorbed)
    _take_back(kept, json.loads(record.personal.open() or "{}"))
    again = DomainError(
        _("现在拆不开：那份档案的身份证号、户代表或账号已另有人用，请先改正"), code="taken"
    )
    try:
        with transaction.atomic():
            for entry in reversed(record.moved):
                _restore(entry)
    except IntegrityError as error:
        raise again from error
    absorbed.refresh_from_db()
    if absorbed.status == ResidentStatus.PRESENT:
        _count(absorbed, +1)
    record.undone_at = timezone.now()
    record.save(update_fields=["undone_at"])
    _tell(record, "unmerged", actor)
    return record


def _lock_both(kept: Resident, absorbed: Resident) -> tuple[Resident, Resident]:
    homes = [person.household for person in (kept, absorbed) if person.household]
    lock_households(*homes)
    rows = lock_residents([kept, absorbed])
    return rows[kept.pk], rows[absorbed.pk]


def _check_mergeable(kept: Resident, absorbed: Resident) -> None:
    if kept.community_id != absorbed.community_id:
        raise DomainError(_("两份档案在不同的社区，不能合并"), code="elsewhere")
    if kept.status == ResidentStatus.MERGED or absorbed.status == ResidentStatus.MERGED:
        raise DomainError(_("其中一份已经并入别的档案"), code="merged")
    if ResidentStatus.DECEASED in {kept.status, absorbed.status} and kept.status != absorbed.status:
        raise DomainError(_("一份已登记死亡、一份没有：请先核实"), code="one_is_dead")
    numbers = {kept.id_number.open(), absorbed.id_number.open()} - {""}
    if len(numbers) > 1:
        raise DomainError(_("两份档案的身份证号不同：先核对号码，再合并"), code="two_numbers")
    accounts = set(
        Binding.objects.standing()
        .filter(resident__in=[kept, absorbed])
        .values_list("user_id", flat=True)
    )
    if len(accounts) > 1:
        raise DomainError(_("两份档案各绑着一个账号：请先解除一个"), code="two_accounts")


def _pass_on_household(kept: Resident, absorbed: Resident) -> list[Was]:
    """The absorbed record spoke for its household; who does now?"""
    home = absorbed.household
    if home is None:
        return []
    if kept.household_id == home.pk and kept.status == ResidentStatus.PRESENT:
        entry = as_it_was(kept, "is_head", "relation_to_head")
        kept.is_head, kept.relation_to_head = True, ""
        kept.save(update_fields=["is_head", "relation_to_head"])
        return [entry]
    if home.members.present().exists():
        raise DomainError(
            _("要并掉的这份是另一户的户代表：请先给那一户换户代表"), code="head_elsewhere"
        )
    entry = as_it_was(home, "status", "status_on")
    home.status, home.status_on = Household.Status.ENDED, timezone.localdate()
    home.save(update_fields=["status", "status_on"])
    tally.add("communities.households", home.community_id, dims={"grid": home.grid_id}, delta=-1)
    return [entry]


def _move_rows(kept: Resident, absorbed: Resident) -> list[Was]:
    """A row that the kept record already has in its own right stays behind."""
    moved = []
    if kept.bindings.standing().exists():
        for binding in absorbed.bindings.standing():
            moved.append(as_it_was(binding, "ended_at", "end_reason"))
            bindings.end(binding, actor=None, reason="merged")
    for (model, field), makes_room in _followers.items():
        rows = model._base_manager.filter(**{field: absorbed.pk})
        for pk in sorted(rows.values_list("pk", flat=True)):
            gone = _goes(model, pk, field, kept)
            if not gone and makes_room is not None:
                moved += makes_room(rows.get(pk=pk), kept)
                gone = _goes(model, pk, field, kept)
            if gone:
                moved.append({"model": model._meta.label, "pk": pk, "before": {field: absorbed.pk}})
    return moved


def _goes(model: type[models.Model], pk: int, field: str, kept: Resident) -> bool:
    """False where the kept record has such a row already."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**{field: kept.pk})
    except IntegrityError:
        return False
    return True


def as_it_was(row: models.Model, *names: str) -> Was:
    before = {
        field.name: None if getattr(row, field.name) is None else field.value_to_string(row)
        for field in row._meta.concrete_fields
        if field.name in names
    }
    return {"model": row._meta.label, "pk": row.pk, "before": before}


def _restore(entry: Was) -> None:
    model = apps.get_model(entry["model"])
    before = dict(entry["before"])
    if model is Resident and before.get("status"):
        before["merged_into"] = None
    model._base_manager.filter(pk=entry["pk"]).update(**before)
    if model is Household:
        home = Household.objects.get(pk=entry["pk"])
        tally.add("communities.households", home.community_id, dims={"grid": home.grid_id})


def _fill_in(kept: Resident, absorbed: Resident) -> dict[str, list[str]]:
    """What only the absorbed record knew, the kept one knows now."""
    mine, other = facts_of(kept), facts_of(absorbed)
    filled = {
        name: [str(getattr(mine, name) or ""), str(getattr(other, name))]
        for name in FACT_NAMES
        if name in FILLED_IN and not getattr(mine, name) and getattr(other, name)
    }
    for name in filled:
        setattr(kept, name, getattr(other, name))
    if filled:
        kept.save()
    return filled


def _take_back(kept: Resident, filled: dict[str, list[str]]) -> None:
    """Only what nobody corrected since."""
    now = facts_of(kept)
    for name, (before, after) in filled.items():
        if str(getattr(now, name) or "") == after:
            setattr(kept, name, _read(name, before))
    if filled:
        with refusing():
            kept.save()


def _read(name: str, text: str) -> Any:
    if name == "born_on":
        return date.fromisoformat(text) if text else None
    return text


def _count(resident: Resident, delta: int) -> None:
    tally.add(
        "communities.residents",
        resident.community_id,
        dims={"grid": resident.grid_id},
        delta=delta,
    )


def _tell(record: MergeRecord, what: str, actor: User) -> None:
    for person in (record.kept, record.absorbed):
        history.note(
            f"communities.residents_{what}",
            person,
            actor=actor,
            details={"merge": record.pk, "kept": record.kept_id, "absorbed": record.absorbed_id},
        )
    outbox.publish(
        f"communities.residents_{what}",
        key=f"communities.{what}:{record.pk}",
        payload={
            "merge_id": record.pk,
            "kept_id": record.kept_id,
            "absorbed_id": record.absorbed_id,
            "community_id": record.community_id,
        },
    )
