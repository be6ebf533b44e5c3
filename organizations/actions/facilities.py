"""Places people go to: written down, opened, looked at, paused, given up; who runs them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from core.identifiers import read_phone
from core.refusals import refusing
from organizations.actions import counting, training_bases
from organizations.actions.guards import words_of
from organizations.actions.organizations import STANDS_AT
from organizations.facility_workflow import (
    CLOSE,
    LEVEL_OF,
    OPEN_UP,
    PAUSE,
    RESUME,
    FacilityKind,
    FacilityStatus,
    FacilityStep,
)
from organizations.history import book_of
from organizations.models import Facility, Organization
from organizations.workflow import Status

MOST_METRES = 100_000


@dataclass(frozen=True)
class Place:
    """What one says about it; the rest follows from what is done."""

    kind: str
    name: str
    name_en: str = ""
    address: str = ""
    address_en: str = ""
    telephone: str = ""
    opening: str = ""
    opening_en: str = ""
    rooms: int | None = None
    square_metres: int | None = None
    operator: Organization | None = None


FIELDS = tuple(Place.__dataclass_fields__)


@transaction.atomic
def add(area: Area, place: Place, *, actor: User | None) -> Facility:
    """Planned first; it opens when its doors do."""
    if area.level not in STANDS_AT or not area.is_active:
        raise DomainError(_("请选一个社区、街道或区县"), field="area")
    facility = Facility(area=area, **_read(place, area))
    with refusing(**_refusals()):
        facility.save(force_insert=True)
    _note("added", facility, actor)
    return facility


@transaction.atomic
def correct(facility: Facility, *, actor: User | None, **changes: object) -> Facility:
    fresh = _standing(facility)
    before = {name: getattr(fresh, name) for name in FIELDS}
    after = _read(Place(**(before | changes)), fresh.area)
    changed = [name for name in FIELDS if before[name] != after[name]]
    if not changed:
        return fresh
    counted = counting.place_of(fresh)
    for name in changed:
        setattr(fresh, name, after[name])
    with refusing(**_refusals()):
        fresh.save(update_fields=changed)
    counting.facility_changed(counted, fresh)
    details = {name: [str(before[name] or ""), str(after[name] or "")] for name in changed}
    _note("corrected", fresh, actor, **details)
    return fresh


@transaction.atomic
def open_up(facility: Facility, *, opened_on: date, actor: User | None) -> Facility:
    fresh = _standing(facility)
    if opened_on > timezone.localdate():
        raise DomainError(_("还没到那天，开了再来登记"), field="opened_on")
    fresh.opened_on = opened_on
    return _move(fresh, OPEN_UP, "", actor)


@transaction.atomic
def pause(facility: Facility, *, reason: str, actor: User | None) -> Facility:
    return _move(_lock(facility), PAUSE, reason, actor)


@transaction.atomic
def resume(facility: Facility, *, actor: User | None) -> Facility:
    return _move(_lock(facility), RESUME, "", actor)


@transaction.atomic
def close(facility: Facility, *, reason: str, actor: User | None) -> Facility:
    return _move(_lock(facility), CLOSE, reason, actor)


@transaction.atomic
def check_sign(
    facility: Facility, *, sign_on: date, is_right: bool, note: str = "", actor: User | None
) -> Facility:
    """Somebody stood before the door: does it say what it is, as prescribed?"""
    fresh = _standing(facility)
    if sign_on > timezone.localdate():
        raise DomainError(_("还没到那天，看了再来登记"), field="sign_on")
    words = clean_text(note, field="note")
    if not is_right and not words:
        raise DomainError(_("不规范的请写明差在哪里"), field="note")
    fresh.sign_on, fresh.sign_is_right = sign_on, is_right
    fresh.save(update_fields=["sign_on", "sign_is_right"])
    _note("sign_right" if is_right else "sign_wrong", fresh, actor, reason=words)
    return fresh


@transaction.atomic
def set_up_volunteers(facility: Facility, *, since: date, actor: User | None) -> Facility:
    """A volunteer station in it: somebody there who takes volunteers on."""
    fresh = _standing(facility)
    if since > timezone.localdate():
        raise DomainError(_("还没到那天，设了再来登记"), field="since")
    if fresh.volunteers_since is not None:
        raise DomainError(_("它已经有志愿服务站了"), code="twice")
    counted = counting.place_of(fresh)
    fresh.volunteers_since = since
    fresh.save(update_fields=["volunteers_since"])
    counting.facility_changed(counted, fresh)
    _note("volunteers_set_up", fresh, actor)
    return fresh


@transaction.atomic
def take_down_volunteers(facility: Facility, *, reason: str, actor: User | None) -> Facility:
    fresh = _standing(facility)
    words = words_of(reason, "reason", _("请写一句原因"))
    if fresh.volunteers_since is None:
        raise DomainError(_("它没有志愿服务站"), code="none")
    counted = counting.place_of(fresh)
    fresh.volunteers_since = None
    fresh.save(update_fields=["volunteers_since"])
    counting.facility_changed(counted, fresh)
    _note("volunteers_taken_down", fresh, actor, reason=words)
    return fresh


# --- inside ---------------------------------------------------------------------------------------
def _lock(facility: Facility) -> Facility:
    """Whoever changes it comes through here one at a time."""
    rows = Facility.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("area", "operator").get(pk=facility.pk)


def _standing(facility: Facility) -> Facility:
    fresh = _lock(facility)
    if not fresh.is_standing:
        raise DomainError(_("它已经撤销，不能再改"), code="closed")
    return fresh


def _move(facility: Facility, step: FacilityStep, reason: str, actor: User | None) -> Facility:
    if facility.status not in step.sources:
        raise DomainError(
            _("它现在是“{status}”，不能再这样办").format(status=facility.get_status_display()),
            code="moved_on",
        )
    words = clean_text(reason, field="reason")
    if step.reason_required and not words:
        raise DomainError(_("请写一句原因，居民看得到"), field="reason")
    counted = counting.place_of(facility)
    facility.status, facility.reason = step.target, words
    facility.status_on = timezone.localdate()
    if step.target == FacilityStatus.CLOSED:
        facility.volunteers_since = None
        training_bases.end_with(facility, actor=actor)
    facility.save(
        update_fields=["status", "reason", "status_on", "opened_on", "volunteers_since"]
    )  # fmt: skip
    opened = facility.opened_on if step == OPEN_UP else None
    counting.facility_changed(counted, facility, at=opened)
    _note(step.name, facility, actor, **({"reason": words} if words else {}))
    return facility


def _read(place: Place, area: Area) -> dict[str, object]:
    """As it is kept, or a refusal that says which field to mend."""
    if place.kind not in FacilityKind.values:
        raise DomainError(_("请选种类"), field="kind")
    level = LEVEL_OF.get(FacilityKind(place.kind))
    if level is not None and area.level != level:
        raise DomainError(
            _("“{kind}”只设在{level}").format(
                kind=FacilityKind(place.kind).label, level=level.label
            ),
            field="kind",
        )
    values = {name: getattr(place, name) for name in FIELDS}
    for name in ("name", "name_en", "address", "address_en", "opening", "opening_en"):
        values[name] = clean_text(values[name], field=name)
    if not values["name"]:
        raise DomainError(_("请写名称"), field="name")
    if place.telephone.strip():
        values["telephone"] = read_phone(place.telephone)
        if values["telephone"] is None:
            raise DomainError(_("电话号码不对：座机写区号，如 0858-8888888"), field="telephone")
    if place.square_metres is not None and not 1 <= place.square_metres <= MOST_METRES:
        raise DomainError(
            _("面积写 1 到 {most} 平方米").format(most=MOST_METRES), field="square_metres"
        )
    if place.operator is not None and place.operator.status != Status.ACTIVE:
        raise DomainError(_("请从在册的组织和单位里选"), field="operator")
    return values


def _refusals() -> dict[str, DomainError]:
    return {
        "facility_named_once": DomainError(
            _("这里已经有一个同名的"), code="name_taken", field="name"
        ),
        "facility_of_social_work_once": DomainError(
            _("这里已经有一个了，一处只设一个"), code="twice", field="kind"
        ),
    }


def _note(verb: str, facility: Facility, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.facility_{verb}",
        facility,
        actor=actor,
        scope=book_of(facility.area),
        details={"area": facility.area_id, **details},
    )
