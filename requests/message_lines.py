"""What people hear about a request, one line each; the page has the details.

Titles and words of a request never travel by SMS: the number does, and the day.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Tells:
    """To whom (reporter, lead, keeper), and in which words."""

    to: str
    name: object
    title: str
    text: str
    title_en: str
    text_en: str
    sms: str = ""
    sms_en: str = ""
    sms_wait: int = 30
    """Minutes in which the inbox may be read first."""


TELLS = {
    "received": Tells(
        "keeper",
        _("来了一件新诉求"),
        "来了一件新诉求",
        "{title}。编号 {number}，请在 {due} 前办。",
        "A new request",
        "{title}. Number {number}, due {due}.",
    ),
    "accepted": Tells(
        "reporter",
        _("社区受理了"),
        "社区受理了",
        "“{title}”已经受理，{due} 前答复您。",
        "Taken in",
        "“{title}” is with the community; you hear from us by {due}.",
    ),
    "asked": Tells(
        "reporter",
        _("社区想问一句"),
        "社区想问您一句",
        "关于“{title}”，请打开看看要补充什么。",
        "A question to you",
        "About “{title}”: please see what is missing.",
        "您提的事（{number}）需要补充一句，请打开网页或给社区打电话。",
        "Your request ({number}) needs a word from you: open the page or call the community.",
    ),
    "lapsed": Tells(
        "reporter",
        _("等不到补充，先放下了"),
        "等不到您的补充，先放下了",
        "“{title}”先放下了，需要时随时再提。",
        "Set aside",
        "“{title}” was set aside for want of an answer; bring it again at any time.",
    ),
    "refused": Tells(
        "reporter",
        _("没有受理，说明了原因"),
        "这件事社区办不了",
        "“{title}”没有受理，请看答复。",
        "Not taken in",
        "“{title}” was not taken in; please read why.",
    ),
    "redirected": Tells(
        "reporter",
        _("请到别处办"),
        "这件事请到别处办",
        "“{title}”该找谁，答复里写了。",
        "Somebody else does this",
        "“{title}”: the answer says whom to ask.",
    ),
    "merged": Tells(
        "reporter",
        _("和别人提的是同一件"),
        "和别人提的是同一件事",
        "“{title}”并到一起办，进展照样告诉您。",
        "Others asked for the same",
        "“{title}” is handled together with theirs; you still hear how it goes.",
    ),
    "corrected": Tells(
        "reporter",
        _("刚才那一步弄错了"),
        "刚才那一步弄错了",
        "“{title}”已经改回来，接着办。",
        "Corrected",
        "The last step about “{title}” was a mistake; it has been put right and goes on.",
    ),
    "assigned": Tells(
        "lead",
        _("派给您一件"),
        "派给您一件",
        "{title}。请签收，{due} 前办。",
        "Assigned to you",
        "{title}. Please sign for it; due {due}.",
    ),
    "claimed": Tells(
        "reporter",
        _("有人接了"),
        "有人接了",
        "“{title}”有人接了，会联系您。",
        "Somebody took it",
        "“{title}” has been taken; you will be contacted.",
        "您提的事（{number}）有人接了，会联系您。",
        "Your request ({number}) has been taken; you will be contacted.",
    ),
    "offered": Tells(
        "invited",
        _("想请您搭把手"),
        "想请您搭把手",
        "{item}，{due} 前。接不接都由您，打开看看。",
        "Could you lend a hand?",
        "{item}, by {due}. Yes or no is up to you; please have a look.",
    ),
    "nobody_left": Tells(
        "keeper",
        _("合适的人都问过了"),
        "合适的人都问过了",
        "“{title}”还没有人接，请看看派给谁。",
        "Everybody who fits was asked",
        "“{title}” has not been taken; please see whom to send.",
    ),
    "objected": Tells(
        "keeper",
        _("对派单有异议"),
        "对派单有异议",
        "“{title}”被退回来，请看理由。",
        "An objection",
        "“{title}” came back; please read why.",
    ),
    "handed_back": Tells(
        "keeper",
        _("承办的人办不了了"),
        "承办的人办不了了",
        "“{title}”要另找人。",
        "Handed back",
        "“{title}” needs somebody else.",
    ),
    "stepped_back": Tells(
        "lead",
        _("一起办的人来不了了"),
        "一起办的人来不了了",
        "“{title}”少了一位帮手，需要时请社区再找人。",
        "A helper cannot come",
        "“{title}” has one helper less; ask the community for another if you need one.",
    ),
    "suspended": Tells(
        "reporter",
        _("先停一停"),
        "先停一停",
        "“{title}”先停一停，打开看原因和恢复的日子。",
        "Paused",
        "“{title}” is paused; the page says why and until when.",
    ),
    "woken": Tells(
        "lead",
        _("暂停到期了"),
        "暂停到期了",
        "“{title}”该接着办了。",
        "The pause is over",
        "“{title}” goes on now.",
    ),
    "completed": Tells(
        "reporter",
        _("办好了，请您评一评"),
        "办好了，请您评一评",
        "“{title}”办好了。是不是真的好了，您说了算。",
        "Done: what do you say?",
        "“{title}” is done. Whether it really is, you decide.",
        "您提的事（{number}）办好了，请打开网页评一评，或给社区打电话。",
        "Your request ({number}) is done: please say on the page or by phone whether it is well.",
    ),
    "reworked": Tells(
        "lead",
        _("要重办"),
        "要重办",
        "“{title}”要重办，请看原因。{due} 前。",
        "To be done again",
        "“{title}” is to be done again; please read why. Due {due}.",
    ),
    "rated_low": Tells(
        "keeper",
        _("服务对象不满意"),
        "服务对象不满意",
        "“{title}”评价不满意，请在 {due} 前联系他。",
        "Not content",
        "“{title}” was rated low; please reach the person by {due}.",
    ),
    "explained": Tells(
        "reporter",
        _("对您的评价有答复"),
        "对您的评价有答复",
        "“{title}”有书面说明，请打开看看。",
        "An answer to your rating",
        "“{title}”: there is a written explanation.",
    ),
    "thanked": Tells(
        "lead",
        _("服务对象评价了"),
        "服务对象评价了",
        "“{title}”结了，谢谢您。",
        "Rated",
        "“{title}” is closed. Thank you.",
    ),
    "invited": Tells(
        "reporter",
        _("请您评一评"),
        "办得怎么样，请您说一句",
        "“{title}”办好几天了，好不好，您说了算。",
        "How was it?",
        "“{title}” was done some days ago. Was it well done?",
    ),
    "invited_again": Tells(
        "reporter",
        _("再请您评一评（短信）"),
        "还想听您说一句",
        "“{title}”办得怎么样，我们只问这一次了。",
        "We would still like your word",
        "How was “{title}” done? We do not ask again.",
        "您提的事（{number}）办好几天了，好不好请您说一句：打开网页，或给社区打电话。",
        "Request {number} was done some days ago. Was it well done? Say on the page or by phone.",
        sms_wait=0,
    ),
    "ask_him": Tells(
        "keeper",
        _("请打电话问一问"),
        "请打电话问一问办得怎么样",
        "“{title}”办好几天了，他不用手机，请没经手的同事打电话或上门问一问。",
        "Please ask how it was",
        "“{title}” was done some days ago; the person does not use the page. Somebody who had no"
        " hand in it should ring or call at the door.",
    ),
    "unrated": Tells(
        "reporter",
        _("没有等到评价，先结了"),
        "没有等到您的评价，先结了",
        "“{title}”先结了，不算满意也不算不满意。没办好随时可以再提。",
        "Closed without your word",
        "“{title}” is closed and counts neither way. If it is not well, bring it again.",
    ),
    "reopened": Tells(
        "keeper",
        _("当事人说没办好"),
        "当事人说没办好",
        "“{title}”又打开了，请看原因。",
        "Opened again",
        "“{title}” was opened again; please read why.",
    ),
    "withdrawn": Tells(
        "keeper",
        _("当事人撤回了"),
        "当事人撤回了",
        "“{title}”不用办了。",
        "Withdrawn",
        "“{title}” is no longer needed.",
    ),
    "message": Tells(
        "reporter",
        _("给您留了一句话"),
        "给您留了一句话",
        "关于“{title}”，打开看看。",
        "A word for you",
        "About “{title}”: please open it.",
    ),
    "reply": Tells(
        "lead",
        _("当事人回了一句"),
        "当事人回了一句",
        "关于“{title}”，打开看看。",
        "A word from the person",
        "About “{title}”: please open it.",
    ),
    "urged": Tells(
        "lead",
        _("当事人催了"),
        "当事人催了一下",
        "“{title}”，{due} 前要办好。",
        "Urged",
        "“{title}”, due {due}.",
    ),
    "extension_asked": Tells(
        "keeper",
        _("有人申请延期"),
        "有人申请延期",
        "“{title}”请您批一批。",
        "More time asked for",
        "“{title}”: please decide.",
    ),
    "extended": Tells(
        "reporter",
        _("要晚几天"),
        "要晚几天",
        "“{title}”延到 {due}，打开看原因。",
        "A later day",
        "“{title}” is now due {due}; the page says why.",
    ),
    "reminder": Tells(
        "lead",
        _("快到期了"),
        "提醒",
        "“{title}”应在 {due} 前办好。",
        "Reminder",
        "“{title}” is due {due}.",
    ),
    "escalated": Tells(
        "keeper",
        _("报上一级了"),
        "报上一级了",
        "“{title}”过了期，已经报上一级督办。",
        "Sent up",
        "“{title}” is overdue and has been sent one level up.",
    ),
    "done_near": Tells(
        "affected",
        _("您也受影响的事办好了"),
        "您也受影响的事办好了",
        "“{title}”办好了。要是还没好，打开说一声。",
        "Done, where it touched you too",
        "“{title}” is done. If it is not well, open it and say so.",
    ),
    "again_near": Tells(
        "affected",
        _("您也受影响的事重新办"),
        "您也受影响的事重新办",
        "“{title}”没有办好，社区正在重办。",
        "Done again, where it touched you too",
        "“{title}” was not well done; the community does it again.",
    ),
    "answered_near": Tells(
        "affected",
        _("社区对异议写了说明"),
        "社区写了说明",
        "您说“{title}”还没好，社区写了说明，打开看看。",
        "An explanation",
        "About “{title}”: the community explains in writing why it stays so.",
    ),
    "contested": Tells(
        "keeper",
        _("受影响的邻居说还没办好"),
        "受影响的邻居说还没办好",
        "“{title}”结了，有邻居说还没好，请在 {due} 前回应。",
        "A neighbour says it is not done",
        "“{title}” was closed; somebody it touches says it is not well. Answer by {due}.",
    ),
}

AFFECTED = {
    "complete": "done_near",
    "rework": "again_near",
    "reopen": "again_near",
    "explain": "answered_near",
}
"""Which steps those hear of whom it touches as well; they have their own words."""
