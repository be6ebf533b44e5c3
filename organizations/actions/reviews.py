"""A social organisation is looked at once a year, by who keeps the register of its place."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from core import messaging
from core.exceptions import DomainError
from organizations.actions.guards import lock_standing
from organizations.history import note as note_down
from organizations.history import tell
from organizations.kinds import Family
from organizations.models import Organization, OrganizationReview
from organizations.models.organizations import REMIND_BEFORE
from organizations.models.reviews import due_on, year_due
from organizations.workflow import Status

Verdict = OrganizationReview.Verdict
YEARS_BACK = 3


@transaction.atomic
def review(
    organization: Organization,
    *,
    year: int,
    verdict: str,
    members: int,
    activities: int,
    note: str = "",
    mend_by: date | None = None,
    actor: User | None,
) -> OrganizationReview:
    """Passed, to be mended by a day, or failed: of a year that is over, and in which it stood.
    Said again, the later word holds."""
    fresh = lock_standing(organization)
    today = timezone.localdate()
    if fresh.family != Family.SOCIAL:
        raise DomainError(_("年度检查只查社会组织"), code="not_social")
    if fresh.status == Status.PROPOSED:
        raise DomainError(_("先确认入册，再做年度检查"), code="proposed")
    if not today.year - YEARS_BACK <= year < today.year:
        raise DomainError(_("年检查过完的一年：请选前三年里的"), field="year")
    if fresh.founded_on is not None and year < fresh.founded_on.year:
        said = _("它 %(day)s 才成立，那一年还没有它") % {"day": fresh.founded_on.isoformat()}
        raise DomainError(said, field="year")
    if verdict not in Verdict.values:
        raise DomainError(_("请选结论"), field="verdict")
    words = clean_text(note, field="note")
    if verdict != Verdict.PASSED and not words:
        raise DomainError(_("没通过的请写明差在哪里"), field="note")
    if verdict == Verdict.MEND and (mend_by is None or mend_by < today):
        raise DomainError(_("请写整改到哪天，要在今天以后"), field="mend_by")
    row, _new = OrganizationReview.objects.update_or_create(
        organization=fresh,
        year=year,
        defaults={
            "verdict": verdict,
            "members": members,
            "activities": activities,
            "note": words,
            "mend_by": mend_by if verdict == Verdict.MEND else None,
            "reviewed_by": actor,
            "reviewed_at": timezone.now(),
        },
    )
    details = {"year": year, "verdict": verdict, "members": members, "activities": activities}
    note_down("organization_reviewed", fresh, actor=actor, details=details)
    tell("organization_reviewed", fresh, review_id=row.pk)
    _tell_managers(
        "organizations.reviewed",
        fresh,
        {"year": str(year)},
        f"{row.pk}:{row.reviewed_at.isoformat()}",
    )
    return row


@transaction.atomic
def remind_of_reviews(today: date | None = None) -> int:
    """In the month before the day: each manager of one that nobody has looked at yet, once a
    year. Who keeps the register has it on the desk."""
    day = today or timezone.localdate()
    if not due_on(day) - REMIND_BEFORE <= day <= due_on(day):
        return 0
    year = year_due(day)
    rows = Organization.objects.unreviewed(year).order_by("pk")
    until = {"year": str(year), "day": f"{due_on(day):%m-%d}"}
    return sum(_tell_managers("organizations.review_due", row, until, str(year)) for row in rows)


def _tell_managers(kind: str, organization: Organization, said: dict[str, str], once: str) -> int:
    managers = organization.scopes.in_force().filter(grant__user__is_active=True)
    return messaging.send_many(
        kind,
        to_users=list(managers.order_by("pk").values_list("grant__user_id", flat=True)),
        scope=organization.community_id,
        context={
            "name": organization.name,
            "name_en": organization.name_en or organization.name,
            **said,
        },
        dedup_key=f"{kind}:{organization.pk}:{once}",
        link=f"/desk/organizations/{organization.pk}/",
    )
