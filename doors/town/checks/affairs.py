"""办事: an affair that ended holds nobody's papers; a question answered has its words."""

from django.db.models import Count, Exists, F, OuterRef, Q

from doors.town.checks.finding import Check, Finding, none_of
from requests.affair_steps import Status
from requests.models import Affair, AffairEvent, Custody


def papers_are_back() -> Finding:
    """What was taken as often as it was given back."""
    rows = Affair.objects.filter(status=Status.DONE)
    taken = Count("custody", filter=Q(custody__way=Custody.Way.TAKEN))
    back = Count("custody", filter=Q(custody__way=Custody.Way.BACK))
    still = rows.annotate(taken=taken, back=back).exclude(taken=F("back"))
    return none_of(rows, still, "still holds papers")


def last_step() -> Finding:
    """An affair stands where its history says."""
    rows = Affair.objects.all()
    later = AffairEvent.objects.filter(affair=OuterRef("affair"), pk__gt=OuterRef("pk"))
    last = AffairEvent.objects.exclude(Exists(later))
    agrees = last.filter(affair=OuterRef("pk"), to_status=OuterRef("status"))
    return none_of(rows, rows.exclude(Exists(agrees)), "stands elsewhere")


CHECKS = (
    Check("材料都还了 · papers are back", papers_are_back),
    Check("代办经过与状态一致 · affairs stand where they stand", last_step),
)
