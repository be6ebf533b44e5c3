"""What an organisation offers: by its manager, or by who keeps the register."""

from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.guards import lock_standing
from organizations.history import note, tell
from organizations.models import OfferedService, Organization, ServiceDomain

SAID = (
    "domain", "name", "name_en", "description", "description_en", "weekdays", "starts_at",
    "ends_at", "weekly_capacity", "audiences", "is_volunteer", "price", "price_note",
    "price_note_en",
)  # fmt: skip


PRICE = ("price", "price_note", "price_note_en")
APPROVAL = ("price_said_by", "price_approved_by", "price_approved_on")


@transaction.atomic
def offer(
    organization: Organization,
    *,
    domain: ServiceDomain,
    name: str,
    weekdays: list[int],
    starts_at: time,
    ends_at: time,
    weekly_capacity: int,
    audiences: list[str],
    actor: User | None,
    **more: Any,
) -> OfferedService:
    fresh = lock_standing(organization)
    service = OfferedService(organization=fresh)
    _say(
        service,
        domain=domain,
        name=name,
        weekdays=weekdays,
        starts_at=starts_at,
        ends_at=ends_at,
        weekly_capacity=weekly_capacity,
        audiences=audiences,
        **more,
    )
    _say_price(service, actor)
    with refusing(**_refusals()):
        service.save(force_insert=True)
    note("service_offered", fresh, actor=actor, obj=service, details={"what": service.name})
    tell("service_offered", fresh, service_id=service.pk)
    return service


@transaction.atomic
def change(service: OfferedService, *, actor: User | None, **changes: Any) -> OfferedService:
    """Days, capacity, price: from now on. The history keeps what was promised before."""
    organization, fresh = _lock(service)
    before = _as_said(fresh)
    _say(fresh, **changes)
    after = _as_said(fresh)
    changed = {name: [before[name], after[name]] for name in SAID if before[name] != after[name]}
    if not changed:
        return fresh
    if any(name in changed for name in PRICE):
        _say_price(fresh, actor)
    with refusing(**_refusals()):
        fresh.save(update_fields=[*SAID, *APPROVAL])
    details = {"what": fresh.name, **changed}
    note("service_changed", organization, actor=actor, obj=fresh, details=details)
    tell("service_changed", organization, service_id=fresh.pk)
    return fresh


@transaction.atomic
def approve_price(service: OfferedService, *, actor: User) -> OfferedService:
    """By another than who said it: now it stands in public, with the day and the office. Who it
    was, the desk reads."""
    organization, fresh = _lock(service)
    if fresh.is_priced:
        raise DomainError(_("这项服务的收费不用再批"), code="moved_on")
    if actor.pk == fresh.price_said_by_id:
        raise DomainError(_("写收费标准的人不能自己批准，请另一位同事"), code="self")
    fresh.price_approved_by, fresh.price_approved_on = actor, timezone.localdate()
    fresh.save(update_fields=list(APPROVAL))
    details = {"what": fresh.name, "price_note": fresh.price_note}
    note("service_price_approved", organization, actor=actor, obj=fresh, details=details)
    tell("service_changed", organization, service_id=fresh.pk)
    return fresh


@transaction.atomic
def withdraw(service: OfferedService, *, actor: User | None) -> OfferedService:
    """No longer offered. It can be taken up again as it was."""
    return _switch(service, False, "service_withdrawn", actor)


@transaction.atomic
def take_up(service: OfferedService, *, actor: User | None) -> OfferedService:
    return _switch(service, True, "service_offered", actor)


def _switch(
    service: OfferedService, is_active: bool, verb: str, actor: User | None
) -> OfferedService:
    organization, fresh = _lock(service)
    if fresh.is_active == is_active:
        return fresh
    fresh.is_active = is_active
    with refusing(**_refusals()):
        fresh.save(update_fields=["is_active"])
    note(verb, organization, actor=actor, obj=fresh, details={"what": fresh.name})
    tell(verb, organization, service_id=fresh.pk)
    return fresh


def _lock(service: OfferedService) -> tuple[Organization, OfferedService]:
    """The organisation first: its standing decides what may be offered."""
    organization = lock_standing(service.organization)
    return organization, OfferedService.objects.select_related("domain").get(pk=service.pk)


def _say(service: OfferedService, **said: Any) -> None:
    for name, value in said.items():
        if name not in SAID:
            raise TypeError(f"a service has no {name}")
        setattr(service, name, value.strip() if isinstance(value, str) else value)
    if not service.name:
        raise DomainError(_("请写服务名称"), field="name")
    for name in ("description", "description_en"):
        setattr(service, name, clean_text(getattr(service, name), field=name))
    service.weekdays = sorted({int(day) for day in service.weekdays})
    service.audiences = list(dict.fromkeys(service.audiences))
    if not service.weekdays:
        raise DomainError(_("请选哪几天"), field="weekdays")
    if not service.audiences:
        raise DomainError(_("请选为谁服务"), field="audiences")
    if service.ends_at <= service.starts_at:
        raise DomainError(_("结束要晚于开始"), field="ends_at")
    if service.weekly_capacity < 1:
        raise DomainError(_("一周至少接一单；暂时不接请停止这项服务"), field="weekly_capacity")
    _settle_price(service)


def _settle_price(service: OfferedService) -> None:
    if service.price == OfferedService.Price.FREE:
        service.price_note = service.price_note_en = ""
    elif service.is_volunteer:
        raise DomainError(_("志愿服务不收费，低偿也不行"), field="price")
    elif not service.price_note:
        raise DomainError(_("低偿的请写明多少钱、谁免费"), field="price_note")


def _say_price(service: OfferedService, actor: User | None) -> None:
    """Said anew it waits anew; what is free needs nobody's word."""
    free = service.price == OfferedService.Price.FREE
    service.price_said_by = None if free else actor
    service.price_approved_by = service.price_approved_on = None


def _as_said(service: OfferedService) -> dict[str, Any]:
    values = {name: getattr(service, name) for name in SAID}
    return values | {
        "domain": service.domain.name,
        "starts_at": f"{service.starts_at:%H:%M}",
        "ends_at": f"{service.ends_at:%H:%M}",
        "weekdays": list(service.weekdays),
    }


def _refusals() -> dict[str, DomainError]:
    return {
        "service_named_once_per_organization": DomainError(
            _("已经在提供同名的服务，请改那一项"), code="name_taken", field="name"
        )
    }
