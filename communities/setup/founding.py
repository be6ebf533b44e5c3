"""What `bin/manage setup` does. Run again it goes on where it stopped."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import enrolment
from accounts.models import RoleGrant, User
from accounts.queries.factors import is_vouched
from accounts.roles import COMMUNITY_SECRETARY, ROLES
from communities.actions import areas, roles
from communities.models import Area, Level
from communities.regions import fitting_code, read_region_code
from core.exceptions import DomainError
from core.identifiers import is_mobile, read_phone

REASON = "平台开通"
_DIGITS = "零一二三四五六七八九"


@transaction.atomic
def found_community(code: str, name: str, *, actor: User | None = None) -> Area:
    """The community with this code: known from the regions, or founded under its street."""
    code = fitting_code(code, Level.COMMUNITY)
    known = Area.objects.communities().filter(code=code).first()
    if known is not None:
        return known
    street = Area.objects.filter(
        code=read_region_code(code).parent_codes()[0], level=Level.STREET, is_active=True
    ).first()
    if street is None:
        raise DomainError(_("还没有这个社区所属的街道，请先导入区划"), field="code")
    return areas.create_area(Level.COMMUNITY, street, name, code=code, actor=actor)


@transaction.atomic
def found_grids(community: Area, names: Iterable[str], *, actor: User | None = None) -> int:
    known = set(community.children.filter(is_active=True).values_list("name", flat=True))
    fresh = [name.strip() for name in names if name.strip() and name.strip() not in known]
    for position, name in enumerate(dict.fromkeys(fresh), start=len(known) + 1):
        areas.create_area(Level.GRID, community, name, position=position, actor=actor)
    return len(dict.fromkeys(fresh))


def grid_names(wish: str) -> list[str]:
    """“12” → 第一网格 … 第十二网格; otherwise names with commas between."""
    if wish.strip().isdigit():
        return [f"第{chinese_number(number)}网格" for number in range(1, int(wish) + 1)]
    return [name for name in wish.replace("，", ",").replace("、", ",").split(",") if name.strip()]


def chinese_number(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


@transaction.atomic
def appoint(role: str, phone: str, name: str, *, area: Area | None = None) -> RoleGrant:
    """The first ones are given their role by the platform itself: nobody is there to do it."""
    number = read_phone(phone)
    if number is None or not is_mobile(number):
        raise DomainError(_("手机号应为 11 位：%(phone)s") % {"phone": phone}, field="phone")
    user = User.objects.by_phone(number) or User.objects.create_user(number, name=name.strip())
    places = [area] if area is not None and role == COMMUNITY_SECRETARY else []
    standing = RoleGrant.objects.in_force().filter(user=user, role=role)
    if places:
        standing = standing.filter(area_scopes__area__in=places)
    known = standing.first()
    return known or roles.give(role, user, places, actor=None, reason=REASON)


def enrolment_code(grant: RoleGrant) -> str:
    """For whoever runs the set-up to hand over; the first administrators have nobody above them."""
    if not ROLES[grant.role].needs_mfa or is_vouched(grant.user):
        return ""
    return enrolment.found_code(grant.user, actor=None)
