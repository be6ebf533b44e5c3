"""Recruiting social workers: chosen, waiting to be chosen, given up, and open with a risk."""

from dataclasses import dataclass
from datetime import date, timedelta

from communities.models import Area
from doors.town import then
from doors.town.account import find
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from doors.town.social_workers import agency
from organizations.actions import recruitments
from organizations.actions.recruitments import Wanted
from organizations.models import OrganizationScope, SocialWorker


@dataclass(frozen=True)
class RecruitmentPlan:
    title: str
    need: str
    quota: int
    days: int
    """Until its last day; less than nought: since it was."""
    replies: tuple[tuple[str, str], ...] = ()
    """Who, and what he says."""
    chosen: tuple[str, ...] = ()
    requirement: str = ""
    level: str = "none"
    risk_notice: str = ""
    reason: str = ""
    by_the_agency: bool = False


R = RecruitmentPlan
RECRUITMENTS = (
    R("驻梧桐里的儿童社工", "放学没人管的孩子有 20 多个，要一个人带四点半小组。", 1, -45,
      (("贺知夏", "做过三年儿童小组"), ("潘安琪", "想从小组转做个案"), ("冉小舟", "")),
      ("贺知夏",), requirement="做过儿童小组", by_the_agency=True),
    R("社区矫正个案社工", "街道转来 4 位要定期面谈的居民。", 1, -80, (("卢思远", ""),),
      level="intermediate", reason="街道统一派人了，我们不另招",
      risk_notice="面谈要两个人一起去。"),
    R("独居老人个案社工", "78 位独居老人分给两个人，走访排不过来。", 1, -1,
      (("乔一", "她们多半认得我"), ("苏禾", "07 网格我本来就走")), requirement="听得懂本地话"),
    R("禁毒社工", "和派出所一起回访，一周两次。", 2, 12, (("苏禾", "可以跟着学"),),
      level="assistant", risk_notice="入户要和民警一起去；不单独见面，不留自己的住址和电话。"),
)  # fmt: skip
"""The third waits for somebody to choose; in the fourth one has answered so far."""
ANNOUNCED_BEFORE, ANSWERED_AFTER = 21, 5


def tell_recruitments(told_on: date) -> None:
    """Each announced three weeks before its last day, or a week ago if that is far off."""
    home, secretary, unit = Area.objects.get(code=WUTONGLI_CODE), find("顾明"), agency()
    managers = OrganizationScope.objects.in_force().filter(organization=unit)
    manager = managers.order_by("pk")[0].grant.user
    for plan in RECRUITMENTS:
        by = manager if plan.by_the_agency else secretary
        until = told_on + timedelta(days=plan.days)
        opened = min(until - timedelta(days=ANNOUNCED_BEFORE), told_on - timedelta(days=7))
        with then.clock(morning(opened)) as it:
            where = unit if plan.by_the_agency else home
            made = recruitments.announce(where, _said(plan, until), actor=by)
            it.now += timedelta(days=ANSWERED_AFTER)
            rows = {
                name: recruitments.reply(
                    made, worker=_worker(home, name), words=words, told=True, actor=find(name)
                )
                for name, words in plan.replies
            }
            it.now = morning(until + timedelta(days=2))
            if plan.reason:
                recruitments.cancel(made, reason=plan.reason, actor=by)
            elif plan.chosen:
                recruitments.choose(made, chosen=[rows[one].pk for one in plan.chosen], actor=by)


def _said(plan: RecruitmentPlan, until: date) -> Wanted:
    return Wanted(
        title=plan.title,
        need=plan.need,
        quota=plan.quota,
        apply_until=until,
        requirement=plan.requirement,
        level=plan.level,
        risk_notice=plan.risk_notice,
        starts_on=until + timedelta(days=20),
    )


def _worker(home: Area, name: str) -> SocialWorker:
    rows = SocialWorker.objects.select_related("community", "organization")
    return rows.get(community=home, user=find(name))
