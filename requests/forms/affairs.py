"""Asking, answering, applying, and what each step of an affair needs."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import PhoneField
from accounts.models import User
from communities.forms.base import DeskForm, date_field
from requests.forms.order import PhotosField, looked_up
from requests.models import Guide
from requests.queries import affairs, guides

MOST_WORDS = 300


class AskForm(DeskForm):
    words = forms.CharField(
        label=_("想问什么"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一句话就行；别写身份证号、病情。"),
    )

    def prepare(self) -> None:
        self.fields["words"].widget.attrs |= looked_up()


class AnswerForm(DeskForm):
    answer = forms.CharField(
        label=_("回复"), max_length=800, widget=forms.Textarea(attrs={"rows": 4})
    )


class GuideForm(DeskForm):
    guide = forms.ChoiceField(label=_("办哪件事"))

    def prepare(self) -> None:
        field = self.fields["guide"]
        field.choices = guides.choices()  # type: ignore[attr-defined]
        if self.about is None:
            return
        meant = [self.about.guide] if self.about.guide_id else guides.about(self.about.words)
        if meant:
            self.initial.setdefault("guide", meant[0].code)

    def clean_guide(self) -> Guide:
        return guides.get(self.cleaned_data["guide"])


class ApplyForm(DeskForm):
    name = forms.CharField(label=_("姓名"), max_length=32)
    phone = PhoneField(label=_("另外的电话"), required=False, help_text=_("不填就打您登录的号码"))
    address = forms.CharField(
        label=_("地址"), max_length=120, required=False, help_text=_("要上门取材料才写")
    )
    words = forms.CharField(
        label=_("补充说明"),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    uploads = PhotosField(
        label=_("材料照片"),
        required=False,
        help_text=_("拍清楚就行，最多 6 张；没有的先空着，社区会告诉您缺什么"),
    )


class SupplyForm(DeskForm):
    note = forms.CharField(label=_("说明"), max_length=MOST_WORDS, required=False)
    uploads = PhotosField(label=_("材料照片"), required=False)


class NoteForm(DeskForm):
    note = forms.CharField(
        label=_("说明"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 2})
    )


class MayNoteForm(DeskForm):
    note = forms.CharField(label=_("说明"), max_length=MOST_WORDS, required=False)


class FetchForm(DeskForm):
    worker = forms.TypedChoiceField(label=_("谁去取"), coerce=int)
    authority = forms.CharField(
        label=_("本人委托了什么"),
        max_length=120,
        help_text=_("比如：代交参保登记材料，取回回执"),
    )
    authority_until = date_field(label=_("委托到哪天"))

    def prepare(self) -> None:
        self.people = {user.pk: user for user in affairs.fetchers(self.about)}
        named = [(pk, user.name.open()) for pk, user in self.people.items()]
        self.fields["worker"].choices = named  # type: ignore[attr-defined]
        self.initial.setdefault("authority_until", timezone.localdate() + timedelta(days=30))

    def clean_worker(self) -> User:
        return self.people[self.cleaned_data["worker"]]


class PapersForm(DeskForm):
    papers = forms.CharField(
        label=_("哪几样材料"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("一行一样")
    )

    def clean_papers(self) -> list[str]:
        return list(self.cleaned_data["papers"].splitlines())


class OutcomeForm(DeskForm):
    outcome = forms.CharField(
        label=_("办理结果"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 2})
    )


class HelpForm(DeskForm):
    minutes = forms.IntegerField(label=_("陪了多少分钟"), min_value=1, max_value=240, initial=15)

    def clean(self) -> dict[str, Any]:
        return super().clean()
