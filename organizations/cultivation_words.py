"""What is said of an organisation that grows: messages, and the lines of its history."""

from django.utils.translation import gettext_lazy as _

from core import audit
from core.messaging import Kind, Wording, register

_NAME = {"name": _("组织")}

register(
    Kind(
        "organizations.cultivation_handed_in",
        name=_("备案材料递交了"),
        placeholders=_NAME,
        wordings=(
            Wording(
                "inbox", "zh-hans", "{name}递交了备案材料",
                "社区看过原件。请核对后备案，或者写明差在哪里退回。",
            ),
            Wording(
                "inbox", "en", "{name} has handed in its papers",
                "The community saw the originals. Please file it, or say what is missing.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.cultivation_sent_back",
        name=_("备案材料退回了"),
        placeholders=_NAME,
        wordings=(
            Wording(
                "inbox", "zh-hans", "{name}的备案材料退回了",
                "街道写明了差在哪里，请补好再递交。",
            ),
            Wording(
                "inbox", "en", "The papers of {name} came back",
                "The street says what is missing; please complete them and hand them in again.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.cultivation_filed",
        name=_("备案了"),
        placeholders=_NAME,
        wordings=(
            Wording("inbox", "zh-hans", "{name}备案了", "编号和有效期写在名册上，到期前会提醒。"),
            Wording(
                "inbox", "en", "{name} is filed",
                "Number and last day stand in the register; a reminder comes before it ends.",
            ),
        ),
    )
)  # fmt: skip

audit.describe(
    {
        "organizations.cultivation_started": _("记下一个想法"),
        "organizations.cultivation_papers_seen": _("看过材料"),
        "organizations.cultivation_form": _("成立队伍"),
        "organizations.cultivation_hand_in": _("递交街道备案"),
        "organizations.cultivation_send_back": _("退回补材料"),
        "organizations.cultivation_file": _("准予备案"),
        "organizations.cultivation_register": _("登记为法人"),
        "organizations.cultivation_stop": _("不办了"),
        "organizations.cultivation_supported": _("登记支持"),
        "organizations.cultivation_support_struck": _("划掉一笔支持"),
    }
)
