"""The buttons of a request: for each step of the table its words, its form, its action."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from requests import hearing
from requests.actions import (
    attaching,
    avoiding,
    calling,
    conclude,
    contesting,
    dispatch,
    forwarding,
    offering,
    protecting,
    releasing,
    rotation,
    splitting,
    triage,
    undoing,
    work,
)
from requests.forms import desk as desk_forms
from requests.forms import kinds
from requests.forms import steps as forms
from requests.forms.forwards import ForwardForm, RevokeForwardForm
from requests.models import ServiceRequest
from requests.views.button import Button, by_slug
from requests.views.doing_steps import ASKED, AT_WORK, SIGN
from requests.views.rated_steps import RATED
from requests.workflow import Step

# What the person served can press; one step may stand for two lines of the table.
REPORTER = (
    by_slug(
        Button(
            "answer",
            _("回答社区"),
            triage.answer,
            forms.AnswerForm,
            _("回过了，时钟接着走"),
            icon="talk",
        ),
        Button("rate", _("评一评"), conclude.rate, forms.RateForm, _("谢谢您的评价"), icon="star"),
        Button(
            "urge",
            _("催一催"),
            work.urge,
            forms.MayNoteForm,
            _("催过了，承办的人知道了"),
            icon="horn",
        ),
        Button("reply", _("补充说明"), work.reply, forms.WordsForm, _("带到了")),
        Button(
            "reopen",
            _("没办好，再打开"),
            conclude.reopen,
            forms.ReasonForm,
            _("又打开了，社区重新办"),
            icon="undo",
        ),
        Button(
            "add_rating",
            _("追评"),
            conclude.add_rating,
            forms.AddRatingForm,
            _("谢谢您"),
            icon="star",
        ),
        Button(
            "withdraw",
            _("不需要了，撤回"),
            conclude.withdraw,
            forms.MayReasonForm,
            _("撤回了"),
            icon="close",
            final=True,
        ),
    )
    | SIGN
)

# What a neighbour can press whom it touches as well.
AFFECTED = by_slug(
    Button(
        "contest",
        _("还没办好"),
        contesting.contest,
        forms.ContestForm,
        _("社区知道了，一个工作日内回应"),
        lead=_("写哪里还没好。社区重新办，或者写明为什么只能这样；提出的人也看得到有人说没好"),
        icon="undo",
    ),
)

DESK = by_slug(
    Button(
        "undo",
        _("撤回刚才那一步"),
        undoing.undo,
        done=_("撤回了，回到待分办"),
        lead=_("10 分钟内可以撤回；提的人已经听说了的，会再告诉他一声"),
        icon="undo",
    ),
    Button(
        "classify", _("受理，定单"), triage.classify, desk_forms.VerdictForm, _("受理了，去派单")
    ),
    Button("assign", _("派给"), dispatch.assign, desk_forms.WhoForm, _("派出去了"), icon="send"),
    Button(
        "pool",
        _("请大家来接"),
        dispatch.open_pool,
        done=_("放出去了，谁先接算谁的"),
        lead=_("看得到的人只看到种类、网格和时间，看不到是谁家"),
        icon="users",
    ),
    Button(
        "call",
        _("一批一批邀请"),
        calling.call,
        desk_forms.CallForm,
        _("开始一批一批请了，没人接会自己请下一批"),
        lead=_("从最合适的开始，一次请几位；都不来或者到点没回，就请下一批"),
        icon="talk",
    ),
    Button(
        "rotate",
        _("派给值班的人"),
        rotation.rotate,
        done=_("派给值班的人了"),
        lead=_("现在值班的人里，最久没轮到的那一位"),
        icon="refresh",
    ),
    Button(
        "offer",
        _("邀请志愿者"),
        offering.offer,
        desk_forms.OfferForm,
        _("邀请发出去了"),
        lead=_("他们只看到种类、网格和时间；谁先接算谁的，不接也没关系"),
        icon="talk",
    ),
    Button("contact", _("联系过了"), work.contact, forms.ContactForm, icon="phone"),
    Button("sign", _("签收"), dispatch.sign, done=_("签收了，开始办"), icon="check"),
    Button(
        "complete",
        _("办好了"),
        work.complete,
        forms.CompleteForm,
        _("办好了，等他评价"),
        icon="check",
    ),
    Button(
        "message", _("给他留句话"), work.message, forms.MessageForm, hearing.in_words, icon="talk"
    ),
    Button("note", _("记一笔"), work.add_note, forms.WordsForm, icon="edit"),
    Button(
        "photo", _("放照片"), attaching.show_work, forms.PhotosForm, _("照片放好了"), icon="camera"
    ),
    Button("suspend", _("先停一停"), work.suspend, forms.SuspendForm, _("停下了"), icon="pause"),
    Button("resume", _("不停了，接着办"), work.resume, done=_("接着办了"), icon="right"),
    Button(
        "ask_extension",
        _("申请延期"),
        work.ask_extension,
        forms.AskExtensionForm,
        _("申请递上去了"),
        icon="clock",
    ),
    Button(
        "extend", _("同意延期"), work.extend, forms.ExtendForm, _("延期了，告诉他了"), icon="check"
    ),
    Button(
        "refuse_extension", _("不同意延期"), work.refuse_extension, forms.ReasonForm, icon="close"
    ),
    Button(
        "transfer",
        _("转给别人"),
        dispatch.transfer,
        desk_forms.TransferForm,
        _("转过去了"),
        icon="switch",
    ),
    Button("add_helper", _("请人一起办"), dispatch.add_helper, desk_forms.WhoForm, icon="users"),
    Button(
        "forward",
        _("转给没有账号的人"),
        forwarding.forward,
        ForwardForm,
        _("链接在下面，复制了发给他，或者让他扫"),
        lead=_("物业、医院、亲友……没有账号也能帮一段。您还是负责的人，他收没收、办没办都看得到"),
        icon="link",
    ),
    Button(
        "forward_revoked",
        _("收回链接"),
        forwarding.revoke,
        RevokeForwardForm,
        _("收回了，链接打不开了"),
        icon="close",
    ),
    Button(
        "end_helper", _("帮手到此为止"), dispatch.end_helper, desk_forms.HelperForm, icon="check"
    ),
    Button(
        "step_back",
        _("我来不了了"),
        dispatch.step_back,
        forms.ReasonForm,
        _("告诉牵头的人了"),
        lead=_("说得早就好办，不算您的不是"),
        icon="undo",
    ),
    Button(
        "confirm", _("回访"), conclude.confirm, forms.ConfirmForm, _("回访记下了"), icon="phone"
    ),
    *RATED.values(),
    Button(
        "release",
        _("写公示"),
        releasing.release_public_text,
        forms.ReleaseForm,
        _("贴到社区公示里了"),
        lead=_(
            "谁都看得到，不用登录。写是什么事、办到哪一步；不写是谁、哪一户，也不抄提出的人的原话"
        ),
        icon="horn",
    ),
    Button("reclassify", _("重新定单"), triage.reclassify, desk_forms.VerdictForm),
    Button(
        "ask", _("问一问"), triage.ask, forms.QuestionForm, _("问过去了，时钟停着"), icon="talk"
    ),
    Button(
        "answer",
        _("他回了，记下来"),
        triage.answer,
        forms.AnswerForm,
        _("记下了，时钟接着走"),
        icon="talk",
    ),
    Button(
        "split",
        _("拆成几件"),
        splitting.split,
        forms.SplitForm,
        _("拆开了，各走各的"),
        icon="split",
    ),
    Button(
        "merge", _("并入另一件"), triage.merge, desk_forms.MergeForm, _("并在一起了"), icon="merge"
    ),
    Button(
        "shield",
        _("说的是我们的人"),
        avoiding.shield,
        kinds.ShieldForm,
        _("交上一级看了，被说到的人看不到"),
        icon="shield",
        leaves=True,
    ),
    Button(
        "recuse",
        _("我要回避"),
        avoiding.recuse,
        kinds.RecuseForm,
        _("记下了，这件事您不再经手，也看不到了"),
        lead=_("和当事人、和这件事有利害关系的，不经手。申明以后换别人办，您不再看到它。"),
        icon="out",
        leaves=True,
    ),
    Button(
        "protect",
        _("有危险，转专人"),
        protecting.protect,
        forms.MayNoteForm,
        _("已经在专人手里了"),
        lead=_("孩子可能受伤害、有人可能想不开、正在受暴力：立刻离开队列，只有专人看得到。"),
        icon="hazard",
    ),
    Button("recall", _("收回来重新派"), dispatch.recall, forms.MayNoteForm, icon="undo"),
    Button(
        "object",
        _("提异议"),
        dispatch.object_to,
        forms.ReasonForm,
        _("退回派单的人了"),
        icon="undo",
    ),
    Button(
        "hand_back", _("办不了，交回"), work.hand_back, forms.ReasonForm, _("交回去了"), icon="undo"
    ),
    Button(
        "redirect", _("请到别处办"), triage.redirect, forms.RedirectForm, icon="send", final=True
    ),
    Button("refuse", _("不受理"), triage.refuse, forms.RefuseForm, icon="close", final=True),
    *ASKED.values(),
    *AT_WORK.values(),
    *SIGN.values(),
)

# What a volunteer or a Party member has on his phone once he took it.
HELPER = {
    slug: DESK[slug]
    for slug in (
        "photo",
        "suspend",
        "ask_extension",
        "sign",
        "complete",
        "contact",
        "message",
        "note",
        "resume",
        "object",
        "hand_back",
        "step_back",
        *AT_WORK,
    )
}

ENDING = frozenset({"object", "hand_back", "step_back", "turn_down"})
"""After these it may be out of his sight: back to the list of what is his."""

RARE = frozenset(
    {
        *("shield", "recuse", "protect", "release", "reclassify", "split", "recall"),
        *("end_helper", "rotate", "object", "hand_back"),
    }
)
"""Folded away: what one does once in a while."""

FIRST = frozenset(
    {"stand_in", "classify", "assign", "sign", "complete", "answer", "rate", "resume", "extend"}
)
"""The one act of a view: its button is filled."""


ONE_BUTTON = {"recuse_lead": "recuse", "shield_lead": "shield"}
"""Two lines of the table, one thing to press: the action sees which it is."""


def offered(table: dict[str, Button], steps: Iterable[Step]) -> list[Button]:
    """Of the steps that may come next, those this table has a button for, in its order."""
    names = {ONE_BUTTON.get(step.name, step.name) for step in steps}
    return [button for button in table.values() if button.slug in names]


def take(
    request: ViewerRequest,
    table: dict[str, Button],
    row: ServiceRequest,
    steps: Iterable[Step],
    slug: str,
    *,
    back: str,
    template: str,
    title: str = "",
) -> HttpResponse:
    """Show the form of a step, or take it."""
    button = next((one for one in offered(table, steps) if one.slug == slug), None)
    if button is None:
        raise Http404
    form = button.form(
        posted(request),
        request.FILES or None,
        viewer=request.viewer,
        about=row,
        initial=_chosen(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            button.run(row, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, button.said(row))
            return redirect(reverse("requests:queue") if button.leaves else back)
    context = {"form": form, "act": button, "title": title or row.title, "back": back}
    return render(request, template, context, status=422 if form.errors else 200)


CHOSEN = ("who", "into", "task", "line")


def _chosen(request: ViewerRequest) -> dict[str, str]:
    """What a link brought along: whom one clicked on, into which one it goes."""
    return {name: request.GET[name][:32] for name in CHOSEN if name in request.GET}
