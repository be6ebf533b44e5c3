"""Organisations: as many as promised, codes that pass, managers whose grant says the same.

What services cost the database itself holds to its word.
"""

from django.db.models import F, Max, Q
from django.utils import timezone

from accounts.models import RoleGrant
from accounts.roles import ORG_MANAGER
from core.identifiers import read_uscc
from doors.town.checks.finding import Check, Finding, each, equal, none_of
from doors.town.plan import WUTONGLI_CODE
from organizations.kinds import LEGAL_PERSONS, Family, Kind
from organizations.models import (
    OfferedService,
    Organization,
    OrganizationReview,
    OrganizationScope,
)
from organizations.workflow import Status


def promised() -> Finding:
    """Six community organisations, twelve partner units, a hub, an agency, a sector committee."""
    rows = Organization.objects.all()
    home = rows.filter(area__code=WUTONGLI_CODE)
    social = home.filter(family=Family.SOCIAL)
    partners = home.filter(family=Family.PARTNER)
    today = timezone.localdate()
    found = {
        "community organisations": social.exclude(kind__in=LEGAL_PERSONS).count(),
        "filed too long ago": social.filter(filed_until__lt=today).count(),
        "suspended": social.filter(status=Status.SUSPENDED).count(),
        "proposed": social.filter(status=Status.PROPOSED).count(),
        "agencies": social.filter(kind=Kind.SERVICE_AGENCY).count(),
        "hubs": rows.filter(is_hub=True).count(),
        "partner units": partners.count(),
        "introduced": home.filter(source="introduced").count(),
        "party and mass": home.filter(family__in=[Family.PARTY, Family.MASS]).count(),
        "sector committees": rows.filter(kind=Kind.SECTOR_COMMITTEE).count(),
    }
    expected = {
        "community organisations": 6,
        "filed too long ago": found["filed too long ago"] or 1,  # more of them as days go by
        "suspended": 1,
        "proposed": 1,
        "agencies": 1,
        "hubs": 1,
        "partner units": 12,
        "introduced": 4,
        "party and mass": 4,
        "sector committees": 1,
    }
    return equal(expected, found, "organisations")


def priced() -> Finding:
    """What residents are asked for was approved by another than who said it; one price waits."""
    rows = OfferedService.objects.filter(price="low_fee")
    found = {
        "public": rows.offered().exists(),
        "waits": rows.unpriced().exists(),
        "by another": not rows.filter(price_approved_by=F("price_said_by")).exists(),
    }
    return equal(dict.fromkeys(found, True), found, "prices of services")


def reviewed() -> Finding:
    """Last year's: all of the community's but one were looked at, one of them has to mend."""
    home = Organization.objects.filter(community__code=WUTONGLI_CODE)
    told = OrganizationReview.objects.filter(organization__in=home)
    year = told.aggregate(year=Max("year"))["year"] or 0
    found = {
        "to mend": told.filter(verdict="mend").count(),
        "somebody passed": told.filter(verdict="passed").exists(),
        "waiting": home.unreviewed(year).count(),
    }
    return equal({"to mend": 1, "somebody passed": True, "waiting": 1}, found, "reviews")


def graded() -> Finding:
    """Three hold a grade of civil affairs, one of which has run out; all are registered, and each
    stood when it was graded."""
    rows = Organization.objects.filter(grade__isnull=False)
    found = {
        "graded": rows.count(),
        "run out": rows.filter(graded_until__lt=timezone.localdate()).exists(),
        "not registered": rows.exclude(registration="registered").exists(),
        "not founded": rows.filter(graded_on__lt=F("founded_on")).exists(),
    }
    return equal({"graded": 3, "run out": True}, found, "grades")


def codes() -> Finding:
    def wrong(organization: Organization) -> str:
        return "" if read_uscc(organization.uscc) else "has a code that fails its check"

    return each(Organization, Organization.objects.exclude(uscc=""), wrong)


def places() -> Finding:
    """A community's stand in the community, the others in none; and each serves somewhere."""
    rows = Organization.objects.all()
    same = Q(community_id=F("area__community_id")) | Q(
        community__isnull=True, area__community__isnull=True
    )
    return none_of(rows, rows.exclude(same & Q(service_areas__isnull=False)), "stands elsewhere")


def managers() -> Finding:
    """Whoever holds the office speaks for an organisation that stands, and is put there."""
    grants = RoleGrant.objects.in_force().filter(role=ORG_MANAGER)
    bad = grants.exclude(
        organization_scopes__organization__area_id=F("area_scopes__area_id"),
        pk__in=OrganizationScope.objects.exclude(organization__status=Status.CLOSED).values(
            "grant_id"
        ),
    )
    return none_of(grants, bad, "speaks for nobody")


CHECKS = (
    Check("组织和单位 · organisations promised", promised),
    Check("服务收费 · prices of services", priced),
    Check("年度检查 · yearly reviews", reviewed),
    Check("评估等级 · grades of organisations", graded),
    Check("信用代码 · credit codes", codes),
    Check("组织在哪里 · where they stand and serve", places),
    Check("负责人 · managers speak for one", managers),
)
