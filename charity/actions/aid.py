"""Aid is proposed, decided by somebody else, handed over against a signature; its share of a gift
is taken as it is decided, so that two decisions never give away the same yuan."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import allocations, stock
from charity.actions.called import residents_called
from charity.models import AidRecord, Allocation, Gift, Lot, Resource
from charity.models.aid import PURPOSE_OF
from charity.workflow import AID_STEPS, AidStatus, GiftStatus
from communities.models import Area
from core import audit, outbox, tally
from core.exceptions import DomainError


@transaction.atomic
def propose(
    community: Area,
    *,
    kind: str,
    name: str,
    gift: Gift,
    quantity: Decimal,
    ground: str,
    where: str = "",
    lot: Lot | None = None,
    proposed_on: date | None = None,
    actor: User | None,
) -> AidRecord:
    if gift.community_id != community.pk or gift.status != GiftStatus.RECEIVED:
        raise DomainError(_("请选一笔本社区已收到的捐赠"), field="gift")
    if gift.resource == Resource.GOODS and (lot is None or lot.gift_id != gift.pk):
        raise DomainError(_("物资请选从哪一批里领"), field="source")
    called = "".join(name.split())
    if not called:
        raise DomainError(_("请写受助人的姓名"), field="name")
    if quantity <= 0:
        raise DomainError(_("数量要大于零"), field="quantity")
    if not ground.strip():
        raise DomainError(_("请写依据，如低保证明、居民会议"), field="ground")
    made = AidRecord.objects.create(
        community=community,
        kind=kind,
        resident=residents_called(community, {called}).get(called),
        name=called,
        where=where.strip(),
        gift=gift,
        lot=lot,
        quantity=quantity,
        ground=ground.strip(),
        proposed_on=proposed_on or timezone.localdate(),
        proposed_by=actor,
    )
    audit.record("charity.aid_proposed", made, actor=actor, details={"kind": kind})
    return made


@transaction.atomic
def approve(aid: AidRecord, *, decision: str, consent: str = "", actor: User) -> AidRecord:
    """Who decided, and where it stands; the gift is used from now on."""
    aid = _decided(aid, AidStatus.APPROVED, actor)
    if not decision.strip():
        raise DomainError(_("请写哪次会议或谁决定的"), field="decision")
    aid.decision = decision.strip()
    aid.save()
    said = {
        "kind": Allocation.Kind.AID,
        "reference": aid.pk,
        "purpose": PURPOSE_OF[aid.kind],
        "recipient": aid.name.open(),
        "consent": consent,
    }
    what = aid.get_kind_display()
    if aid.lot is not None:
        stock.issue(aid.lot, quantity=aid.quantity, reason=what, actor=actor, **said)
    else:
        allocations.allocate(aid.gift, quantity=aid.quantity, what=what, actor=actor, **said)
    _tell("approved", aid, actor)
    return aid


@transaction.atomic
def refuse(aid: AidRecord, *, reason: str, actor: User) -> AidRecord:
    aid = _decided(aid, AidStatus.REFUSED, actor)
    aid.reason = _reason(reason)
    aid.save()
    _tell("refused", aid, actor)
    return aid


@transaction.atomic
def hand_over(
    aid: AidRecord, *, signed: str, given_on: date | None = None, actor: User | None
) -> AidRecord:
    """It reached the one it was for; how he signed for it stays."""
    aid = _stepped(aid, AidStatus.GIVEN)
    if not signed.strip():
        raise DomainError(_("请写谁签收的：本人、代领人，或转账的凭证号"), field="signed")
    day = given_on or timezone.localdate()
    if day > timezone.localdate():
        raise DomainError(_("日期在今天以后，送到了再记"), field="given_on")
    aid.signed, aid.given_on = signed.strip(), day
    aid.save()
    tally.add("charity.aid", aid.community_id, dims={"kind": aid.kind})
    _tell("given", aid, actor)
    return aid


@transaction.atomic
def cancel(aid: AidRecord, *, reason: str, actor: User | None) -> AidRecord:
    """It could not be handed over: what had been taken for it is free again."""
    aid = _stepped(aid, AidStatus.CANCELLED)
    aid.reason = _reason(reason)
    aid.save()
    if aid.lot is not None:
        stock.bring_back(aid.lot, quantity=aid.quantity, reason=aid.reason, actor=actor)
    else:
        taken = Allocation.objects.standing().get(kind=Allocation.Kind.AID, reference=aid.pk)
        allocations.undo(taken, what=aid.reason, actor=actor)
    _tell("cancelled", aid, actor)
    return aid


# --- inside ---------------------------------------------------------------------------------------
def _decided(aid: AidRecord, target: AidStatus, actor: User) -> AidRecord:
    aid = _stepped(aid, target)
    if actor.pk == aid.proposed_by_id:
        raise DomainError(_("提出的人不能自己批，请另一位同事决定"), code="self")
    aid.decided_by, aid.decided_on = actor, timezone.localdate()
    return aid


def _stepped(aid: AidRecord, target: AidStatus) -> AidRecord:
    """Locked, and on its way to the target."""
    rows = AidRecord.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("gift", "lot", "community").get(pk=aid.pk)
    if target not in AID_STEPS[AidStatus(fresh.status)]:
        said = _("这件帮扶现在是“{status}”，不能这样办").format(status=fresh.get_status_display())
        raise DomainError(said, code="moved_on")
    fresh.status = target
    return fresh


def _reason(said: str) -> str:
    if not said.strip():
        raise DomainError(_("请写一句原因"), field="reason")
    return said.strip()


def _tell(verb: str, aid: AidRecord, actor: User | None) -> None:
    details = {"quantity": str(aid.quantity), "kind": aid.kind}
    audit.record(f"charity.aid_{verb}", aid, actor=actor, details=details)
    outbox.publish(
        f"charity.aid_{verb}",
        key=f"charity.aid_{verb}:{aid.pk}",
        payload={"aid_id": aid.pk, "community_id": aid.community_id},
    )
