"""A branch or a club of the school comes to the community, and goes again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.guards import words_of
from organizations.models import Pairing, SchoolGroup
from organizations.models.school_groups import MOST
from organizations.partner_workflow import AgreementKind, PairingStatus


@transaction.atomic
def pair(pairing: Pairing, *, kind: str, name: str, actor: User | None) -> SchoolGroup:
    """Under an agreement that runs, while one of the community's three places is free."""
    fresh = _lock(pairing)
    if fresh.kind != AgreementKind.UNIVERSITY or fresh.status != PairingStatus.RUNNING:
        raise DomainError(_("校地共建的协议签了以后，才结对团支部和社团"), code="no_agreement")
    if kind not in SchoolGroup.Kind.values:
        raise DomainError(_("请选团支部还是社团"), field="kind")
    row = SchoolGroup(
        community_id=fresh.community_id,
        organization_id=fresh.organization_id,
        pairing=fresh,
        kind=kind,
        name=words_of(name, "name", _("请写团支部或社团的名称")),
        place=_free_place(fresh.community_id),
    )
    twice = DomainError(_("它已经结对了"), code="twice", field="name")
    with refusing(school_group_named_once=twice, school_group_one_for_each_place=_full()):
        row.save(force_insert=True)
    _note("group_paired", row, actor)
    return row


@transaction.atomic
def part(pairing: Pairing, *, group: SchoolGroup, actor: User | None) -> SchoolGroup:
    """Its place is free for another; what its students did stays."""
    _lock(pairing)
    row = SchoolGroup.objects.get(pk=group.pk, pairing=pairing)
    if not row.stands:
        raise DomainError(_("它已经不结对了"), code="moved_on")
    _end(row, actor)
    return row


def part_all(pairing: Pairing, *, actor: User | None) -> None:
    """The agreement is over, and with it what stood under it."""
    for row in pairing.groups.filter(ended_on__isnull=True):
        _end(row, actor)


# --- inside ---------------------------------------------------------------------------------------
def _lock(pairing: Pairing) -> Pairing:
    """The community first: its three places are shared by all its schools."""
    hold(pairing.community_id)
    rows = Pairing.objects.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=pairing.pk)


def hold(community_id: int) -> None:
    """One at a time."""
    Area.objects.select_for_update(of=("self",), no_key=True).get(pk=community_id)


def _free_place(community_id: int) -> int:
    rows = SchoolGroup.objects.filter(community=community_id, ended_on__isnull=True)
    held = set(rows.values_list("place", flat=True))
    free = [place for place in range(1, MOST + 1) if place not in held]
    if not free:
        raise _full()
    return free[0]


def _full() -> DomainError:
    said = _("一个社区同时最多结对 {most} 个团支部或社团").format(most=MOST)
    return DomainError(said, code="full", field="name")


def _end(row: SchoolGroup, actor: User | None) -> None:
    row.ended_on = timezone.localdate()
    row.save(update_fields=["ended_on"])
    _note("group_parted", row, actor)


def _note(verb: str, row: SchoolGroup, actor: User | None) -> None:
    audit.record(
        f"organizations.pairing_{verb}",
        row.pairing,
        actor=actor,
        details={"organization": row.organization_id, "what": row.name},
    )
