"""The list of matters changes by versions: what held until today stays to be read."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area, Department, Level
from core.exceptions import DomainError
from core.refusals import refusing
from grids import history
from grids.models import GridDuty, GridMatter

LISTED = frozenset({Level.DISTRICT, Level.STREET, Level.COMMUNITY})


@dataclass(frozen=True)
class DutyFacts:
    worker_does: str
    department_does: str
    department_does_en: str = ""
    basis: str = ""
    deadline_days: int | None = None


@transaction.atomic
def record_duty(
    area: Area,
    matter: GridMatter,
    department: Department,
    facts: DutyFacts,
    *,
    actor: User | None,
    valid_from: date | None = None,
) -> GridDuty:
    """A new line, or the next version of the one that stands: that one ends the day before."""
    area = Area.objects.select_for_update(of=("self",), no_key=True).get(pk=area.pk)
    first = valid_from or timezone.localdate()
    if area.level not in LISTED:
        raise DomainError(_("清单按区县、街道或社区定"), field="area")
    if not area.path.startswith(department.area.path):
        raise DomainError(_("这个部门不管这个地方"), field="department")
    if not department.is_active:
        raise DomainError(_("这个部门已停用"), field="department")
    if facts.worker_does not in GridDuty.Does.values or not facts.department_does.strip():
        raise DomainError(_("请写网格员做什么、部门做什么"), field="department_does")
    rows = GridDuty.objects.filter(area=area, matter=matter)
    before = rows.order_by("-version").first()
    if before is not None and before.valid_to is None:
        if before.valid_from >= first:
            raise DomainError(
                _("现在这一版从 {day} 起，新的一版要晚于它").format(day=before.valid_from),
                field="valid_from",
            )
        before.valid_to = first
        before.save(update_fields=["valid_to"])
    with refusing(matter_one_department_at_a_time=_("这几天里已经有一版了")):
        duty = GridDuty.objects.create(
            area=area,
            matter=matter,
            department=department,
            version=before.version + 1 if before else 1,
            valid_from=first,
            **asdict(facts),
        )
    history.note("grids.duty_recorded", duty, actor=actor, details=_facts(duty))
    return duty


@transaction.atomic
def end_duty(duty: GridDuty, *, actor: User | None, last_day: date | None = None) -> GridDuty:
    """The matter is no longer on this list; a wider one may still name a department."""
    duty = GridDuty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if duty.valid_to is not None:
        raise DomainError(_("这一条已经结束"), code="over")
    after = (last_day or timezone.localdate()) + timedelta(days=1)
    duty.valid_to = max(after, duty.valid_from + timedelta(days=1))
    duty.save(update_fields=["valid_to"])
    history.note("grids.duty_ended", duty, actor=actor, details=_facts(duty))
    return duty


def _facts(duty: GridDuty) -> dict[str, object]:
    return {
        "matter": duty.matter.code,
        "department": duty.department_id,
        "version": duty.version,
        "from": duty.valid_from.isoformat(),
        "to": duty.valid_to and duty.valid_to.isoformat(),
    }
