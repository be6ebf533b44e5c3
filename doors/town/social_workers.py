"""Five social workers whom an agency stations in 梧桐里, and two of the community's own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from communities.models import Area
from doors.town import then
from doors.town.account import find, open_account
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from organizations.actions import certificates, social_workers
from organizations.actions.social_workers import WorkerFacts
from organizations.models import Organization, SocialWorker, Stationing
from organizations.models.social_workers import REMIND_AT

STATION = "梧桐里社工室"
"""A room of the register; the first works from the station of the street, the community's own in an
office that stands in none."""
OF_THE_STREET = "柳岸街道社会工作服务站"
Level = SocialWorker.Level
_TERM = timedelta(days=3 * 365)


@dataclass(frozen=True)
class WorkerPlan:
    name: str
    phone: int
    level: str
    specialities: str
    valid_days: int | None = None
    """Until its certificate runs out; None for one that does not."""
    was: str = ""
    """The level of the certificate before, still to be read."""
    card: bool = False
    """Has a card of his own on the front page, and with it an account already."""


STATIONED = (
    WorkerPlan("祁月", 80, Level.SENIOR, "督导、哀伤辅导、个案", card=True),
    WorkerPlan("贺知夏", 81, Level.INTERMEDIATE, "儿童、青少年", valid_days=41, card=True),
    WorkerPlan(
        "卢思远", 82, Level.INTERMEDIATE, "老年人、认知症家庭", valid_days=700, was=Level.ASSISTANT
    ),
    WorkerPlan(
        "潘安琪", 83, Level.INTERMEDIATE, "小组、社区活动", valid_days=930, was=Level.ASSISTANT
    ),
    WorkerPlan("冉小舟", 84, Level.NONE, "入户走访、方言"),
)
OWN = (
    WorkerPlan("乔一", 3, Level.ASSISTANT, "民政救助、助残", card=True),
    WorkerPlan("苏禾", 4, Level.ASSISTANT, "邻里调解、独居老人", valid_days=900, card=True),
)
"""The second answers for grid 07, too."""


def agency() -> Organization:
    """The one that stations people here."""
    kinds = Organization.objects.active().filter(kind="service_agency")
    named = kinds.filter(name__contains="社会工作").order_by("name_key")
    found = named.first() or kinds.order_by("name_key").first()
    if found is None:
        raise LookupError("the town has no agency of social work")
    return found


def _station(plan: WorkerPlan) -> str:
    if plan not in STATIONED:
        return "党群服务中心社工办公室"
    return OF_THE_STREET if plan == STATIONED[0] else STATION


def _paper(level: str, plan: WorkerPlan, number: int, told_on: date) -> dict[str, Any]:
    """Registered for three years, some months after it was issued."""
    if level == Level.NONE:
        return {"level": level}
    until = told_on + timedelta(days=plan.valid_days) if plan.valid_days else None
    registered = (until or told_on) - _TERM
    return {
        "level": level,
        "certificate_number": f"6001{told_on.year - 3}{number + 101:05d}",
        "issued_on": registered - timedelta(days=110),
        "registered_on": registered,
        "valid_until": until,
    }


def tell_social_workers(told_on: date) -> None:
    home, secretary, sent_by = Area.objects.get(code=WUTONGLI_CODE), find("顾明"), agency()
    for number, plan in enumerate((*STATIONED, *OWN)):
        if not plan.card:
            open_account(plan.name, plan.name, plan.phone, told_on)
        worker = social_workers.register_social_worker(
            home,
            WorkerFacts(
                name=plan.name,
                phone=f"0600-555{number + 30:02d}777",
                specialities=plan.specialities,
                **_paper(plan.was or plan.level, plan, number, told_on - bool(plan.was) * _TERM),
            ),
            actor=secretary,
            organization=sent_by if plan in STATIONED else None,
            station=_station(plan),
            user=find(plan.name),
        )
        if plan.was:
            paper = _paper(plan.level, plan, number + 40, told_on)
            social_workers.certify_social_worker(worker, actor=secretary, **paper)
        Stationing.objects.filter(worker=worker).update(
            period=(told_on - timedelta(days=240 - 20 * number), None)
        )
        _reminded(worker, told_on)


def _reminded(worker: SocialWorker, told_on: date) -> None:
    """Of a day that comes near he heard on the mornings of then."""
    worker.refresh_from_db()
    if worker.valid_until is None:
        return
    for stage in REMIND_AT:
        day = worker.valid_until - timedelta(days=stage)
        if day < told_on:
            with then.clock(morning(day)):
                certificates.remind(worker, day)
