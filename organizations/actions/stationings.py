"""Where social workers work: proposed by who employs them, decided by the community.

With the yes an account gets the role of a social worker for that community, and for no other;
it ends with the stationing.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import grants
from accounts.models import User
from accounts.roles import SOCIAL_WORKER
from communities.actions import roles
from communities.models import Area, Level
from core import messaging
from core.exceptions import DomainError
from core.refusals import refusing
from grids import periods
from organizations import person_history as history
from organizations.actions import worker_steps
from organizations.models import Facility, SocialWorker, Stationing
from organizations.worker_workflow import ACCEPT, REFUSE, WorkerStatus


@transaction.atomic
def propose(
    worker: SocialWorker,
    community: Area,
    *,
    actor: User,
    station: str = "",
    facility: Facility | None = None,
    starts_on: date | None = None,
) -> Stationing:
    """His organisation offers him to one more community."""
    worker = worker_steps.lock(worker)
    if worker.status == WorkerStatus.LEFT:
        raise worker_steps.moved_on(worker)
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选一个社区"), field="community")
    stationing = Stationing(
        community=community,
        worker=worker,
        organization=worker.organization,
        user=worker.user,
        **_seat(community, station, facility),
        period=periods.days(starts_on or timezone.localdate()),
        proposed_by=actor,
    )
    with refusing(stationing_once_at_a_time=_already_there()):
        stationing.save(force_insert=True)
    history.note(
        "organizations.stationing_proposed", stationing, actor=actor, details=_in(stationing)
    )
    return stationing


@transaction.atomic
def move(
    stationing: Stationing, *, station: str = "", facility: Facility | None = None, actor: User
) -> Stationing:
    """To another station of the same community; the days go on."""
    _worker, stationing = _lock(stationing)
    if stationing.period.isempty or not stationing.period.upper_inf:
        raise DomainError(_("这次驻站已经结束了"), code="moved_on")
    before = stationing.station
    for name, value in _seat(stationing.community, station, facility).items():
        setattr(stationing, name, value)
    stationing.save(update_fields=["station", "facility"])
    details = {**_in(stationing), "station": [before, stationing.station]}
    history.note("organizations.stationing_moved", stationing, actor=actor, details=details)
    return stationing


@transaction.atomic
def confirm(stationing: Stationing, *, actor: User) -> Stationing:
    """The community says yes: he is one of the register, and his account may act here."""
    worker, stationing = _lock(stationing)
    _require_waiting(stationing)
    today = timezone.localdate()
    if stationing.period.lower < today:  # proposed long ago: it begins with the yes
        stationing.period = periods.days(today)
    stationing.confirmed_by, stationing.confirmed_at = actor, timezone.now()
    stationing.save(update_fields=["period", "confirmed_by", "confirmed_at"])
    history.note(
        "organizations.stationing_confirmed", stationing, actor=actor, details=_in(stationing)
    )
    if worker.status == WorkerStatus.PROPOSED:
        worker_steps.move(worker, ACCEPT, actor=actor)
    equip(stationing, worker, actor=actor)
    _tell(stationing, "organizations.stationing_confirmed")
    return stationing


@transaction.atomic
def decline(stationing: Stationing, *, reason: str, actor: User) -> Stationing:
    """The community says no, with a reason; who was proposed nowhere else leaves the register."""
    worker, stationing = _lock(stationing)
    _require_waiting(stationing)
    if not reason.strip():
        raise DomainError(_("请写一句原因，机构看得到"), field="reason")
    stationing.period = periods.nothing()
    stationing.end_reason = reason.strip()
    stationing.save(update_fields=["period", "end_reason"])
    history.note(
        "organizations.stationing_declined", stationing, actor=actor, details=_in(stationing)
    )
    if worker.status == WorkerStatus.PROPOSED and not worker.stationings.not_over().exists():
        worker_steps.move(worker, REFUSE, reason=reason, actor=actor)
    _tell(stationing, "organizations.stationing_declined")
    return stationing


@transaction.atomic
def end(
    stationing: Stationing, *, reason: str, actor: User | None, last_day: date | None = None
) -> Stationing:
    """He no longer works here; elsewhere he may."""
    _worker, stationing = _lock(stationing)
    if not reason.strip():
        raise DomainError(_("请写一句原因"), field="reason")
    day = last_day or timezone.localdate()
    if not Stationing.objects.not_over().filter(pk=stationing.pk).exists():
        raise DomainError(_("已经办过离站"), code="ended")
    close(stationing, last_day=day, reason=reason, actor=actor)
    return stationing


def equip(stationing: Stationing, worker: SocialWorker, *, actor: User | None) -> None:
    """The role for this community, from the day he begins; an account may come later."""
    stationing.user = worker.user
    if worker.user is not None and stationing.is_confirmed and stationing.grant_id is None:
        stationing.grant = roles.give(
            SOCIAL_WORKER,
            worker.user,
            [stationing.community],
            actor=actor,
            starts_on=stationing.period.lower,
            reason=_("任社工"),
        )
    stationing.save(update_fields=["user", "grant"])


def close(stationing: Stationing, *, last_day: date, reason: str, actor: User | None) -> None:
    """Of a locked worker: the period ends, and the role with it."""
    stationing.period = periods.until(stationing.period, last_day)
    stationing.end_reason = reason.strip()
    stationing.save(update_fields=["period", "end_reason"])
    if stationing.grant is not None:
        grants.revoke_role(stationing.grant, actor=actor, reason=reason[:200], last_day=last_day)
    history.note(
        "organizations.stationing_ended",
        stationing,
        actor=actor,
        details=_in(stationing) | {"last_day": last_day.isoformat()},
        about=stationing.user,
    )


# --- inside ------------------------------------------------------------------------------------
def _lock(stationing: Stationing) -> tuple[SocialWorker, Stationing]:
    """The worker first, then the paper: always in this order."""
    worker = worker_steps.lock(SocialWorker(pk=stationing.worker_id))
    fresh = Stationing.objects.select_related("community", "grant", "user").get(pk=stationing.pk)
    return worker, fresh


def _require_waiting(stationing: Stationing) -> None:
    if stationing.is_confirmed or stationing.period.isempty:
        raise DomainError(_("这一条已经答复过了，请刷新再看"), code="moved_on")


def _already_there() -> DomainError:
    return DomainError(
        _("他已经在这个社区驻站，或者正等社区确认"), code="already_there", field="community"
    )


def _in(stationing: Stationing) -> dict[str, Any]:
    return {"worker": stationing.worker_id, "community": stationing.community_id}


def _tell(stationing: Stationing, kind: str) -> None:
    """Who proposed him hears of it, unless he has decided it himself."""
    proposer = stationing.proposed_by_id
    if proposer is None or proposer == stationing.confirmed_by_id:
        return
    place = stationing.community
    messaging.send(
        kind,
        to_user=proposer,
        scope=stationing.community_id,
        context={"community": place.name, "community_en": place.name_en or place.name},
        dedup_key=f"{kind}:{stationing.pk}",
        link=f"/desk/social-workers/{stationing.worker_id}/",
    )


def _seat(community: Area, station: str, facility: Facility | None) -> dict[str, Any]:
    """A station of the register, by row or by its name; any other only by what it is called."""
    words = station.strip()
    here = Facility.objects.standing().social_work().filter(area__in=community.ancestor_ids)
    if facility is not None and not here.filter(pk=facility.pk).exists():
        raise DomainError(_("请选这个社区、街道或区县的社工站"), field="facility")
    if facility is None and words:
        facility = here.filter(name=words).order_by("-area__path").first()
    return {"facility": facility, "station": facility.name if facility else words}
