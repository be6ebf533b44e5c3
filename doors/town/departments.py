"""Who speaks for each department, and the list of who handles what."""

from datetime import date, timedelta
from random import Random

from accounts.models import User
from accounts.viewer import Viewer
from communities.actions import liaisons, roles
from communities.models import Area, Department, Level
from communities.viewers import enter_as
from core import scope
from doors.town import names, plan
from doors.town.account import find, open_account
from doors.town.cast_list import CAST, LIUAN_STREET
from doors.town.duty_list import ON_THE_LIST
from grids.actions.duties import DutyFacts, record_duty
from grids.models import GridMatter

_LIAISONS_FROM = 700
_STREET, _DISTRICT, _SYSTEM = "钟毓", "崔远", "石铭"
CIVIL_AFFAIRS, SAFETY = "民政局", "平安建设办公室"
OF_THE_CAST = {CIVIL_AFFAIRS: "闻静", SAFETY: "邵子航"}
VACANT = "残疾人联合会"
"""Its officer was transferred last week; nobody has been named yet."""
LENT = "城市管理局"
"""Its officer is away for training; a colleague stands in."""


def tell_liaisons(told_on: date) -> None:
    known = {part.name for part in CAST}
    phone = _LIAISONS_FROM
    for department in Department.objects.select_related("area").order_by("pk"):
        phone += 1
        key = _of_the_cast(department) or f"liaison {department.area.code} {department.name}"
        if key not in known:
            open_account(key, _called(key), phone, told_on)
        liaisons.give(
            department,
            find(key),
            actor=_over(department),
            starts_on=told_on - timedelta(days=400),
            reason="任命文件",
        )
    _tell_vacancy()
    _tell_deputy(told_on)


def _of_the_cast(department: Department) -> str:
    here = department.area.level == Level.DISTRICT or department.area.code == LIUAN_STREET
    return OF_THE_CAST.get(department.name, "") if here else ""


def _called(key: str) -> str:
    dice = Random(key)
    female = dice.random() < 0.5
    return names.surname(dice) + names.given_name(dice, female=female, born_year=1983)


def _over(department: Department) -> User:
    return find(_STREET if department.area.code == LIUAN_STREET else _DISTRICT)


def _tell_vacancy() -> None:
    department = Department.objects.get(name=VACANT)
    liaisons.end(department, by=_viewer(_DISTRICT), reason="调到区民政局工作")


def _tell_deputy(told_on: date) -> None:
    office = Department.objects.select_related("area").get(name="社会工作部")
    held = liaisons.serving(Department.objects.get(name=LENT))
    colleague = liaisons.serving(office)
    if held is None or colleague is None:
        raise ValueError("told before")
    roles.delegate(
        held,
        colleague.user,
        by=_viewer(_DISTRICT),
        starts_on=told_on,
        ends_on=told_on + timedelta(days=12),
        reason="到市里培训",
    )


def _viewer(key: str) -> Viewer:
    """As he would be at his desk; the story goes on telling everywhere."""
    viewer = enter_as(find(key), has_mfa=lambda user: True)
    scope.declare(scope.EVERYTHING)
    return viewer


def tell_matters(told_on: date) -> None:
    """The district's list, the street's beside it; one line is in its second version."""
    matters = GridMatter.objects.in_bulk(field_name="code")
    areas = {area.code: area for area in Area.objects.filter(is_active=True).exclude(code="")}
    departments = {
        (department.area.code, department.name): department
        for department in Department.objects.select_related("area")
    }
    keeper = find(_SYSTEM)
    for line in ON_THE_LIST:
        place = areas[plan.DISTRICT[0] if line.place == "district" else LIUAN_STREET]
        facts = DutyFacts(line.worker, line.does, line.does_en, line.basis, line.days)
        department = departments[place.code, line.department]
        for since in (400, 60) if line.is_second else (400,):
            record_duty(
                place,
                matters[line.matter],
                department,
                facts,
                actor=keeper,
                valid_from=told_on - timedelta(days=since),
            )
