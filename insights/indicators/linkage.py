"""五社联动 as a description: how many of the five took part, and in which ways (五联五共).
No target stands on any of it, and no place is held beside another by it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from insights.indicators.shape import (
    FROM_COMMUNITY,
    Indicator,
    Pillar,
    Theme,
    Unit,
    flow,
    number,
)
from insights.societies import Society, Tag

LINKED = "insights.linked"
PILLARS = {
    Society.ORGANIZATIONS: Pillar.ORGANIZATIONS,
    Society.SOCIAL_WORKERS: Pillar.SOCIAL_WORKERS,
    Society.VOLUNTEERS: Pillar.VOLUNTEERS,
    Society.CHARITY: Pillar.CHARITY,
}


def _described(
    code: str, name: Any, definition: Any, decision: Any, unit: Unit, pillar: Pillar, *part: Any
) -> Indicator:
    return number(
        code, name, definition, decision, unit, Theme.FORCES, pillar, *part,
        levels=FROM_COMMUNITY, describes=True,
    )  # fmt: skip


LINKAGE = (
    _described(
        "linked_orders",
        _("两社以上一起办的诉求"),
        _("办结的诉求里，五社中有两社以上出了力的；社区自己总算一社。"),
        _("读几件，看谁和谁总在一起、谁总没被请。"),
        Unit.CASES,
        Pillar.COMMUNITY,
        flow(LINKED, "what·societies", *(f"order·{n}" for n in (2, 3, 4, 5))),
    ),
    _described(
        "linked_orders_many",
        _("三社以上一起办的诉求"),
        _("办结的诉求里，五社中有三社以上出了力的。"),
        _("把办得好的那几件写成例子，给邻近社区看。"),
        Unit.CASES,
        Pillar.COMMUNITY,
        flow(LINKED, "what·societies", *(f"order·{n}" for n in (3, 4, 5))),
    ),
    _described(
        "linked_activities",
        _("两社以上一起办的活动"),
        _("办了的活动里，五社中有两社以上出了力的；志愿者班次不算。"),
        _("总是社区一家办的，下一场先问组织和队伍。"),
        Unit.EVENTS,
        Pillar.COMMUNITY,
        flow(LINKED, "what·societies", *(f"activity·{n}" for n in (2, 3, 4, 5))),
    ),
    *(
        _described(
            f"linked_with_{society.value}",
            name,
            _("办结的诉求和办了的活动里，这一社出了力的。"),
            decision,
            Unit.TIMES,
            PILLARS[society],
            flow("insights.linked_society", "society", str(society.value)),
        )
        for society, name, decision in (
            (Society.ORGANIZATIONS, _("社会组织出力"), _("没有，就看供需板上谁在找事做。")),
            (Society.SOCIAL_WORKERS, _("社工出力"), _("社工只写材料的，请他接一件难的。")),
            (Society.VOLUNTEERS, _("志愿者出力"), _("少了，先问是没人，还是没请。")),
            (Society.CHARITY, _("慈善资源用上了"), _("有钱有物没用上的，翻一翻等着的心愿。")),
        )
    ),
    *(
        _described(
            f"tag_{tag.value}",
            tag.label,
            definition,
            _("只作描述：年底写总结时翻出来读，不比多少。"),
            Unit.TIMES,
            Pillar.COMMUNITY,
            flow("insights.linked_tag", "tag", str(tag.value)),
        )
        for tag, definition in (
            (Tag.PARTY, _("报到党员领办过的诉求。")),
            (Tag.BRANCHES, _("共建单位帮办过的诉求，和共建单位主办的活动。")),
            (Tag.BUILDING, _("和邻近社区、单位商量好一起办的飞地活动。")),
            (Tag.ACTIVITIES, _("两社以上一起办的活动。")),
            (Tag.PROBLEMS, _("不止一家承办，或者吹过哨的诉求。")),
            (Tag.RESOURCES, _("用上了捐赠的诉求和活动。")),
            (Tag.COUNSEL, _("议事会上来的、上了议事会的诉求，和议事协商的活动。")),
            (Tag.SERVICES, _("社工和社会组织协办过的诉求，和社会组织主办的活动。")),
            (Tag.VOLUNTEERING, _("志愿者承办过的诉求，和志愿者帮着办的活动。")),
            (Tag.FUTURE, _("立了项、上了议事会或者递上去的期望单。")),
        )
    ),
)
