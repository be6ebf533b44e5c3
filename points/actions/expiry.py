"""Old points end: announced first, by the clock later."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from points.actions import ledger
from points.ageing import ends_with
from points.models import Account, Expiry, Posting
from points.models.expiry import NOTICE

Kind = Posting.Kind


@transaction.atomic
def announce(
    community: Area, *, earned_before: date, expires_on: date, meeting: str, actor: User | None
) -> Expiry:
    today = timezone.localdate()
    if expires_on < today + NOTICE:
        raise DomainError(_("至少提前 30 天公告"), field="expires_on")
    if earned_before > today:
        raise DomainError(_("只能是今天以前得的分"), field="earned_before")
    if not meeting.strip():
        raise DomainError(_("请写哪次会议通过"), field="meeting")
    already = DomainError(_("上一次到期公告还没执行"), code="already")
    with refusing(expiry_one_at_a_time=already):
        made = Expiry.objects.create(
            community=community,
            earned_before=earned_before,
            expires_on=expires_on,
            meeting=meeting.strip(),
            announced_by=actor,
        )
    audit.record("points.expiry_announced", made, actor=actor, scope=community.pk)
    return made


def lapse_due() -> int:
    """Every night. A household whose turn has come is not taken from twice."""
    lapsed = 0
    for expiry in Expiry.objects.due():
        accounts = Account.objects.filter(community=expiry.community_id).order_by("pk")
        lapsed += sum(_lapse(account, expiry) for account in accounts)
        Expiry.objects.filter(pk=expiry.pk).update(done_at=timezone.now())
        audit.record("points.expiry_done", expiry, actor=None, scope=expiry.community_id)
    return lapsed


@transaction.atomic
def _lapse(account: Account, expiry: Expiry) -> bool:
    account = ledger.lock(account)
    source = ("expiry", str(expiry.pk))
    done = Posting.objects.filter(
        account=account, kind=Kind.LAPSE, source_kind=source[0], source_reference=source[1]
    )
    points = ends_with(account, expiry)
    if points == 0 or done.exists():
        return False
    ledger.post(account, Kind.LAPSE, points, source=source, reason=expiry.meeting)
    return True
