"""心愿: made, written anew, hung up, taken, answered; the rest is the way of every request."""

import re
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core import audit, messaging, tally
from core.exceptions import DomainError
from requests import granting
from requests.actions import claiming, dispatch, intake, triage
from requests.actions.dispatch import Who, party_of
from requests.actions.intake import Need
from requests.actions.moving import lock, move_on
from requests.actions.releasing import refuse_names
from requests.models import MenuItem, RequestEvent, ServiceRequest, Wish
from requests.models.parties import Role, Via
from requests.triage import Verdict
from requests.wish_messages import OWES_A_LETTER, STILL_WAITS
from requests.workflow import Channel, Matter, OrderType, Status

ITEM = "small-wish"
HANGS = timedelta(days=30)
LONGEST = timedelta(days=60)
"""As the menu promises: two months without anybody, and we answer in person."""
MONEY = re.compile(
    r"捐款|募捐|筹款|善款|转账|红包|现金|二维码"  # data
    r"|[\d一二三四五六七八九十百千万]+\s*元"  # data
)
SHORTEST_REPLY = 15


@transaction.atomic
def make_wish(need: Need, *, help: str, by: Viewer) -> Wish:
    """By oneself, or by staff for somebody who told them."""
    if help not in Wish.Help.values:
        raise DomainError(_("请选要什么样的帮忙"), field="help")
    item = MenuItem.objects.filter(code=ITEM, is_active=True).first()
    row = intake.submit(_as_wish(need, item), by=by)
    if row.order_type != OrderType.WISH:
        row.order_type = OrderType.WISH
        row.save(update_fields=["order_type"])
    return Wish.objects.create(community_id=row.community_id, service_request=row, help=help)


def _as_wish(need: Need, item: MenuItem | None) -> Need:
    values = {name: getattr(need, name) for name in need.__dataclass_fields__}
    return Need(**(values | {"channel": Channel.WISH_WALL, "item": item}))


@transaction.atomic
def publish(
    wish: Wish, *, text: str, who: str, help: str, until: date | None = None, by: Viewer
) -> Wish:
    """Written anew by somebody else than who brought it; what was said stays in the request."""
    row = lock(wish.service_request)
    wish = Wish.objects.select_for_update(of=("self",)).get(pk=wish.pk)
    if by.user_id in {row.entered_by_id, row.reporter_id}:
        raise DomainError(_("您登记的心愿，请另一位同事改写上墙"), code="four_eyes")
    text, who = text.strip(), who.strip()
    if not who:
        raise DomainError(_("请写是谁的心愿，比如“一位奶奶”"), field="who")
    refuse_recognisable(text, row, field="text")
    refuse_recognisable(who, row, field="who")
    if _bare(text) in {_bare(row.title), _bare(row.body)}:
        raise DomainError(_("和原话一样，请换一种说法再挂，免得认得出是谁"), field="text")
    last = until or timezone.localdate() + HANGS
    _fits(last)
    if row.status == Status.SUBMITTED:
        verdict = Verdict(OrderType.WISH, Matter.PRIVATE, item=row.item, urgency=1)
        row = triage.classify(row, verdict, by=by)
    if row.status != Status.POOLED:
        dispatch.open_pool(row, by=by)
    wish.text, wish.who, wish.help, wish.until = text, who, help, last
    wish.published_at, wish.published_by = timezone.now(), by.actor
    wish.save()
    _wrote("publish", wish, by)
    return wish


@transaction.atomic
def prolong(wish: Wish, *, until: date, by: Viewer) -> Wish:
    row = lock(wish.service_request)
    if not ServiceRequest.objects.manageable_by(by).filter(pk=row.pk).exists():
        raise DomainError(_("这一步不归您做"), code="not_allowed")
    if row.status != Status.POOLED:
        raise DomainError(_("这个心愿已经有人领了，或者已经有了答复"), code="moved_on")
    _fits(until)
    Wish.objects.filter(pk=wish.pk).update(until=until)
    wish.refresh_from_db()
    _wrote("prolong", wish, by)
    return wish


@transaction.atomic
def tell_overdue() -> int:
    """Off the wall with nobody: the person hears it kindly the same day, and whoever keeps it that
    he owes a letter. Asked every hour; once for each day a wish was to hang until."""
    people = ("service_request__reporter", "service_request__keeper")
    rows = list(Wish.objects.overdue().select_related(*people).order_by("until", "pk"))
    for wish in rows:
        _tell_overdue(wish.service_request, f"requests.wish_overdue:{wish.pk}:{wish.until}")
    return len(rows)


def _tell_overdue(row: ServiceRequest, key: str) -> None:
    context = {"number": row.number, "title": row.title}
    common: dict[str, Any] = {"scope": row.community_id, "context": context, "dedup_key": key}
    if row.reporter is not None:
        link = reverse("requests:mine_one", args=[row.public_id])
        messaging.send(STILL_WAITS, to_user=row.reporter, link=link, **common)
    elif row.contact_phone:
        messaging.send(STILL_WAITS, to_address=row.contact_phone.open(), **common)
    if row.keeper is not None:
        link = reverse("requests:desk_wishes")
        messaging.send(OWES_A_LETTER, to_user=row.keeper, link=link, **common)


@transaction.atomic
def take(wish: Wish, *, by: Viewer) -> ServiceRequest:
    """我来帮忙: exactly one takes it; the others hear a kind word."""
    row = lock(wish.service_request)
    if row.status == Status.POOLED and not granting.hangs(row):
        raise DomainError(_("这个心愿过了日子，社区正在想办法"), code="overdue")
    lane = granting.lane_for(by, row)
    if lane is None:
        return claiming.claim(row, by=by)
    if row.status != Status.POOLED:
        raise DomainError(_("刚有人领走了，谢谢您。墙上还有别的心愿"), code="taken")
    office = granting.office_of(by)
    who = Who(lane, organization=office) if office else Who(lane, user=by.actor)
    party = party_of(row, who, Role.LEAD, Via.POOL)
    party.signed_at = timezone.now()
    return move_on(row, "claim", by=by, data={"lane": lane}, beside=[party]).service_request


@transaction.atomic
def answer_kindly(wish: Wish, *, reason: str, reply: str, by: Viewer) -> ServiceRequest:
    """Not to be hung up, or nobody came: a word for this one person, not a form letter."""
    row = lock(wish.service_request)
    reply = reply.strip()
    if len(reply) < SHORTEST_REPLY:
        raise DomainError(_("请多写几句：为什么，以及可以换个什么法子"), field="reply")
    told = RequestEvent.objects.filter(
        community_id=row.community_id, step="refuse", note=reply
    ).exclude(service_request=row)
    if told.exists():
        raise DomainError(_("这段话给别人写过了，请写给他一个人"), field="reply")
    if row.status == Status.POOLED:
        row = dispatch.recall(row, by=by)
    row = triage.refuse(row, reason=reason, reply=reply, by=by)
    _wrote("answer", wish, by)
    return row


@transaction.atomic
def release_thanks(wish: Wish, *, text: str, by: Viewer) -> Wish:
    """What the person said when it had come true, as far as it names nobody."""
    row = lock(wish.service_request)
    if not ServiceRequest.objects.manageable_by(by).filter(pk=row.pk).exists():
        raise DomainError(_("这一步不归您做"), code="not_allowed")
    if not Wish.objects.fulfilled().filter(pk=wish.pk).exists():
        raise DomainError(_("等他本人说圆了，再放谢谢的话"), code="not_confirmed")
    text = text.strip()
    refuse_recognisable(text, row, field="text")
    wish.thanks, wish.thanked_by = text, by.actor
    wish.save(update_fields=["thanks", "thanked_by"])
    _wrote("thanks", wish, by)
    return wish


def refuse_recognisable(text: str, row: ServiceRequest, *, field: str) -> None:
    """No number, no door, no name; and no money: the wall asks for hands and things only."""
    if not text:
        raise DomainError(_("请写墙上给大家看的话"), field=field)
    refuse_names(text, row, field=field)
    if MONEY.search(text):
        raise DomainError(_("心愿墙不收钱、不募捐，请改成出力、借或送一件东西"), field=field)


def _bare(words: str) -> str:
    return re.sub(r"\W+", "", words)


def _fits(until: date) -> None:
    today = timezone.localdate()
    if not today <= until <= today + LONGEST:
        raise DomainError(_("请选今天起两个月以内的日子"), field="until")


def _wrote(verb: str, wish: Wish, by: Viewer) -> None:
    tally.add(f"requests.wish_{verb}", wish.community_id)
    audit.record(
        f"requests.wish_{verb}",
        wish.service_request,
        actor=by.user,
        scope=wish.community_id,
        details={"wish": wish.pk},
    )
