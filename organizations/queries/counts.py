"""How many there are of what: facilities by kind and level, organisations by kind, registration and
grade. Each in one statement, and never without what was counted."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Level
from organizations.access import keeps_register
from organizations.facility_workflow import FacilityKind
from organizations.kinds import KINDS_OF, Family, Registration
from organizations.models import Facility, Organization
from organizations.models.organizations import GRADES

_LEVELS = (Level.DISTRICT, Level.STREET, Level.COMMUNITY)


@dataclass(frozen=True)
class Counted:
    """A table of words and numbers, and of how many it is a count."""

    total: int
    heads: list[dict[str, Any]]
    rows: list[list[Any]]


@dataclass(frozen=True)
class Organized:
    total: int
    kinds: Counted
    registration: Counted
    grades: Counted
    """Of the registered ones; a grade whose time is over counts as none."""


def facilities(viewer: Viewer) -> Counted | None:
    """Those that are open, of the places this viewer keeps, by kind and by whose they are."""
    if not keeps_register(viewer):
        return None
    rows = Facility.objects.manageable_by(viewer).open().order_by()
    found: Counter[tuple[str, str]] = Counter()
    for kind, level, n in rows.values_list("kind", "area__level").annotate(n=Count("pk")):
        found[kind, level] += n
    levels = [level for level in _LEVELS if any(at == level for _kind, at in found)]
    lines = []
    for each in FacilityKind:
        numbers = [found[each.value, level.value] for level in levels]
        if sum(numbers):
            url = f"{reverse('organizations:facilities')}?kind={each.value}&status=open"
            lines.append([{"text": str(each.label), "url": url}, *numbers, sum(numbers)])
    heads = [_head(_("种类")), *(_head(level.label, num=True) for level in levels)]
    return Counted(sum(found.values()), [*heads, _head(_("一共"), num=True)], lines)


def organizations(viewer: Viewer) -> Organized | None:
    """Those in the register whose seat is in the places this viewer keeps."""
    if not keeps_register(viewer):
        return None
    rows = Organization.objects.kept_by(viewer).active().order_by()
    today = timezone.localdate()
    kinds: Counter[str] = Counter()
    registered: Counter[str] = Counter()
    grades: Counter[int] = Counter()
    fields = ("family", "kind", "registration", "grade", "graded_until")
    for family, kind, how, grade, until, n in rows.values_list(*fields).annotate(n=Count("pk")):
        kinds[kind] += n
        if family == Family.SOCIAL:
            registered[how] += n
        if family == Family.SOCIAL and how == Registration.REGISTERED:
            grades[grade if grade and until >= today else 0] += n
    return Organized(
        sum(kinds.values()),
        _kinds(kinds),
        _counted(_("登记情况"), registered, [(each.value, each.label) for each in Registration]),
        _counted(
            _("评估等级"),
            grades,
            [*((grade, f"{grade}A") for grade in sorted(GRADES, reverse=True)), (0, _("没有等级"))],
        ),
    )


# --- inside ---------------------------------------------------------------------------------------
def _kinds(found: "Counter[str]") -> Counted:
    """Family by family, in the order of the form."""
    where = reverse("organizations:register")
    rows = [
        [
            {"text": str(kind.label), "url": f"{where}?kind={kind.value}&status=active"},
            str(family.label),
            found[kind.value],
        ]
        for family, kinds in KINDS_OF.items()
        for kind in kinds
        if found[kind.value]
    ]
    heads = [_head(_("种类")), _head(_("哪一类")), _head(_("几个"), num=True)]
    return Counted(sum(found.values()), heads, rows)


def _counted(name: str, found: "Counter[Any]", known: list[tuple[Any, Any]]) -> Counted:
    rows = [[str(label), found[value]] for value, label in known if found[value]]
    return Counted(sum(found.values()), [_head(name), _head(_("几个"), num=True)], rows)


def _head(label: Any, *, num: bool = False) -> dict[str, Any]:
    return {"label": str(label), "num": num}
