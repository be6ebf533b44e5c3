"""What partners are told, and how the history reads what they did."""

from django.utils.translation import gettext_lazy as _

from core import audit
from core.messaging import Kind, Wording, register

_BOTH = {
    "unit": _("单位"),
    "unit_en": _("单位（英文）"),
    "community": _("社区"),
    "community_en": _("社区（英文）"),
}

# Each kind of agreement has a reminder of its own: its code begins with the kind.
for _code, _name, _said, _said_en in (
    ("pairing", _("结对协议快到期"), "结对协议", "pairing agreement"),  # data
    ("cooperation", _("合作协议快到期"), "合作协议", "cooperation agreement"),  # data
    ("university", _("校地共建协议快到期"), "校地共建协议", "school agreement"),  # data
):
    register(
        Kind(
            f"organizations.{_code}_ends",
            name=_name,
            placeholders=_BOTH | {"day": _("哪天")},
            wordings=(
                Wording(
                    "inbox", "zh-hans", f"{{unit}}和{{community}}的{_said}快到期了",
                    "协议到 {day} 为止。请两边看看清单办得怎样，商量续不续签。",
                ),
                Wording(
                    "inbox", "en",
                    f"The {_said_en} of {{unit_en}} and {{community_en}} is running out",
                    "It ends on {day}. Please look at the lists together and say whether it "
                    "goes on.",
                ),
            ),
        )
    )  # fmt: skip

ASSESSMENT_PUBLISHED = register(
    Kind(
        "organizations.assessment_published",
        name=_("双向评价公布了"),
        placeholders=_BOTH | {"year": _("年度")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "{year} 年双向评价公布了",
                "{community}和{unit}的评价在页面上；觉得不对的，15 天内可以提异议。",
            ),
            Wording(
                "inbox", "en", "The assessment for {year} is published",
                "What {community_en} and {unit_en} say stands on the page; you may appeal "
                "within 15 days.",
            ),
        ),
    )
)  # fmt: skip

ASSESSMENT_ANSWERED = register(
    Kind(
        "organizations.assessment_answered",
        name=_("双向评价的异议有答复了"),
        placeholders=_BOTH | {"year": _("年度")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "{year} 年双向评价的异议有答复了",
                "街道对{community}和{unit}的评价作了答复，写在页面上。",
            ),
            Wording(
                "inbox", "en", "The appeal of {year} is answered",
                "What the street says of {community_en} and {unit_en} stands on the page.",
            ),
        ),
    )
)  # fmt: skip

_DEMAND = {"title": _("需要什么")}

DEMAND_ANSWERED = register(
    Kind(
        "organizations.demand_answered",
        name=_("供需对接有人应答"),
        placeholders=_DEMAND,
        wordings=(
            Wording("inbox", "zh-hans", "有组织应答了“{title}”", "请看看它打算怎么做，和它联系。"),
            Wording(
                "inbox", "en", "Somebody answers “{title}”",
                "Please read what they would do, and get in touch.",
            ),
        ),
    )
)  # fmt: skip

DEMAND_TAKEN_BACK = register(
    Kind(
        "organizations.demand_taken_back",
        name=_("供需对接的应答收回了"),
        placeholders=_DEMAND,
        wordings=(
            Wording("inbox", "zh-hans", "“{title}”有一个应答收回了", "还有谁应答，写在页面上。"),
            Wording(
                "inbox", "en", "An answer to “{title}” was taken back",
                "The page says who else has answered.",
            ),
        ),
    )
)  # fmt: skip

DEMAND_SILENT = register(
    Kind(
        "organizations.demand_silent",
        name=_("供需对接没有人应"),
        placeholders=_DEMAND,
        wordings=(
            Wording(
                "inbox", "zh-hans", "“{title}”两周没有人应",
                "页面上列了谁可能做得了，请打个电话；再过两周没有人应，就自动结束。",
            ),
            Wording(
                "inbox", "en", "Nobody has answered “{title}” for a fortnight",
                "The page lists who might do it: please call. After another fortnight it closes.",
            ),
        ),
    )
)  # fmt: skip

DEMAND_DECIDED = register(
    Kind(
        "organizations.demand_decided",
        name=_("供需对接有结果了"),
        placeholders=_DEMAND,
        wordings=(
            Wording(
                "inbox", "zh-hans", "“{title}”有结果了",
                "定下和谁对接，写在页面上。谢谢应答。",
            ),
            Wording(
                "inbox", "en", "“{title}” is decided",
                "The page says with whom. Thank you for answering.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.commissioner_ends",
        name=_("兼职委员任期快到了"),
        placeholders={"unit": _("单位"), "unit_en": _("单位（英文）"), "day": _("哪天")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "{unit}的兼职委员任期快到了",
                "任期到 {day} 为止。请两边商量连任，还是换一位。",
            ),
            Wording(
                "inbox", "en", "The term of the commissioner of {unit_en} is running out",
                "It ends on {day}. Please agree on another term, or on somebody else.",
            ),
        ),
    )
)  # fmt: skip

_MEETING = {
    "community": _("社区"), "community_en": _("社区（英文）"), "title": _("商量什么"),
    "day": _("哪天"),
}  # fmt: skip

register(
    Kind(
        "organizations.committee_called",
        name=_("请兼职委员开会"),
        placeholders=_MEETING,
        wordings=(
            Wording(
                "inbox", "zh-hans", "请你们的兼职委员来开会",
                "{day}，{community}：{title}。来不了的，请先跟社区说一声。",
            ),
            Wording(
                "inbox", "en", "Your commissioner is called to a meeting",
                "{community_en}, {day}: {title}. If he cannot come, please tell the community.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.committee_cancelled",
        name=_("会议不开了"),
        placeholders=_MEETING | {"reason": _("原因")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "{day} 的会不开了",
                "{community}的“{title}”不开了：{reason}",
            ),
            Wording(
                "inbox", "en", "The meeting on {day} is cancelled",
                "“{title}” in {community_en} is cancelled: {reason}",
            ),
        ),
    )
)  # fmt: skip

audit.describe(
    {
        "organizations.commissioner_seated": _("登记兼职委员"),
        "organizations.commissioner_renewed": _("兼职委员连任"),
        "organizations.commissioner_unseated": _("兼职委员卸任"),
        "organizations.commissioner_judged": _("兼职委员年度评定"),
        "organizations.committee_called": _("通知会议"),
        "organizations.committee_signed": _("记到会"),
        "organizations.committee_cancelled": _("会议不开了"),
        "organizations.demand_published": _("发布需求"),
        "organizations.demand_answered": _("应答需求"),
        "organizations.demand_taken_back": _("收回应答"),
        "organizations.demand_talked": _("登记对接会"),
        "organizations.demand_closed": _("结束需求"),
        "organizations.pairing_drafted": _("拟定协议"),
        "organizations.pairing_line_added": _("加清单"),
        "organizations.pairing_signed": _("登记签订"),
        "organizations.pairing_renewed": _("续签"),
        "organizations.pairing_stopped": _("提前结束"),
        "organizations.pairing_lapsed": _("期满结束"),
        "organizations.pairing_term_planned": _("排学期"),
        "organizations.pairing_group_paired": _("结对团支部或社团"),
        "organizations.pairing_group_parted": _("不再结对"),
        "organizations.pairing_assessed": _("年度评定"),
        "organizations.pairing_third_named": _("写上第三方"),
        "organizations.pairing_third_dropped": _("去掉第三方"),
        "organizations.pairing_line_begin": _("开始办一项"),
        "organizations.pairing_line_finish": _("办成一项"),
        "organizations.pairing_line_drop": _("不办一项"),
        "organizations.assessment_written": _("写评价"),
        "organizations.assessment_corrected": _("改评价"),
        "organizations.assessment_submit": _("交给街道"),
        "organizations.assessment_publish": _("公布"),
        "organizations.assessment_appeal": _("提异议"),
        "organizations.assessment_uphold": _("维持"),
        "organizations.assessment_withdraw": _("撤销"),
    }
)
