"""Posts of social workers: opened, changed, held by those who are fit for one, given up, closed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area, Level
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions import worker_steps
from organizations.actions.guards import words_of
from organizations.models import Organization, PositionHolding, SocialWorker, WorkerPosition
from organizations.models.positions import MOST_PLACES
from organizations.worker_workflow import WorkerStatus
from organizations.workflow import Status

MOST = Decimal(99999)
RANKS = [level.value for level in SocialWorker.Level]
"""From no certificate to the highest."""


@dataclass(frozen=True)
class Post:
    """What one says about it."""

    title: str
    places: int
    level: str
    band_low: Decimal
    band_high: Decimal


@transaction.atomic
def open_post(
    community: Area,
    post: Post,
    *,
    organization: Organization | None = None,
    opened_on: date,
    actor: User | None,
) -> WorkerPosition:
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选一个社区"), field="community")
    if organization is not None and organization.status != Status.ACTIVE:
        raise DomainError(_("请从在册的组织和单位里选"), field="organization")
    if opened_on > timezone.localdate():
        raise DomainError(_("还没到那天"), field="opened_on")
    row = WorkerPosition(
        community=community,
        organization=organization,
        opened_on=opened_on,
        opened_by=actor,
        **_read(post),
    )
    with refusing(**_named_twice()):
        row.save(force_insert=True)
    _note("opened", row, actor, places=row.places)
    return row


@transaction.atomic
def change(position: WorkerPosition, *, actor: User | None, **said: object) -> WorkerPosition:
    """Never fewer places than are filled. What it pays stands nowhere in the history."""
    row = _standing(position)
    values = _read(Post(**said))  # type: ignore[arg-type]
    if int(str(values["places"])) < _held(row):
        raise DomainError(
            _("已经有 {n} 个人在岗，不能少于这个数").format(n=_held(row)), field="places"
        )
    for name, value in values.items():
        setattr(row, name, value)
    with refusing(**_named_twice()):
        row.save(update_fields=list(values))
    _note("changed", row, actor, places=row.places)
    return row


@transaction.atomic
def take(
    position: WorkerPosition, *, worker: SocialWorker, since: date, actor: User | None
) -> PositionHolding:
    """As long as there is a place, by one of theirs who holds the certificate it asks for."""
    worker = worker_steps.lock(worker)
    row = _standing(position)
    if worker.status != WorkerStatus.ACTIVE:
        raise DomainError(_("在岗的社工才能上岗位"), field="worker")
    here = worker.stationings.on().filter(community=row.community_id)
    if worker.organization_id != row.organization_id or not here.exists():
        raise DomainError(_("他不是这里的社工"), field="worker")
    if not _is_fit(worker, row.level):
        raise DomainError(
            _("这个岗位要{level}，还在有效期里").format(level=row.get_level_display()),
            field="worker",
        )
    if not row.opened_on <= since <= timezone.localdate():
        raise DomainError(_("写设岗以后、到今天为止的日子"), field="since")
    if _held(row) >= row.places:
        raise DomainError(_("这个岗位满了"), code="full")
    holding = PositionHolding(
        community_id=row.community_id,
        organization_id=row.organization_id,
        position=row,
        worker=worker,
        since=since,
        noted_by=actor,
    )
    twice = DomainError(_("他已经在一个岗位上，先办离开"), code="twice", field="worker")
    with refusing(position_one_at_a_time=twice):
        holding.save(force_insert=True)
    _note("taken", row, actor)
    return holding


@transaction.atomic
def give_up(
    position: WorkerPosition, *, holding: PositionHolding, actor: User | None
) -> PositionHolding:
    row = _standing(position)
    held = row.holdings.filter(pk=holding.pk, until__isnull=True).first()
    if held is None:
        raise DomainError(_("他已经不在这个岗位上"), field="holding")
    held.until = max(held.since, timezone.localdate())
    held.save(update_fields=["until"])
    _note("given_up", row, actor)
    return held


@transaction.atomic
def close(position: WorkerPosition, *, reason: str, actor: User | None) -> WorkerPosition:
    row = _standing(position)
    if _held(row):
        raise DomainError(_("还有人在岗，先办离开"), code="held")
    row.reason = words_of(reason, "reason", _("请写一句原因"))
    row.closed_on = timezone.localdate()
    row.save(update_fields=["reason", "closed_on"])
    _note("closed", row, actor, reason=row.reason)
    return row


def require_in_band(worker: SocialWorker, amount: Decimal) -> None:
    """What the post he holds pays; who holds none is paid as agreed."""
    held = worker.positions.filter(until__isnull=True).select_related("position").first()
    if held is None:
        return
    low, high = Decimal(held.position.band_low.open()), Decimal(held.position.band_high.open())
    if not low <= amount <= high:
        raise DomainError(
            _("他的岗位是每月 {low} 到 {high} 元").format(low=low, high=high), field="amount"
        )


# --- inside ---------------------------------------------------------------------------------------
def _standing(position: WorkerPosition) -> WorkerPosition:
    """Whoever fills or empties a place comes through here one at a time."""
    rows = WorkerPosition.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("community", "organization").get(pk=position.pk)
    if not row.is_standing:
        raise DomainError(_("这个岗位已经撤了"), code="moved_on")
    return row


def _held(row: WorkerPosition) -> int:
    return row.holdings.filter(until__isnull=True).count()


def _is_fit(worker: SocialWorker, level: str) -> bool:
    if level == SocialWorker.Level.NONE:
        return True
    return worker.is_certified and RANKS.index(worker.level) >= RANKS.index(level)


def _read(post: Post) -> dict[str, object]:
    if not 1 <= post.places <= MOST_PLACES:
        raise DomainError(_("写 1 到 {most} 个").format(most=MOST_PLACES), field="places")
    if post.level not in SocialWorker.Level.values:
        raise DomainError(_("请选证书等级"), field="level")
    if not 0 <= post.band_low <= post.band_high <= MOST:
        raise DomainError(_("津贴要从低到高，写每月多少元"), field="band_high")
    return {
        "title": words_of(post.title, "title", _("请写岗位，如“站长”")),
        "places": post.places,
        "level": post.level,
        "band_low": str(post.band_low.quantize(Decimal("0.01"))),
        "band_high": str(post.band_high.quantize(Decimal("0.01"))),
    }


def _named_twice() -> dict[str, DomainError]:
    twice = DomainError(_("这里已经有一个同名的岗位"), code="twice", field="title")
    return {
        "position_named_once_by_an_organisation": twice,
        "position_named_once_by_a_community": twice,
    }


def _note(verb: str, row: WorkerPosition, actor: User | None, **details: object) -> None:
    audit.record(f"organizations.position_{verb}", row, actor=actor, details=details)
