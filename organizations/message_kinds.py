"""What this room tells people, and the wording shipped for it."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

_ORGANIZATION = {"name": _("组织"), "name_en": _("组织（英文）")}

FILING_ENDS = register(
    Kind(
        "organizations.filing_ends",
        name=_("备案快到期"),
        placeholders=_ORGANIZATION | {"day": _("哪天"), "day_en": _("哪天（英文）")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "{name}的备案快到期了",
                "{name}的备案{day}到期，请到街道续，续好了请管名册的同事改有效期。",
            ),
            Wording(
                "inbox",
                "en",
                "The filing of {name_en} is running out",
                "The filing of {name_en} ends on {day_en}. Please have it renewed by the street.",
            ),
        ),
    )
)

MANAGER_APPOINTED = register(
    Kind(
        "organizations.manager_appointed",
        name=_("您成了一个组织的负责人"),
        placeholders=_ORGANIZATION,
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您是{name}的负责人了",
                "请在右上角换到这个身份，看看资料对不对，写上提供什么服务。",
            ),
            Wording(
                "inbox",
                "en",
                "You now speak for {name_en}",
                "Switch to this role at the top right, check the facts, and say what it offers.",
            ),
        ),
    )
)

_WITH_A_REASON = {"hub_declined", "hub_left"}

for _code, _name, _wordings in (
    (
        "hub_asked",
        _("有组织想加入枢纽"),
        (
            Wording("inbox", "zh-hans", "{name}想加入你们", "请在枢纽的页面上答复。"),
            Wording(
                "inbox",
                "en",
                "{name_en} would like to join you",
                "Please answer on the page of the hub.",
            ),
        ),
    ),
    (
        "hub_taken",
        _("枢纽接收了"),
        (
            Wording("inbox", "zh-hans", "{name}接收你们为成员了", "备案材料可以请它替你们递交。"),
            Wording(
                "inbox",
                "en",
                "{name_en} has taken you as a member",
                "It may hand your papers in for you.",
            ),
        ),
    ),
    (
        "hub_declined",
        _("枢纽没有接"),
        (
            Wording("inbox", "zh-hans", "{name}这次没有接", "{reason}"),
            Wording("inbox", "en", "{name_en} has not taken you this time", "{reason}"),
        ),
    ),
    (
        "hub_left",
        _("枢纽和成员分开了"),
        (
            Wording("inbox", "zh-hans", "和{name}的枢纽成员关系结束了", "原因：{reason}"),
            Wording(
                "inbox",
                "en",
                "The membership between you and {name_en} has ended",
                "Reason: {reason}",
            ),
        ),
    ),
):
    register(
        Kind(
            f"organizations.{_code}",
            name=_name,
            placeholders=_ORGANIZATION
            | ({"reason": _("原因")} if _code in {"hub_declined", "hub_left"} else {}),
            wordings=_wordings,
        )
    )

REVIEW_DUE = register(
    Kind(
        "organizations.review_due",
        name=_("该做年度检查了"),
        placeholders=_ORGANIZATION | {"year": _("年度"), "day": _("哪天前")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "{name}的 {year} 年年度检查还没做",
                "请在 {day} 前把成员人数、活动次数和账目带到管名册的同事那里。",
            ),
            Wording(
                "inbox",
                "en",
                "The yearly review of {name_en} for {year} is due",
                "Please bring the number of members, the activities and the accounts to whoever "
                "keeps the register by {day}.",
            ),
        ),
    )
)

REVIEWED = register(
    Kind(
        "organizations.reviewed",
        name=_("年度检查有结论了"),
        placeholders=_ORGANIZATION | {"year": _("年度")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "{name}的 {year} 年年度检查有结论了",
                "结论写在组织的页面上；要整改的，请在写明的日子前改好。",
            ),
            Wording(
                "inbox",
                "en",
                "The yearly review of {name_en} for {year} is done",
                "The result and what is to be mended stand on the page of the organisation.",
            ),
        ),
    )
)
