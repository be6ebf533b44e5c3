"""What is said of training courses."""

from django.utils.translation import gettext_lazy as _

from core import audit
from core.messaging import Kind, Wording, register

_WHICH = {"title": _("培训"), "day": _("哪天")}
_WHERE = _WHICH | {"where": _("在哪里"), "time": _("几点")}

register(
    Kind(
        "organizations.course_enrolled",
        name=_("替您报了一次培训"),
        placeholders=_WHERE,
        wordings=(
            Wording(
                "inbox", "zh-hans", "替您报了“{title}”",
                "{day} {time}，{where}。去不了请早点退，名额让给别人。",
            ),
            Wording(
                "inbox", "en", "You have been enrolled for {title}",
                "{day} {time}, {where}. If you cannot come, please give the place back early.",
            ),
        ),
    )
)  # fmt: skip
register(
    Kind(
        "organizations.course_tomorrow",
        name=_("明天的培训"),
        placeholders=_WHERE,
        wordings=(
            Wording(
                "inbox", "zh-hans", "明天有培训“{title}”",
                "{day} {time}，{where}。到了请签到，学时由基地登记，不用自己报。",
            ),
            Wording(
                "inbox", "en", "Tomorrow: {title}",
                "{day} {time}, {where}. Please sign in; the base tells your hours.",
            ),
        ),
    )
)  # fmt: skip
register(
    Kind(
        "organizations.course_cancelled",
        name=_("培训取消了"),
        placeholders=_WHICH | {"reason": _("原因")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "{day} 的“{title}”取消了", "原因：{reason}",
            ),
            Wording(
                "inbox", "en", "{title} on {day} is cancelled", "Why: {reason}",
            ),
        ),
    )
)  # fmt: skip
register(
    Kind(
        "organizations.course_passed",
        name=_("培训结业了"),
        placeholders=_WHERE,
        wordings=(
            Wording(
                "inbox", "zh-hans", "“{title}”您通过了",
                "{day} 在{where}的培训，结业证在页面上，可以打印。",
            ),
            Wording(
                "inbox", "en", "You have passed {title}",
                "The certificate of the course at {where} on {day} stands on the page.",
            ),
        ),
    )
)  # fmt: skip
register(
    Kind(
        "organizations.course_failed",
        name=_("培训考核没有通过"),
        placeholders=_WHERE,
        wordings=(
            Wording(
                "inbox", "zh-hans", "“{title}”这次没有通过",
                "{day} 在{where}的培训，学时照算。想再学的话，可以报下一次。",
            ),
            Wording(
                "inbox", "en", "You have not passed {title} this time",
                "Your hours at {where} on {day} count all the same. You may try again.",
            ),
        ),
    )
)  # fmt: skip

audit.describe(
    {
        "organizations.course_announced": _("发布培训"),
        "organizations.course_signed": _("培训签到"),
        "organizations.course_held": _("培训办完了，记学时"),
        "organizations.course_graded": _("登记培训考核结果"),
        "organizations.course_cancelled": _("取消培训"),
        "organizations.training_base_named": _("登记培训基地"),
        "organizations.training_base_ended": _("不再是培训基地"),
        "organizations.trainer_registered": _("登记老师"),
        "organizations.trainer_corrected": _("更正老师的资料"),
        "organizations.trainer_taken_out": _("移出师资库"),
    }
)
