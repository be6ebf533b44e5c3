"""The duty roster, the departments and the list of who handles what."""

from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q

from accounts.models import RoleGrant
from accounts.roles import DEPARTMENT_LIAISON
from communities.models import Department, DutyPlan, DutyShift, ShiftSwap
from communities.models.duty import SERVE
from doors.town import departments
from doors.town.checks.finding import Check, Finding, none_of, row
from doors.town.plan import WUTONGLI_CODE
from grids.models import GridDuty


def who_serves() -> Finding:
    """Whoever sits somewhere works in that community; all seats that begin are in their month."""
    served = DutyShift.objects.filter(person__isnull=False)
    held = RoleGrant.objects.filter(
        user=OuterRef("person"),
        role__in=SERVE,
        area_scopes__area__community=OuterRef("community"),
    )
    return none_of(served, served.exclude(Exists(held)), "serves where he does not work")


def months() -> Finding:
    """Last month and this one hold; of the next at least a draft is there."""
    plans = DutyPlan.objects.filter(community__code=WUTONGLI_CODE)
    published = plans.filter(status="published").count()
    drafts = plans.filter(status="draft", shifts__isnull=False).distinct().count()
    if published < 2 or drafts < 1:
        return Finding(plans.count(), row(DutyPlan, "", f"{published} published, {drafts} drafts"))
    return Finding(plans.count())


def gaps_and_swaps() -> Finding:
    """One seat is empty, one swap was approved, one waits for a colleague's answer."""
    empty = DutyShift.objects.published().empty().count()
    states = dict(ShiftSwap.objects.values_list("status").annotate(n=Count("pk")))
    if empty < 1 or not {"approved", "asked"} <= states.keys():
        return Finding(empty, row(ShiftSwap, "", f"{empty} gaps, {sorted(states)}"))
    return Finding(empty + sum(states.values()))


def rest() -> Finding:
    """Nobody goes from one turn straight to the next."""
    served = DutyShift.objects.filter(person__isnull=False).order_by("person", "period")
    count, last = 0, None
    for person, period, pk in served.values_list("person", "period", "pk"):
        count += 1
        near = last is not None and last[0] == person and period.lower - last[1] < _LEAST
        if near:
            return Finding(count, row(DutyShift, pk, "begins when he has just left another"))
        last = (person, period.upper)
    return Finding(count)


DEPARTMENTS = 8
"""On the list, of all that are in the register."""
_LEAST = timedelta(hours=8)


def liaison_officers() -> Finding:
    """One for each department but the one that is vacant; his grant stands where it does."""
    standing = RoleGrant.objects.in_force().filter(
        role=DEPARTMENT_LIAISON, delegated_from__isnull=True
    )
    here = Count("scopes", filter=Q(scopes__grant__in=standing), distinct=True)
    offices = Department.objects.annotate(n=here)
    vacant = Q(name=departments.VACANT)
    bad = offices.filter((~vacant & ~Q(n=1)) | (vacant & ~Q(n=0)))
    finding = none_of(offices, bad, "has not the officer the story gave it")
    if finding.bad:
        return finding
    apart = standing.exclude(area_scopes__area=F("department_scopes__department__area"))
    return none_of(standing, apart, "stands in another place than its department")


def who_handles_what() -> Finding:
    """About two dozen matters of eight departments; in force, and of their own place."""
    lines = GridDuty.objects.on()
    offices = lines.values("department").distinct().count()
    if lines.count() < 24 or offices != DEPARTMENTS:
        return Finding(lines.count(), row(GridDuty, "", f"{offices} departments"))
    bad = [d for d in lines.select_related("area", "department__area") if not _is_over(d)]
    return Finding(
        lines.count(), row(GridDuty, bad[0].pk, "is not its department's") if bad else ""
    )


def _is_over(duty: GridDuty) -> bool:
    return duty.area.path.startswith(duty.department.area.path)


CHECKS = (
    Check("值班的人在岗 · who serves works here", who_serves),
    Check("三个月的值班表 · months of the roster", months),
    Check("空班和换班 · gaps and swaps", gaps_and_swaps),
    Check("值完要歇 · rest between turns", rest),
    Check("部门联络员 · liaison officers", liaison_officers),
    Check("网格事项清单 · who handles what", who_handles_what),
)
