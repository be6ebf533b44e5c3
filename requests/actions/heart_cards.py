"""发卡、补卡、挂失: one live card for each person; a dead one opens nothing."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.actions.merging import Was
from communities.models import Resident
from core import audit
from core.exceptions import DomainError
from core.tokens import new_token
from requests.actions import intake
from requests.actions.intake import Need
from requests.models import HeartCard, MenuItem, ServiceRequest
from requests.tiers import tier_of
from requests.workflow import Channel


@transaction.atomic
def issue(
    resident: Resident, *, helper_name: str = "", helper_phone: str = "", by: Viewer
) -> HeartCard:
    person = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    if tier_of(by) is None or not Resident.objects.visible_to(by).filter(pk=person.pk).exists():
        raise DomainError(_("这一步不归您做"), code="not_allowed")
    if HeartCard.objects.live().filter(resident=person).exists():
        raise DomainError(_("他有一张在用的卡，丢了请先挂失"), code="has_one")
    if bool(helper_name.strip()) != bool(helper_phone.strip()):
        raise DomainError(_("联系人的姓名和电话要一起写"), field="helper_phone")
    card = HeartCard.objects.create(
        community_id=person.community_id,
        resident=person,
        token=new_token(),
        copy=HeartCard.objects.filter(resident=person).count() + 1,
        helper_name=helper_name.strip(),
        helper_phone=helper_phone.strip(),
        issued_by=by.actor,
    )
    _log("issue", card, by)
    return card


@transaction.atomic
def end(card: HeartCard, *, why: str, note: str = "", by: Viewer) -> HeartCard:
    """From this moment the code says only that the card is no longer valid."""
    row = HeartCard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if not HeartCard.objects.manageable_by(by).filter(pk=row.pk).exists():
        raise DomainError(_("这一步不归您做"), code="not_allowed")
    if not row.is_live:
        raise DomainError(_("这张卡已经停用了"), code="ended")
    if why not in HeartCard.Why.values:
        raise DomainError(_("请选为什么停用"), field="why")
    row.ended_at, row.ended_by, row.why_ended = timezone.now(), by.actor, why
    row.note = note.strip()
    row.save()
    _log("end", row, by, why=why)
    return row


@transaction.atomic
def replace(card: HeartCard, *, why: str, note: str = "", by: Viewer) -> HeartCard:
    """补卡: the old code dies as the new one is born."""
    old = end(card, why=why, note=note, by=by)
    return issue(
        old.resident,
        helper_name=old.helper_name.open() if old.helper_name else "",
        helper_phone=old.helper_phone.open(),
        by=by,
    )


def which_he_carries(card: HeartCard, kept: Resident) -> list[Was]:
    """Two records of one person with a live card each: which of the two is in his pocket, nobody
    here can know."""
    raise DomainError(
        _("两份档案各有一张在用的连心卡：问清楚他带着哪一张，先停用另一张，再合并"),
        code="two_cards",
    )


@transaction.atomic
def printed(card: HeartCard, *, by: Viewer) -> None:
    HeartCard.objects.filter(pk=card.pk).update(printed=F("printed") + 1)
    _log("print", card, by)


@transaction.atomic
def order_by_card(
    card: HeartCard,
    *,
    words: str,
    consent_note: str,
    item: MenuItem | None = None,
    by: Viewer,
) -> ServiceRequest:
    """He called or held out his card; who he is, how to reach him, where he lives is known."""
    row = HeartCard.objects.select_related("resident__household__dwelling__building").get(
        pk=card.pk
    )
    if not HeartCard.objects.live().manageable_by(by).filter(pk=row.pk).exists():
        raise DomainError(_("这张卡停用了，请按电话登记"), code="ended")
    person = row.resident
    dwelling = person.household.dwelling if person.household else None
    need = Need(
        row.community,
        words,
        channel=Channel.HEART_CARD,
        item=item,
        grid=person.grid,
        building=dwelling.building if dwelling else None,
        resident=person,
        contact_name=person.name.open(),
        contact_phone=person.phone.open(),
        address=str(dwelling) if dwelling else "",
        consent_note=consent_note,
    )
    made = intake.submit(need, by=by)
    _log("order", row, by, request=made.pk)
    return made


def _log(verb: str, card: HeartCard, by: Viewer, **details: object) -> None:
    audit.record(
        f"requests.heart_card_{verb}",
        card,
        actor=by.user,
        scope=card.community_id,
        details={"copy": card.copy, **details},
        subject=card.resident.subject,
    )
