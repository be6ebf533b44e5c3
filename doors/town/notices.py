"""Notices: written by one, checked by another, published, withdrawn — by the actions."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts import roles
from accounts.models import User
from communities.actions import notices
from communities.actions.notices import NoticeFacts
from communities.models import Area, Level, Notice, NoticeCategory
from doors.town import cast, notice_texts, past, plan
from doors.town.account import find
from doors.town.notice_texts import Text
from doors.town.plan import WUTONGLI
from grids.models import TenHouseholdGroup

Audience = Notice.Audience
_GROUPS = 4


def tell_notices(told_on: date) -> None:
    """What hangs on the wall today, what was taken down, what waits for a second pair of eyes."""
    home = Area.objects.get(code=WUTONGLI.code)
    writer, checker = find("乔一"), find("顾明")
    earlier = [
        (text, told_on - timedelta(days=text.days_ago)) for text in reversed(notice_texts.CURRENT)
    ]
    past.published(home, earlier, writer, checker, told_on)
    _published(home, _dated(notice_texts.WATER, told_on + timedelta(days=3)), *_pair(), told_on)
    _published_to_groups(home, told_on)
    withdrawn = _published(home, notice_texts.WITHDRAWN, writer, checker, told_on)
    notices.withdraw_notice(withdrawn, reason=notice_texts.WITHDRAWN_WHY, actor=checker)
    waiting = notices.draft_notice(home, _facts(home, notice_texts.WAITING, told_on), actor=writer)
    notices.submit_notice(waiting, actor=writer)
    notices.draft_notice(home, _facts(home, notice_texts.DRAFT, told_on), actor=find("苏禾"))
    for community in plan.COMMUNITIES[1:]:
        if community.grids:
            _published(
                Area.objects.get(code=community.code),
                notice_texts.ELSEWHERE,
                cast.holder(community, roles.COMMUNITY_STAFF),
                cast.holder(community, roles.COMMUNITY_SECRETARY),
                told_on,
            )


def _pair() -> tuple[User, User]:
    return find("周予安"), find("顾明")


def _published(
    home: Area, text: Text, writer: User, checker: User, told_on: date, **aim: object
) -> Notice:
    notice = notices.draft_notice(home, _facts(home, text, told_on, **aim), actor=writer)
    notices.submit_notice(notice, actor=writer)
    notices.check_notice(notice, revision=notice.revision, actor=checker)
    return notices.publish_notice(notice, actor=checker)


def _published_to_groups(home: Area, told_on: date) -> None:
    groups = TenHouseholdGroup.objects.standing().filter(grid__community=home, grid__position=7)
    ids = tuple(groups.order_by("pk").values_list("pk", flat=True)[:_GROUPS])
    text = notice_texts.FOR_GROUPS
    _published(home, text, *_pair(), told_on, audience=Audience.GROUPS, target_ids=ids)


def _facts(home: Area, text: Text, told_on: date, **aim: object) -> NoticeFacts:
    if text.grids and not aim:
        grids = home.children.filter(level=Level.GRID, position__in=text.grids)
        aim = {"audience": Audience.GRIDS, "target_ids": tuple(grids.values_list("pk", flat=True))}
    return NoticeFacts(
        category=NoticeCategory.objects.get(code=text.category),
        title=text.title,
        title_en=text.title_en,
        body=text.body,
        body_en=text.body_en,
        is_important=text.important,
        expires_at=_midnight(told_on + timedelta(days=text.lasts_days)),
        **aim,  # type: ignore[arg-type]
    )


def _dated(text: Text, day: date) -> Text:
    words = {"date": f"{day.month}月{day.day}日", "date_en": f"{day:%B} {day.day}"}
    return Text(
        **{
            **vars(text),
            "title": text.title.format(**words),
            "title_en": text.title_en.format(**words),
        }
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
