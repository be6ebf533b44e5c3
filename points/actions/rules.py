"""A meeting of the residents adopts a rule, and ends it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from points.models import Rule
from points.models.rules import Source

HOUR = "小时"  # data: the unit in which hours of service are rewarded, down to the minute


@transaction.atomic
def adopt(
    community: Area,
    *,
    name: str,
    sign: str,
    points: int,
    unit: str,
    meeting: str,
    adopted_on: date,
    starts_on: date,
    source: str = Source.DESK,
    cap: int | None = None,
    cap_per: str = "",
    veto_days: int | None = None,
    actor: User | None,
) -> Rule:
    require_terms(
        sign=sign,
        source=source,
        unit=unit,
        adopted_on=adopted_on,
        starts_on=starts_on,
        cap=cap,
        cap_per=cap_per,
        veto_days=veto_days,
    )
    twice = DomainError(_("同名的规则正在用，先结束它"), code="twice", field="name")
    taken = DomainError(_("这个来源已有规则在用，先结束它"), code="taken", field="source")
    with refusing(rule_in_force_once=twice, rule_one_per_source=taken):
        made = Rule.objects.create(
            community=community,
            name=name.strip(),
            sign=sign,
            source=source,
            points=points,
            unit=unit.strip(),
            cap=cap,
            cap_per=cap_per,
            veto_days=veto_days,
            meeting=meeting.strip(),
            adopted_on=adopted_on,
            starts_on=starts_on,
        )
    audit.record("points.rule_adopted", made, actor=actor, scope=community.pk)
    return made


def require_terms(
    *,
    sign: str,
    unit: str,
    adopted_on: date,
    starts_on: date,
    source: str = Source.DESK,
    cap: int | None = None,
    cap_per: str = "",
    veto_days: int | None = None,
) -> None:
    """What a meeting may say in one rule; a table asks before anything is written."""
    if adopted_on > starts_on:
        raise DomainError(_("先通过，后生效：日期反了"), field="starts_on")
    if (cap is None) != (cap_per == ""):
        raise DomainError(_("封顶要写多少分，也要写多久"), field="cap")
    if sign == Rule.Sign.DEDUCT and (source != Source.DESK or cap is not None):
        raise DomainError(_("扣分只能由社区一笔一笔登记，不设封顶"), field="sign")
    if sign == Rule.Sign.EARN and veto_days is not None:
        raise DomainError(_("一票否决只用在扣分的规则上"), field="veto_days")
    if source == Source.SERVICE and unit.strip() != HOUR:
        raise DomainError(_("志愿服务按小时记分，单位写“小时”"), field="unit")


@transaction.atomic
def end(rule: Rule, *, actor: User | None) -> Rule:
    """From tomorrow on nothing comes under it; what was given stays."""
    rule = Rule.objects.select_for_update(no_key=True).get(pk=rule.pk)
    if rule.ends_on is not None:
        raise DomainError(_("这条规则已经结束"), code="moved_on")
    rule.ends_on = max(timezone.localdate(), rule.starts_on)
    rule.save(update_fields=["ends_on"])
    audit.record("points.rule_ended", rule, actor=actor, scope=rule.community_id)
    return rule
