"""外勤: planned for a day, logged with one tap; what was found is put right or becomes an order."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.models import Area, Resident
from core import audit, tally
from core.exceptions import DomainError
from core.models import TallyDelta
from core.workcalendar import add_workdays
from requests.actions import intake
from requests.actions.intake import Need
from requests.models import MenuItem, Outing, OutingFinding
from requests.workflow import Channel

Kind, Outcome = Outing.Kind, Outing.Outcome
CHANNELS = {Kind.PATROL: Channel.PATROL, Kind.VISIT: Channel.VISIT}
AGREED = {Kind.PATROL: "巡查时看到", Kind.VISIT: "入户时当面同意"}  # data
APART = "已交专人，这里不留字"  # data
FARTHEST = timedelta(days=92)
MET = (Outcome.FINE, Outcome.FOUND)


@transaction.atomic
def plan(
    kind: str,
    grid: Area,
    planned_on: date,
    *,
    by: Viewer,
    route: str = "",
    resident: Resident | None = None,
    why: str = "",
    companions: str = "",
    worker: User | None = None,
) -> Outing:
    """Where to, on which day, who goes along; the same place on the same day is planned once."""
    today = timezone.localdate()
    if not today <= planned_on <= today + FARTHEST:
        raise DomainError(_("请选今天起三个月里的一天"), field="planned_on")
    if kind == Kind.PATROL and not route.strip():
        raise DomainError(_("请写走哪些地方"), field="route")
    if kind == Kind.VISIT and resident is None:
        raise DomainError(_("请选去看谁"), field="resident")
    if grid.community_id is None:
        raise DomainError(_("请选网格"), field="grid")
    facts = {
        "kind": kind,
        "grid": grid,
        "worker": worker or by.actor,
        "planned_on": planned_on,
        "route": route.strip(),
        "resident": resident,
    }
    known = Outing.objects.waiting().filter(**facts).first()
    if known is not None:
        return known
    row = Outing.objects.create(
        community_id=grid.community_id,
        why=why.strip(),
        companions=companions.strip(),
        planned_by=by.actor,
        **facts,
    )
    audit.record("requests.outing.plan", row, actor=by.user, scope=row.community_id)
    return row


@transaction.atomic
def log(outing: Outing, *, outcome: str, words: str = "", by: Viewer) -> Outing:
    """How it was. Nobody at home: the same visit stands on the next workday again."""
    row = lock(outing)
    if row.outcome:
        return row  # tapped again
    if outcome not in (Outcome.FINE, Outcome.AWAY, Outcome.DROPPED):
        raise DomainError(_("请选去得怎样"), field="outcome")
    if outcome == Outcome.AWAY and row.kind != Kind.VISIT:
        raise DomainError(_("巡查没有“没见到人”"), field="outcome")
    if outcome == Outcome.DROPPED and not words.strip():
        raise DomainError(_("请写为什么不去了"), field="words")
    _end(row, outcome, words, by)
    if outcome == Outcome.AWAY:
        _again(row, by)
    return row


@transaction.atomic
def found(
    outing: Outing, *, words: str, settled: bool, item: MenuItem | None = None, by: Viewer
) -> OutingFinding:
    """One thing after the other, also after the round was logged; what was not put right on the
    spot is an order from here on, with a number and a day."""
    row = lock(outing)
    if not words.strip():
        raise DomainError(_("请写什么情况"), field="words")
    known = row.findings.filter(words=words.strip(), service_request__isnull=settled).first()
    if known is not None:
        return known  # sent again, from a page loaded anew
    if row.outcome in (Outcome.AWAY, Outcome.DROPPED):
        raise DomainError(_("没有去成的，不能记情况"), code="not_there")
    order = None if settled else intake.submit(_need(row, words, item, by), by=by)
    apart = order is not None and (order.is_protective or order.is_sealed)
    finding = OutingFinding.objects.create(
        community_id=row.community_id,
        outing=row,
        words=APART if apart else words.strip(),
        service_request=order,
    )
    audit.record("requests.outing.found", row, actor=by.user, scope=row.community_id)
    if row.outcome != Outcome.FOUND:
        _end(row, Outcome.FOUND, "", by)
    return finding


def lock(outing: Outing) -> Outing:
    rows = Outing.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community", "grid", "resident__household__dwelling__building").get(
        pk=outing.pk
    )


def _end(row: Outing, outcome: str, words: str, by: Viewer) -> None:
    before = row.outcome
    row.outcome, row.words = outcome, words.strip()
    row.done_at = row.done_at or timezone.now()
    row.save(update_fields=["outcome", "words", "done_at"])
    details = {"outcome": outcome}
    audit.record("requests.outing.log", row, actor=by.user, scope=row.community_id, details=details)
    tally.add_all([*(_counted(row, before, -1) if before else ()), *_counted(row, outcome, 1)])


def _counted(row: Outing, outcome: str, sign: int) -> Iterator[TallyDelta]:
    """One outing is one, however often somebody looks into it again; whom somebody really met at
    home is counted as a person, too."""
    at, dims = row.done_at, {"grid": row.grid_id, "kind": row.kind}
    yield tally.step("requests.outing", row.community_id, at, {**dims, "outcome": outcome}, sign)
    if row.kind == Kind.VISIT and outcome in MET and row.resident_id is not None:
        who = f"resident:{row.resident_id}"
        yield tally.step("requests.met_at_home", row.community_id, at, dims, sign, who)


def _again(row: Outing, by: Viewer) -> None:
    Outing.objects.create(
        community_id=row.community_id,
        grid=row.grid,
        kind=row.kind,
        worker_id=row.worker_id,
        planned_on=add_workdays(timezone.localdate(), 1),
        resident=row.resident,
        why=row.why,
        companions=row.companions,
        planned_by=by.actor,
    )


def _need(row: Outing, words: str, item: MenuItem | None, by: Viewer) -> Need:
    """For the one who was visited; what was seen on a round is asked of who saw it."""
    person = row.resident
    dwelling = person.household.dwelling if person and person.household else None
    return Need(
        row.community,
        words,
        channel=CHANNELS[Kind(row.kind)],
        item=item,
        grid=row.grid,
        building=dwelling.building if dwelling else None,
        resident=person,
        contact_name=person.name.open() if person else by.actor.name.open(),
        contact_phone=person.phone.open() if person else "",
        address=str(dwelling) if dwelling else row.route,
        consent_note=AGREED[Kind(row.kind)],
    )
