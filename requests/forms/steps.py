"""One small form per step: what the table says it needs, and nothing else."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from requests.actions import attaching
from requests.actions.splitting import Part
from requests.actions.triage import REFUSALS
from requests.forms.order import ManyFiles, PhotosField
from requests.models import RequestEvent, SavedReply
from requests.models.ratings import AskedHow, Grade, SpokeWith
from requests.queries.hints import item_of, rules_for
from requests.words import PAUSES
from requests.workflow import Became, OrderType


def _words(label: Any, *, required: bool = True, help_text: Any = "", most: int = 500) -> Any:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WordsForm(DeskForm):
    """A sentence that must be said."""

    note = _words(_("写一句"))


class ReasonForm(DeskForm):
    reason = _words(_("为什么"))


class MayReasonForm(DeskForm):
    reason = _words(_("为什么"), required=False)


class MayNoteForm(DeskForm):
    note = _words(_("想补充的话"), required=False)


class AnswerForm(DeskForm):
    words = _words(_("您的回答"))


class Replying(DeskForm):
    """With the saved replies of the place at hand: chosen and sent as it is, or changed first."""

    use = SavedReply.Use.MESSAGE
    said = "note"
    """The field that a saved reply fills."""

    def prepare(self) -> None:
        rows = SavedReply.objects.for_place(self.about.community_id, self.use)
        self.texts = {str(row.pk): row.text for row in rows}
        if not self.texts:
            return
        self.fields["saved"] = forms.ChoiceField(
            label=_("常用答复"),
            required=False,
            choices=[("", _("自己写")), *((str(row.pk), row.title) for row in rows)],
            widget=forms.Select(
                attrs={"data-fills": self.said, "data-texts": json.dumps(self.texts)}
            ),
        )
        self.order_fields(["saved", *self.fields])
        chosen = self.texts.get(self.data.get("saved", ""), "")
        if chosen and not self.data.get(self.said, "").strip():  # sent as it is
            filled = self.data.copy()  # type: ignore[attr-defined]
            filled[self.said] = chosen
            self.data = filled

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned.pop("saved", None)
        return cleaned


class MessageForm(Replying):
    note = _words(_("写一句"))


class QuestionForm(Replying):
    use, said = SavedReply.Use.ASK, "question"
    question = _words(_("要问什么"), help_text=_("只问办这件事用得着的；对方回答之前，时钟停着"))


class RefuseForm(Replying):
    use, said = SavedReply.Use.REFUSE, "reply"
    reason = forms.ChoiceField(
        label=_("原因"), choices=list(REFUSALS.items()), widget=forms.RadioSelect
    )
    reply = _words(
        _("给提出人的答复"), help_text=_("他读到的就是这几句：说清为什么，以及可以怎么办")
    )


class RedirectForm(Replying):
    use, said = SavedReply.Use.REDIRECT, "reply"
    where = forms.CharField(label=_("该找谁"), max_length=80, help_text=_("单位、窗口、电话"))
    reply = _words(_("给提出人的答复"))


class SplitForm(DeskForm):
    """A line each; a line that clearly means an item of the menu takes that item along."""

    parts = _words(
        _("拆成哪几件"), help_text=_("一行一件，最多 5 件；原来这一件留着，等它们都结了才能办结")
    )

    def clean_parts(self) -> list[Part]:
        lines = [line.strip() for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        place = self.about.community_id
        rules = rules_for(place)
        return [Part(line, item_of(line, rules)) for line in lines]


class ContactForm(DeskForm):
    how = forms.ChoiceField(
        label=_("怎么联系的"), choices=AskedHow.choices, widget=forms.RadioSelect
    )
    note = _words(_("说了些什么"), required=False)


class PhotosForm(DeskForm):
    moment = forms.ChoiceField(
        label=_("什么时候拍的"),
        choices=[(one.value, one.label) for one in attaching.AT_WORK],
        widget=forms.RadioSelect,
    )
    photos = PhotosField(
        label=_("照片"),
        help_text=_("最多 6 张；拍事不拍人，不要拍到证件和药盒上的名字"),
        widget=ManyFiles({"capture": "environment"}),
    )


class CompleteForm(DeskForm):
    """Of a vision it asks what became of it; of anything else that is no question."""

    result = _words(_("办成了什么"), help_text=_("一句话，服务对象看得到"))
    became = forms.ChoiceField(
        label=_("这个期望成了什么"), choices=Became.choices, widget=forms.RadioSelect
    )
    became_where = forms.CharField(
        label=_("到哪里能接着跟"),
        required=False,
        max_length=120,
        help_text=_(
            "项目叫什么、上的是哪一次议事会、建议递给了谁；提的人照着这句能自己看下去。"
            "当场办成的、没有采纳的可以不写"
        ),
    )

    def prepare(self) -> None:
        if self.about.order_type != OrderType.VISION:
            del self.fields["became"], self.fields["became_where"]


class UntilForm(DeskForm):
    """A day becomes the end of that day."""

    until = date_field(label=_("到哪一天"))

    def clean_until(self) -> datetime:
        day: date = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("请选今天以后的日子"))
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


class SuspendForm(UntilForm):
    reason = forms.ChoiceField(
        label=_("为什么停"), choices=list(PAUSES.items()), widget=forms.RadioSelect
    )
    note = _words(_("想补充的话"), required=False)
    field_order = ["reason", "until", "note"]


class AskExtensionForm(UntilForm):
    reason = _words(_("为什么要晚"))


class ExtendForm(UntilForm):
    """The day that was asked for stands there; another may be granted."""

    note = _words(_("想补充的话"), required=False)

    def prepare(self) -> None:
        asked = RequestEvent.objects.filter(service_request=self.about, step="ask_extension")
        if last := asked.order_by("-id").first():
            end = datetime.fromisoformat(last.data["until"])
            day = timezone.localdate(end - timedelta(seconds=1))
            self.initial = {"until": day, **self.initial}


class RateForm(DeskForm):
    grade = forms.TypedChoiceField(
        label=_("满意吗"), choices=Grade.choices, coerce=int, widget=forms.RadioSelect
    )
    solved = forms.TypedChoiceField(
        label=_("办好了吗"),
        choices=[("yes", _("办好了")), ("no", _("没办好"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        required=False,
        empty_value=None,
    )
    words = _words(_("想说的话"), required=False, most=300)


class AddRatingForm(DeskForm):
    grade = forms.TypedChoiceField(
        label=_("现在满意吗"), choices=Grade.choices, coerce=int, widget=forms.RadioSelect
    )
    words = _words(_("想说的话"), required=False, most=300)


class ConfirmForm(RateForm):
    asked_how = forms.ChoiceField(
        label=_("怎么问的"), choices=AskedHow.choices, widget=forms.RadioSelect
    )
    spoke_with = forms.ChoiceField(
        label=_("和谁说的"), choices=SpokeWith.choices, widget=forms.RadioSelect
    )
    call_back = forms.CharField(
        label=_("回拨号码"),
        required=False,
        max_length=20,
        help_text=_("电话回访写打的是哪个号码；空着就是他留的那个。街道会抽一些再打一遍"),
    )
    field_order = ["asked_how", "spoke_with", "call_back", "grade", "solved", "words"]


class ExplainForm(DeskForm):
    explanation = _words(_("书面说明"), help_text=_("服务对象和提异议的邻居读得到；评价照样留着"))


class AnswerRatingForm(DeskForm):
    note = _words(_("回他的评价"), help_text=_("服务对象读得到；每条评价回一次"))


class ContestForm(DeskForm):
    reason = _words(_("哪里还没好"), most=300)


class ReleaseForm(DeskForm):
    text = forms.CharField(
        label=_("给大家看的一句话"),
        max_length=120,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("比如：水管换好了，路面周五恢复"),
    )

    def prepare(self) -> None:
        self.initial.setdefault("text", self.about.public_text)
