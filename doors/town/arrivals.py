"""The village keeps its people in a spreadsheet. It arrives as such lists do: by import."""

import csv
import io
from datetime import date

from accounts import roles
from communities.importing import jobs
from communities.models import Area, Household, Resident
from communities.viewers import enter_as
from core import scope
from core.exceptions import DomainError
from doors.town import care, cast, people, places, plan
from doors.town.bulk import number, write

HEADINGS = (
    *("户编号", "姓名", "与户主关系", "性别", "出生日期", "身份证号", "联系电话", "小区", "楼栋"),
    *("室号", "户籍地址", "人户关系", "来源", "来源地", "迁入日期", "新就业群体"),
)
CODING = "gb18030"
"""What a spreadsheet program on a village office's computer writes as CSV."""


VILLAGE = next(community for community in plan.COMMUNITIES if community.is_village)


def tell_village(told_on: date) -> None:
    """Families drawn as everywhere, but read, checked and written by the import itself."""
    settled = places.find_settled(VILLAGE)
    turn = plan.COMMUNITIES.index(VILLAGE) + 1
    drawn = people.draw_people(settled, told_on, turn)
    number(drawn.residents)
    rows = [_row(r, r.household) for r in drawn.residents if r.household]
    _bring_in(settled.area, f"{VILLAGE.name}居民.csv", rows)
    residents = list(
        Resident.objects.filter(community=settled.area).select_related("community").order_by("pk")
    )
    write(care.labels_for(residents, VILLAGE.disabled, told_on))


def _bring_in(area: Area, file_name: str, rows: list[list[str]]) -> None:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(HEADINGS)
    table.writerows(rows)
    viewer = enter_as(cast.holder(VILLAGE, roles.COMMUNITY_SECRETARY))
    scope.declare(scope.EVERYTHING)
    job = jobs.upload("residents", area, file_name, text.getvalue().encode(CODING), viewer=viewer)
    jobs.check(job.pk)
    job.refresh_from_db()
    jobs.confirm(job, viewer=viewer)
    jobs.commit(job.pk)
    job.refresh_from_db()
    if job.status != job.Status.DONE:
        raise DomainError(f"{file_name}: {job.refusal} {job.issues[:3]}")


def _row(resident: Resident, household: Household) -> list[str]:
    dwelling = household.dwelling
    return [
        household.number,
        resident.name.open(),
        resident.relation_to_head or "户主",
        resident.get_gender_display(),
        _day(resident.born_on),
        resident.id_number.open(),
        resident.phone.open(),
        dwelling.building.estate.name,
        dwelling.building.name,
        dwelling.room,
        resident.registered_address.open(),
        resident.get_residence_kind_display(),
        resident.get_origin_display(),
        resident.origin_place,
        _day(resident.moved_in_on),
        "是" if resident.is_new_employment else "否",
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
