"""Certificates in every state: issued, revoked, refused, on the wall, asked for today."""

from datetime import date, timedelta

from communities.models import Area
from doors.town.account import find
from doors.town.bulk import known, number, write
from doors.town.cast_list import YOUNG_VOLUNTEER
from doors.town.hours import LOOKS, WRITES
from doors.town.past import Event, remember
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from doors.town.volunteers import ELECTRICIAN, LEADER, SECOND_LEADER
from organizations.models import AgreementTerm, SchoolGroup
from volunteers.actions import certificates
from volunteers.actions.certificates import Wanted
from volunteers.models import Certificate, CertificateEntry, ServiceRecord, Volunteer
from volunteers.models.hours import ServiceRecordQuerySet
from volunteers.workflow import CertificateStatus as S

ISSUED_AGO = (400, 250, 120, 60)
"""Days before the telling when one was asked for; one of them was revoked since."""
PUBLIC_DAYS = 7
REVOKED = 2
WHY_REVOKED = "姓名写错了一个字，已另出一份"


def tell_certificates(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI_CODE)
    people = _with_hours(home)[: len(ISSUED_AGO)]
    tales = [
        _issued(home, one, told_on - timedelta(days=ago), n)
        for n, (one, ago) in enumerate(zip(people, ISSUED_AGO, strict=True))
    ]
    _numbered(home, tales)
    number(tales)
    write(tales)
    write(
        CertificateEntry(community=home, certificate=row, record=record)
        for row in tales
        for record in _records(row)
    )
    remember(event for row in tales for event in _past(row))
    _tell_today(told_on)
    _tell_practice(home)


def _tell_practice(home: Area) -> None:
    """Two of the youngest with hours of this term study at the college: one has the paper for it,
    who came with a branch; one has just asked."""
    term = AgreementTerm.objects.filter(community=home).order_by("period")[0]
    rows = ServiceRecord.objects.counted().filter(
        organization__isnull=True, begun_at__date__gte=term.starts_on
    )
    young = Volunteer.objects.filter(
        community=home, user__isnull=False, pk__in=rows.values("volunteer")
    ).active()
    busy = Certificate.objects.filter(status__in=[S.APPLIED, S.PUBLIC])
    first, second = young.exclude(pk__in=busy.values("volunteer")).order_by("-born_on", "pk")[:2]
    branch = SchoolGroup.objects.filter(community=home, kind="branch")[0]
    done = certificates.apply_for_practice(first, term=term, group=branch, actor=known(first.user))
    done = certificates.verify(done, actor=find(LOOKS))
    Certificate.objects.filter(pk=done.pk).update(
        applied_at=done.applied_at - timedelta(days=PUBLIC_DAYS + 2),
        verified_at=known(done.verified_at) - timedelta(days=PUBLIC_DAYS + 1),
        public_until=known(done.public_until) - timedelta(days=PUBLIC_DAYS),
    )
    certificates.issue(done)
    certificates.apply_for_practice(second, term=term, actor=known(second.user))


def _with_hours(home: Area) -> list[Volunteer]:
    """Who has an account, and hours of long ago; not whom the story follows."""
    named = (LEADER, SECOND_LEADER, ELECTRICIAN, YOUNG_VOLUNTEER)
    rows = Volunteer.objects.filter(community=home, user__isnull=False).active()
    return [one for one in rows.order_by("pk") if one.name.open() not in named]


def _issued(home: Area, one: Volunteer, asked_on: date, n: int) -> Certificate:
    asked = morning(asked_on)
    row = Certificate(
        community=home,
        volunteer=one,
        name=one.name.open(),
        volunteer_number=one.number,
        period_from=asked_on - timedelta(days=300),
        period_until=asked_on,
        applied_by=one.user,
        applied_at=asked,
        verified_by=find(LOOKS),
        verified_at=asked + timedelta(days=1),
        public_until=asked_on + timedelta(days=PUBLIC_DAYS),
        issued_at=asked + timedelta(days=1 + PUBLIC_DAYS),
        status=S.ISSUED,
    )
    row.minutes = _records(row).minutes()
    if n == REVOKED:
        row.status, row.reason = S.REVOKED, WHY_REVOKED
        row.ended_at = asked + timedelta(days=20)
    return row


def _records(row: Certificate) -> ServiceRecordQuerySet:
    rows = ServiceRecord.objects.counted().filter(
        volunteer_id=row.volunteer_id, organization__isnull=True
    )
    return rows.filter(begun_at__date__range=(row.period_from, row.period_until))


def _numbered(home: Area, rows: list[Certificate]) -> None:
    """By the year in which it was issued, one after another."""
    last: dict[int, int] = {}
    for row in rows:
        year = row.public_until.year if row.public_until else 0
        last[year] = last.get(year, 0) + 1
        row.year, row.seq = year, last[year]
        row.number = f"{home.code}-{year}-{row.seq:04d}"


def _past(row: Certificate) -> list[Event]:
    verb, home = "volunteers.certificate_", row.community_id
    events = [
        Event(f"{verb}applied", row, row.applied_by, row.applied_at, home),
        Event(f"{verb}verified", row, row.verified_by, known(row.verified_at), home),
        Event(f"{verb}issued", row, None, known(row.issued_at), home),
    ]
    if row.ended_at is not None:
        said = {"reason": row.reason}
        events.append(Event(f"{verb}revoked", row, find(WRITES), row.ended_at, home, said))
    return events


def _tell_today(told_on: date) -> None:
    """One waits to be verified, one is on the wall, one was not accepted."""
    second = find(LOOKS)
    year = Wanted(told_on - timedelta(days=365), told_on - timedelta(days=1))
    asked = {
        name: certificates.apply(Volunteer.objects.get(user=find(name)), year, actor=find(name))
        for name in (LEADER, SECOND_LEADER, ELECTRICIAN)
    }
    certificates.verify(asked[SECOND_LEADER], actor=second)
    certificates.refuse(
        asked[ELECTRICIAN], reason="还有一条时长在核对，核对完请再申请", actor=second
    )
