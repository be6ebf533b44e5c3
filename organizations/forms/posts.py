"""Input for posts of checked-in members, for each time one served, and for the quarter's letter."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from core.spans import in_hours
from organizations.actions.posts import PostFacts
from organizations.models import CheckinPost, MemberCheckin, PostClass, QuarterLetter
from organizations.post_workflow import MOST_PLACES, TELL_WITHIN
from organizations.queries import checkins as member_queries
from organizations.queries import posts as queries
from organizations.queries import unit_checkins

LASTING = (30, 60, 90, 120, 150, 180, 240, 300, 360, 480)


class PostFields(DeskForm):
    post_class = forms.ModelChoiceField(
        PostClass.objects.none(), label=_("岗位类别"), empty_label=_("请选")
    )
    title = forms.CharField(label=_("岗位"), max_length=40, help_text=_("如：三号楼傍晚巡逻"))
    what = forms.CharField(
        label=_("做什么"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("要会什么、带什么、和谁一起；不写电话"),
    )
    when = forms.CharField(
        label=_("什么时候"), max_length=60, help_text=_("如：每周六上午，两小时")
    )
    places = forms.IntegerField(
        label=_("要几个人"), min_value=1, max_value=MOST_PLACES, initial=2
    )  # fmt: skip
    starts_on = date_field(label=_("从哪天起"))
    ends_on = date_field(label=_("到哪天（含）"), help_text=_("到了那天自动撤岗，认领的人会知道"))

    def prepare(self) -> None:
        self.fields["post_class"].queryset = member_queries.post_classes()  # type: ignore[attr-defined]


class PostForm(PostFields):
    community = forms.ModelChoiceField(
        Area.objects.none(), label=_("哪个社区"), empty_label=_("请选")
    )
    field_order = ["community"]

    def prepare(self) -> None:
        super().prepare()
        places = unit_checkins.communities_to_choose(self.viewer)
        self.fields["community"].queryset = places  # type: ignore[attr-defined]
        if len(only := places[:2]) == 1:
            self.fields["community"].initial = only[0].pk
        today = timezone.localdate()
        self.fields["starts_on"].initial = today
        self.fields["ends_on"].initial = today + timedelta(days=90)

    def facts(self) -> PostFacts:
        said = self.cleaned_data
        return PostFacts(**{name: said[name] for name in PostFacts.__dataclass_fields__})


class CorrectPostForm(PostFields):
    def prepare(self) -> None:
        super().prepare()
        post: CheckinPost = self.about
        for name in self.fields:
            self.fields[name].initial = getattr(post, name)


class MemberForm(DeskForm):
    """The desk writes down who asked for it there."""

    checkin = forms.ModelChoiceField(
        MemberCheckin.objects.none(), label=_("谁"), empty_label=_("请选")
    )

    def prepare(self) -> None:
        field = self.fields["checkin"]
        field.queryset = queries.members_to_choose(self.viewer, self.about)  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: row.name.open()  # type: ignore[attr-defined]


class TurnForm(DeskForm):
    served_on = date_field(label=_("哪天"))
    minutes = forms.TypedChoiceField(
        label=_("多长时间"),
        coerce=int,
        choices=[(n, format_lazy(_("{hours} 小时"), hours=in_hours(n))) for n in LASTING],
        initial=120,
        help_text=_("路上的时间不算"),
    )
    note = forms.CharField(
        label=_("做了什么"), max_length=80, required=False, help_text=_("一句话，不写也行")
    )

    def prepare(self) -> None:
        today = timezone.localdate()
        self.fields["served_on"].initial = today
        attrs = self.fields["served_on"].widget.attrs
        attrs["max"], attrs["min"] = today.isoformat(), (today - TELL_WITHIN).isoformat()


class WordForm(DeskForm):
    word = forms.CharField(
        label=_("想对单位说的"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("如：哪件事做得好、下季度请来做什么；不写姓名和电话"),
    )

    def prepare(self) -> None:
        letter: QuarterLetter = self.about
        self.fields["word"].initial = letter.word
