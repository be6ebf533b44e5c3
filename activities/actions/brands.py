"""服务品牌: what one keeps doing under one name. What was held under it stays under it."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from activities.models import ServiceBrand
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.guards import words_of


@transaction.atomic
def open_brand(
    community: Area, *, name: str, about: str, name_en: str = "", actor: User
) -> ServiceBrand:
    brand = ServiceBrand(community=community)
    _write(brand, name, about, name_en)
    audit.record("activities.brand_opened", brand, actor=actor)
    return brand


@transaction.atomic
def correct(
    brand: ServiceBrand, *, name: str, about: str, name_en: str = "", actor: User
) -> ServiceBrand:
    row = _lock(brand)
    before = row.name
    _write(row, name, about, name_en)
    details = {} if row.name == before else {"before": before, "after": row.name}
    audit.record("activities.brand_changed", row, actor=actor, details=details)
    return row


@transaction.atomic
def rest(brand: ServiceBrand, *, actor: User) -> ServiceBrand:
    """Nothing new is planned under it; its page and what it reached stay."""
    return _turn(brand, on=False, actor=actor)


@transaction.atomic
def take_up(brand: ServiceBrand, *, actor: User) -> ServiceBrand:
    return _turn(brand, on=True, actor=actor)


# --- inside ---------------------------------------------------------------------------------------
def _lock(brand: ServiceBrand) -> ServiceBrand:
    rows = ServiceBrand.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community").get(pk=brand.pk)


def _write(brand: ServiceBrand, name: str, about: str, name_en: str) -> None:
    brand.name = words_of(name, "name", _("请写品牌的名称"))
    brand.about = words_of(about, "about", _("请写一句做什么，居民看得到"))
    brand.name_en = name_en.strip()
    twice = DomainError(_("这个社区已经有同名的品牌"), field="name")
    with refusing(brand_once_per_community=twice):
        brand.save()


def _turn(brand: ServiceBrand, *, on: bool, actor: User) -> ServiceBrand:
    row = _lock(brand)
    if row.is_active == on:
        raise DomainError(_("已经有人改过了，请刷新看看"), code="moved_on")
    row.is_active = on
    row.save(update_fields=["is_active"])
    verb = "activities.brand_taken_up" if on else "activities.brand_rested"
    audit.record(verb, row, actor=actor)
    return row
