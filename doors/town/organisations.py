"""Who stands beside the community: organisations, units, what they offer, who speaks for them."""

from datetime import date, timedelta

from accounts.models import User
from accounts.roles import COMMUNITY_SECRETARY
from communities.models import Area
from doors.town import plan
from doors.town.account import find, open_account
from doors.town.cast import holder
from doors.town.cast_list import CAST
from doors.town.organisation_list import (
    DISTRICT,
    EVERYBODY,
    MANAGERS,
    SECTOR,
    OrganizationPlan,
    code_of,
)
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import phone_number
from organizations.actions import grades, managers, organizations, reviews, services
from organizations.actions.facts import Facts
from organizations.kinds import FAMILY_OF, Family
from organizations.models import Organization, ServiceDomain

_CONTACTS_FROM = 600
"""Numbers of those whom the town calls and who have no account."""
_PROPOSER, _KEEPER, _STREET, _DISTRICT = "罗小满", "周予安", "钟毓", "崔远"
_APPROVES = "顾明"
"""What a service asks for: never who wrote it down."""


def tell_organizations(told_on: date) -> None:
    domains = {domain.code: domain for domain in ServiceDomain.objects.all()}
    areas = {area.code: area for area in Area.objects.filter(is_active=True).exclude(code="")}
    for name, phone in MANAGERS.items():
        if name not in _of_the_cast():
            open_account(name, name, phone, told_on)
    sector: Organization | None = None
    for number, each in enumerate(EVERYBODY, start=1):
        made = _enter(each, number, areas[each.place], sector, told_on)
        sector = made if each is SECTOR else sector
        _complete(each, number, made, areas, domains)
        if each.grade:
            _grade(made, *each.grade, told_on, _keeper(each))


def _enter(
    each: OrganizationPlan, number: int, area: Area, sector: Organization | None, told_on: date
) -> Organization:
    facts = _facts(each, number, sector if each.sector else None, told_on)
    if each.status == "proposed":
        return organizations.propose(area, facts, actor=find(_PROPOSER))
    return organizations.register(area, facts, actor=_keeper(each))


def _facts(
    each: OrganizationPlan, number: int, sector: Organization | None, told_on: date
) -> Facts:
    filed = each.filed_for is not None
    return Facts(
        kind=each.kind,
        name=each.name,
        name_en=each.name_en,
        registration=_registration(each),
        uscc=code_of(each.begins, number) if each.begins else "",
        filing_number=f"柳岸社备〔2024〕{number:02d}号" if filed else "",
        filing_authority="柳岸街道办事处" if filed else "",
        filed_until=told_on + timedelta(days=each.filed_for) if each.filed_for else None,
        source="introduced" if each.introduced else "home_grown",
        is_hub=each.is_hub,
        founded_on=_founded(each, number, told_on),
        sector=sector,
        telephone=each.telephone,
        introduction=each.introduction,
        introduction_en=each.introduction_en,
    )


def _founded(each: OrganizationPlan, number: int, told_on: date) -> date:
    """Who was graded stood for two years before anybody came to look."""
    years = max(2 + number % 6, 2 + each.grade[1] if each.grade else 0)
    return date(told_on.year - years, 3 + number % 7, 1 + number % 28)


def tell_reviews(told_on: date) -> None:
    """Last year is looked at by the end of March: all of 梧桐里 but one; another has to mend, and
    it is none that was graded."""
    year = told_on.year - 1
    rows = Organization.objects.unreviewed(year).filter(community__code=WUTONGLI_CODE)
    keeper = find(_KEEPER)
    reviewed = list(rows.order_by("name_key"))[:-1]
    graded = {each.name for each in EVERYBODY if each.grade}
    mends = next(each for each in reviewed if each.name not in graded)
    for number, each in enumerate(reviewed):
        to_mend = each == mends
        reviews.review(
            each,
            year=year,
            verdict="mend" if to_mend else "passed",
            members=12 + 7 * number,
            activities=3 if to_mend else 10 + 4 * number,
            note="账目没有公开，公开后再来" if to_mend else "",
            mend_by=told_on + timedelta(days=40) if to_mend else None,
            actor=keeper,
        )


def _grade(made: Organization, grade: int, years: int, told_on: date, keeper: User) -> None:
    grades.rate(made, grade=grade, graded_on=_graded_on(years, told_on), actor=keeper)


def _graded_on(years: int, told_on: date) -> date:
    """`years` ago: after five it has run out."""
    return told_on - timedelta(days=365 * years + 40)


def _registration(each: OrganizationPlan) -> str:
    if each.filed_for is not None:
        return "filed"
    if each.begins:
        return "registered"
    return "managed" if FAMILY_OF[each.kind] == Family.SOCIAL else "none"


def _complete(
    each: OrganizationPlan,
    number: int,
    made: Organization,
    areas: dict[str, Area],
    domains: dict[str, ServiceDomain],
) -> None:
    keeper = _keeper(each)
    name, position = each.contact
    if name:
        phone = phone_number(MANAGERS.get(name, _CONTACTS_FROM + number))
        organizations.set_contact(made, name=name, position=position, phone=phone, actor=keeper)
    for service in each.services:
        told = services.offer(
            made, domain=domains[service.domain], actor=keeper, **service.values()
        )
        if service.price and not service.price_waits:
            services.approve_price(told, actor=find(_APPROVES))
    if each.serves:
        everywhere = [areas[each.place], *(areas[code] for code in each.serves)]
        organizations.set_service_areas(made, areas=everywhere, actor=keeper)
    if each.manager:
        secretary = holder(plan.COMMUNITIES[0], COMMUNITY_SECRETARY)
        managers.appoint_manager(made, user=find(each.manager), actor=secretary)
    if each.status == "suspended":
        organizations.suspend(made, reason="队长住院，找到人接手再恢复", actor=keeper)


def _keeper(each: OrganizationPlan) -> User:
    if each.place == WUTONGLI_CODE:
        return find(_KEEPER)
    return find(_DISTRICT if each.place == DISTRICT else _STREET)


def _of_the_cast() -> set[str]:
    """Who has a card on the front page has his account already."""
    return {part.name for part in CAST}
