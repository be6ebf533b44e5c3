"""What this room tells people, and the wording shipped for it."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

register(
    Kind(
        "volunteers.accepted",
        name=_("志愿者登记通过"),
        placeholders={"community": _("社区")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您是志愿者了",
                "{community}核对过了。有合适的事会先问您，每一次都可以不接。",
            ),
            Wording(
                "inbox",
                "en",
                "You are a volunteer now",
                "{community} has checked your registration. You will be asked first, "
                "and may say no every time.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.declined",
        name=_("志愿者登记没有通过"),
        placeholders={"community": _("社区")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "这次登记没有通过",
                "{community}看过您的登记，原因写在页面上；随时可以再登记。",
            ),
            Wording(
                "inbox",
                "en",
                "Your registration was not accepted",
                "{community} has given the reason on your page; you may register again any time.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.suspended",
        name=_("暂停志愿服务"),
        placeholders={"community": _("社区")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您的志愿服务暂停了",
                "{community}暂停了您的志愿服务，原因写在页面上，有疑问可以问社区。",
            ),
            Wording(
                "inbox",
                "en",
                "Your volunteering is suspended",
                "{community} has suspended it; the reason is on your page.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.reinstated",
        name=_("恢复志愿服务"),
        placeholders={"community": _("社区")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "您的志愿服务恢复了", "{community}又可以邀请您了，谢谢您。"
            ),
            Wording("inbox", "en", "You are a volunteer again", "{community} may ask you again."),
        ),
    )
)

register(
    Kind(
        "volunteers.pause_over",
        name=_("歇完了"),
        placeholders={"community": _("社区")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您歇的日子到了",
                "从今天起，{community}有事又会先问您。还想歇，打开页面再点一下。",
            ),
            Wording(
                "inbox",
                "en",
                "Your pause is over",
                "From today {community} may ask you again. To rest longer, tap once more.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.child_applied",
        name=_("孩子想做志愿者"),
        placeholders={"community": _("社区")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "孩子想做志愿者，等您一句话",
                "孩子在{community}登记了志愿者。满 18 岁以前要您同意，打开看一看。",
            ),
            Wording(
                "inbox",
                "en",
                "Your child would like to volunteer",
                "A registration in {community} waits for your consent. Please have a look.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.join_asked",
        name=_("有人想入队"),
        placeholders={"team": _("队伍")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "有人想加入{team}", "打开看看他会什么、什么时候有空，回个话。"
            ),
            Wording(
                "inbox",
                "en",
                "Somebody would like to join {team}",
                "See what they can do and when, and answer.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.joined",
        name=_("入队了"),
        placeholders={"team": _("队伍")},
        wordings=(
            Wording("inbox", "zh-hans", "您是{team}的队员了", "想离队随时可以，不用说理由。"),
            Wording("inbox", "en", "You belong to {team} now", "You may leave at any time."),
        ),
    )
)

register(
    Kind(
        "volunteers.leader_changed",
        name=_("当队长了"),
        placeholders={"team": _("队伍")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "请您当{team}的队长",
                "您看得到队员会什么、什么时候有空，也请您答复想入队的人。",
            ),
            Wording(
                "inbox",
                "en",
                "You lead {team} now",
                "You see what its members can do and when, and answer who would like to join.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.licence_expiring",
        name=_("志愿者证件快到期"),
        placeholders={"skill": _("技能"), "skill_en": _("技能（英文）"), "day": _("有效到")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您的证件快到期了",
                "“{skill}”要的证件有效到 {day}。换了新证拿到社区看一眼，就能接着请您做这一项。",
            ),
            Wording(
                "inbox",
                "en",
                "Your licence will soon run out",
                "The licence for {skill_en} is valid until {day}. Show the new one at the "
                "community, and you can go on being asked for it.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.hours_answered",
        name=_("时长更正有了答复"),
        placeholders={"what": _("哪一次服务")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您提的时长更正有答复了",
                "{what}：社区核对过了，结果和原因写在“我的时长”里。",
            ),
            Wording(
                "inbox",
                "en",
                "Your question about hours was answered",
                "{what}: the answer and its reason are on your page of hours.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.certificate_issued",
        name=_("证明办好了"),
        placeholders={"issuer": _("出具单位"), "number": _("证明编号")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您的服务记录证明办好了",
                "编号 {number}。下载打印以后，请拿到{issuer}盖章。",
            ),
            Wording(
                "inbox",
                "en",
                "Your certificate of service is ready",
                "Number {number}. Print it and have it sealed by {issuer}.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.certificate_refused",
        name=_("证明没有通过"),
        placeholders={"issuer": _("出具单位"), "number": _("证明编号")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "这份服务记录证明没有通过",
                "{issuer}核对过了，原因写在“我的证明”里；可以再申请。",
            ),
            Wording(
                "inbox",
                "en",
                "Your certificate was not accepted",
                "{issuer} has given the reason on your page; you may apply again.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.certificate_revoked",
        name=_("证明撤销了"),
        placeholders={"issuer": _("出具单位"), "number": _("证明编号")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您的一份服务记录证明撤销了",
                "编号 {number}，原因写在“我的证明”里，可以再申请。",
            ),
            Wording(
                "inbox",
                "en",
                "A certificate of yours was revoked",
                "Number {number}; the reason is on your page. You may apply again.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.shift_declined",
        name=_("班次没有选上"),
        placeholders={"what": _("班次"), "what_en": _("班次（英文）")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "谢谢您报名“{what}”",
                "这次报名的人多，没有排上您；还有别的班次在等人。",
            ),
            Wording(
                "inbox",
                "en",
                "Thank you for offering to come to “{what_en}”",
                "More people asked than there are places; other shifts still look for somebody.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.shift_to_choose",
        name=_("班次等队长挑人"),
        placeholders={"what": _("班次"), "what_en": _("班次（英文）")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "“{what}”报名截止了，请您挑人",
                "打开看看谁报了名、会什么、服务了多久，挑好了他们都会知道；没选上的谢一声。",
            ),
            Wording(
                "inbox",
                "en",
                "“{what_en}” is closed: please choose who comes",
                "See who asked, what they can do and how long they served; they all hear of it.",
            ),
        ),
    )
)

register(
    Kind(
        "volunteers.shift_chosen",
        name=_("班次选上了"),
        placeholders={
            "what": _("班次"),
            "what_en": _("班次（英文）"),
            "at": _("什么时候"),
            "place": _("在哪里"),
        },
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "选上了：“{what}”",
                "{at}在{place}等您。来不了，提前在页面上取消，名额让给别人。",
            ),
            Wording(
                "inbox",
                "en",
                "You were chosen for “{what_en}”",
                "{at}, {place}. If you cannot come, cancel on the page in time for somebody else.",
            ),
        ),
    )
)
