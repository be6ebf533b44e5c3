"""What social workers are told about their hours, and how the history reads them."""

from django.utils.translation import gettext_lazy as _

from core import audit
from core.messaging import Kind, Wording, register

register(
    Kind(
        "organizations.education_short",
        name=_("继续教育学时还不够"),
        placeholders={"day": _("有效到"), "short": _("还差几学时"), "required": _("应有几学时")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "继续教育还差 {short} 学时",
                "证书登记有效到 {day}，这一期应有 {required} 学时，还差 {short} 学时。"
                "学过的请登记，没学的看看有什么培训。",
            ),
            Wording(
                "inbox", "en", "{short} hours of continuing education are missing",
                "Your certificate is registered until {day}; it asks for {required} hours, and "
                "{short} are missing. Please tell what you have done, and look for a course.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.exam_passed",
        name=_("考试通过了"),
        placeholders={"year": _("哪一年")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "{year} 年的考试，通过了",
                "恭喜。证书到手以后请登记；有没有奖励、发了没有，写在您的页面上。",
            ),
            Wording(
                "inbox", "en", "You passed the {year} examination",
                "Congratulations. Please have the certificate registered once you hold it; your "
                "page tells whether there is a reward, and whether it has been paid.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.exam_rewarded",
        name=_("考试奖励发了"),
        placeholders={"amount": _("多少元"), "voucher": _("发放凭证")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "考试奖励 {amount} 元发了",
                "发放凭证：{voucher}。没有收到请问社区。",
            ),
            Wording(
                "inbox", "en", "Your examination reward of {amount} yuan has been paid",
                "Voucher: {voucher}. If it has not reached you, please ask the community.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.supervised",
        name=_("督导记下了一次督导"),
        placeholders={"day": _("哪天"), "minutes": _("多少分钟")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "{day} 的督导记下了",
                "{minutes} 分钟，谈了什么只记题目。只有您、督导和您的负责人看得到。",
            ),
            Wording(
                "inbox", "en", "The supervision of {day} is written down",
                "{minutes} minutes, headings only. You, your supervisor and your manager read it.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.supervision_asked",
        name=_("有社工请督导"),
        placeholders={},
        wordings=(
            Wording(
                "inbox", "zh-hans", "有社工请督导",
                "想谈什么、什么时候方便，写在页面上。请从督导库里请一位。",
            ),
            Wording(
                "inbox", "en", "A social worker asks for a supervisor",
                "The page says what about and when it suits. Please find one in the pool.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.supervision_matched",
        name=_("督导匹配好了"),
        placeholders={},
        wordings=(
            Wording(
                "inbox", "zh-hans", "督导匹配好了",
                "请双方约个时间。督导过后由督导记一次，再各说一句怎么样。",
            ),
            Wording(
                "inbox", "en", "A supervisor has been found",
                "Please agree on a time. The supervisor notes the sitting; then each of you says "
                "in a word how it was.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.supervision_refused",
        name=_("这次没有请到督导"),
        placeholders={"reason": _("原因")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "这次没有请到合适的督导",
                "{reason}。过一阵可以再提。",
            ),
            Wording(
                "inbox", "en", "No supervisor could be found this time",
                "{reason}. Please ask again in a while.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.supervision_withdrawn",
        name=_("不用督导了"),
        placeholders={},
        wordings=(
            Wording(
                "inbox", "zh-hans", "约您的那次督导不用了",
                "提的人撤回了，不用再留时间。",
            ),
            Wording(
                "inbox", "en", "You are not needed as a supervisor after all",
                "Whoever asked has taken it back; no need to keep the time free.",
            ),
        ),
    )
)  # fmt: skip

audit.describe(
    {
        "organizations.education_told": _("登记继续教育"),
        "organizations.education_counted": _("核对继续教育"),
        "organizations.education_refused": _("继续教育没有算"),
        "organizations.exam_entered": _("登记报考"),
        "organizations.exam_passed": _("考试通过"),
        "organizations.exam_failed": _("考试没通过"),
        "organizations.exam_rewarded": _("发考试奖励"),
        "organizations.supervisor_named": _("列入督导库"),
        "organizations.supervisor_ended": _("移出督导库"),
        "organizations.supervised": _("督导"),
        "organizations.supervisor_arranged": _("改了督导的地方和时间"),
        "organizations.supervision_asked": _("请督导"),
        "organizations.supervision_matched": _("匹配督导"),
        "organizations.supervision_turned_down": _("督导来不了"),
        "organizations.supervision_refused": _("没有合适的督导"),
        "organizations.supervision_withdrawn": _("不用督导了"),
        "organizations.supervision_said": _("说了督导怎么样"),
        "organizations.pay_set": _("登记岗位和津贴"),
        "organizations.position_opened": _("设岗位"),
        "organizations.position_changed": _("改岗位"),
        "organizations.position_taken": _("安排上岗"),
        "organizations.position_given_up": _("离开岗位"),
        "organizations.position_closed": _("撤岗位"),
        "organizations.workerposition.read": _("查看岗位津贴幅度"),
    }
)
