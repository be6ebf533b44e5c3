"""The register of departments: a street's and a district's, each kept by its own officials."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.models import Area, Department, Level
from core.exceptions import DomainError

PLACES = frozenset({Level.DISTRICT, Level.STREET})


@dataclass(frozen=True)
class DepartmentFacts:
    name: str
    name_en: str = ""
    duties: str = ""
    duties_en: str = ""
    telephone: str = ""


@transaction.atomic
def record_department(place: Area, facts: DepartmentFacts, *, actor: User | None) -> Department:
    """Known by its name in its place; registered again it comes back into use."""
    if place.level not in PLACES:
        raise DomainError(_("部门只登记在街道和区县"), code="level", field="name")
    said = {name: value.strip() for name, value in asdict(facts).items()}
    department, is_new = Department.objects.get_or_create(
        area=place, name=said["name"], defaults=said
    )
    if is_new:
        history.note("communities.department_recorded", department, actor=actor)
        return department
    changed = _changed(department, said)
    if changed:
        department.save(update_fields=[*changed])
        history.note("communities.department_corrected", department, actor=actor, details=changed)
    return department


def _changed(department: Department, said: dict[str, Any]) -> dict[str, Any]:
    """Old and new of what differs; the row is set already."""
    said = {**said, "is_active": True}
    changed = {}
    for name, value in said.items():
        if (old := getattr(department, name)) != value:
            changed[name] = [old, value]
            setattr(department, name, value)
    return changed
