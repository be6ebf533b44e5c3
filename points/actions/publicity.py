"""Each month's list: drafted by the clock, released by somebody with his name, corrected by another
one. Only who agreed stands in it."""

from datetime import date

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions.naming import refuse_names
from communities.models import Area
from core import audit, tally
from core.exceptions import DomainError
from core.refusals import refusing
from points.actions import ledger
from points.models import Account, Publicity, PublicityLine, PublicityRelease
from points.months import months_over, moved_in


@transaction.atomic
def agree(account: Account, *, actor: User | None) -> Account:
    account = ledger.lock(account)
    if not account.takes_part:
        raise DomainError(_("这一户没有参加积分"), code="not_taking_part")
    if account.agreed_on is not None:
        raise DomainError(_("这一户已经同意公示了"), code="moved_on")
    account.agreed_on = timezone.localdate()
    account.save(update_fields=["agreed_on"])
    audit.record("points.publicity_agreed", account, actor=actor)
    return account


@transaction.atomic
def withdraw(account: Account, *, actor: User | None) -> Account:
    """From this moment in no list, nor in those that are out."""
    account = ledger.lock(account)
    if account.agreed_on is None:
        raise DomainError(_("这一户没有同意过公示"), code="moved_on")
    account.agreed_on = None
    account.save(update_fields=["agreed_on"])
    audit.record("points.publicity_withdrawn", account, actor=actor)
    return account


def draft_due(today: date | None = None) -> int:
    """For every community, each month that is over and has no draft yet."""
    day = today or timezone.localdate()
    made = 0
    for community in Area.objects.filter(pk__in=Account.objects.values("community")):
        known = set(Publicity.objects.filter(community=community).values_list("month", flat=True))
        made += sum(
            _draft(community, month, day)
            for month in months_over(community.pk, day)
            if month not in known
        )
    return made


@transaction.atomic
def release(draft: Publicity, *, checked: bool, actor: User) -> PublicityRelease:
    """Out, with the releaser's name under it; the lines are those of the books of this moment."""
    draft = _lock(draft)
    if not checked:
        raise DomainError(_("请一户一户看过，再确认"), field="checked")
    signed = actor.name.open().strip()
    if not signed:
        raise DomainError(_("公布的人要有姓名：请先在“我的账号”里写上"), code="nameless")
    community = draft.community
    counts = _counts(community)
    made = PublicityRelease(
        community=community,
        month=draft.month,
        households=counts["all"],
        agreed=counts["agreed"],
        corrects=draft.corrects,
        explanation=draft.explanation,
        released_by=actor,
        signed=signed,
    )
    made.save(force_insert=True)
    PublicityLine.objects.bulk_create(
        PublicityLine(
            community=community,
            release=made,
            account=row.account,
            given=row.given,
            taken=row.taken,
        )
        for row in moved_in(community.pk, draft.month)
    )
    draft.release = made
    draft.save(update_fields=["release"])
    audit.record(
        "points.publicity_released", draft, actor=actor, details={"month": str(draft.month)}
    )
    tally.add("points.lists_released", community.pk)
    return made


@transaction.atomic
def correct(draft: Publicity, *, explanation: str, actor: User | None) -> Publicity:
    """Something in it was wrong: another draft that says what and why, and names the old one."""
    old = draft.release
    if old is None:
        raise DomainError(_("还没公布：公布时照账再算一遍"), code="not_out")
    if not explanation.strip():
        raise DomainError(_("请写更正了什么、为什么"), field="explanation")
    refuse_names(explanation, draft.community, field="explanation")
    known = DomainError(_("这一份已经有更正稿"), code="moved_on")
    with refusing(points_publicity_corrects_id_key=known):
        made = Publicity.objects.create(
            community=draft.community,
            month=draft.month,
            corrects=old,
            explanation=explanation.strip(),
        )
    audit.record("points.publicity_corrected", made, actor=actor)
    return made


# --- inside ---------------------------------------------------------------------------------------
@transaction.atomic
def _draft(community: Area, month: date, day: date) -> int:
    draft, made = Publicity.objects.get_or_create(
        community=community, month=month, corrects=None, defaults={"drafted_on": day}
    )
    if made:
        audit.record("points.publicity_drafted", draft, actor=None)
    return int(made)


def _counts(community: Area) -> dict[str, int]:
    """In one statement: somebody may agree just now."""
    taking_part = Account.objects.taking_part().filter(community=community)
    agreed = Q(agreed_on__isnull=False)
    return taking_part.aggregate(all=Count("pk"), agreed=Count("pk", filter=agreed))


def _lock(draft: Publicity) -> Publicity:
    rows = Publicity.objects.select_for_update(of=("self",), no_key=True)
    draft = rows.select_related("community", "corrects").get(pk=draft.pk)
    if draft.release_id is not None:
        raise DomainError(_("已经公布，不能改；有错请更正"), code="moved_on")
    return draft
