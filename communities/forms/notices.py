from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities import notice_audience
from communities.actions.notices import NoticeFacts
from communities.forms.base import DeskForm
from communities.models import Area, Notice, NoticeCategory
from communities.queries import notices as notice_queries

SHAPE = "%Y-%m-%dT%H:%M"


def _moment(**kwargs: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        required=False,
        input_formats=[SHAPE],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=SHAPE),
        **kwargs,
    )


class NoticeForm(DeskForm):
    """`about` is the notice being edited, or None."""

    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"), empty_label=None)
    category = forms.ModelChoiceField(
        NoticeCategory.objects.filter(is_active=True), label=_("类别"), empty_label=None
    )
    title = forms.CharField(label=_("标题"), max_length=80)
    body = forms.CharField(
        label=_("内容"), max_length=8000, widget=forms.Textarea(attrs={"rows": 10})
    )
    title_en = forms.CharField(label=_("英文标题"), max_length=160, required=False)
    body_en = forms.CharField(
        label=_("英文内容"),
        max_length=12000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    audience = forms.ChoiceField(
        label=_("发给谁"), choices=Notice.Audience.choices, widget=forms.RadioSelect
    )
    grids = forms.TypedMultipleChoiceField(
        label=_("哪些网格"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.TypedMultipleChoiceField(
        label=_("哪些十联户"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_important = forms.BooleanField(
        label=_("重要"),
        required=False,
        help_text=_("一小时内没在平台上看到的人，会再收到短信（夜里不发）"),
    )
    publish_at = _moment(label=_("定时发布"), help_text=_("不填就由核对后的同事按发布"))
    expires_at = _moment(label=_("公布到"), help_text=_("到时从公告栏撤到往期，不填就一直挂着"))

    def prepare(self) -> None:
        if self.about is not None:
            places = [self.about.community]
        else:
            places = notice_queries.communities_of(self.viewer)
        field: Any = self.fields["community"]
        field.queryset = Area.objects.filter(pk__in=[place.pk for place in places])
        if len(places) == 1:
            field.widget, field.initial = forms.HiddenInput(), places[0].pk
        grids: Any = self.fields["grids"]
        grids.choices = notice_queries.grid_choices(self.viewer, places)
        groups: Any = self.fields["groups"]
        groups.choices = [
            choice for place in places for choice in notice_audience.group_choices(place.pk)
        ]
        if not groups.choices:
            del self.fields["groups"]
            audience: Any = self.fields["audience"]
            audience.choices = [c for c in Notice.Audience.choices if c[0] != "groups"]
        self.initial.setdefault("audience", Notice.Audience.ALL)

    def clean_publish_at(self) -> Any:
        moment = self.cleaned_data["publish_at"]
        if moment and moment <= timezone.now():
            raise forms.ValidationError(_("这个时间已经过了"))
        return moment

    def facts(self) -> NoticeFacts:
        values = self.cleaned_data
        targets = {"grids": values.get("grids"), "groups": values.get("groups")}
        return NoticeFacts(
            category=values["category"],
            title=values["title"],
            body=values["body"],
            title_en=values["title_en"],
            body_en=values["body_en"],
            audience=values["audience"],
            target_ids=tuple(targets.get(values["audience"]) or ()),
            is_important=values["is_important"],
            publish_at=values["publish_at"],
            expires_at=values["expires_at"],
        )


def initial_of(notice: Notice) -> dict[str, Any]:
    """What the form shows when a draft is opened again."""
    ids = notice_queries.target_ids(notice)
    return {
        "category": notice.category_id,
        "title": notice.title,
        "body": notice.body,
        "title_en": notice.title_en,
        "body_en": notice.body_en,
        "audience": notice.audience,
        "grids": ids,
        "groups": ids,
        "is_important": notice.is_important,
        "publish_at": notice.publish_at and timezone.localtime(notice.publish_at),
        "expires_at": notice.expires_at and timezone.localtime(notice.expires_at),
    }


class ReasonForm(DeskForm):
    reason = forms.CharField(
        label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


class WallFilterForm(forms.Form):
    """The wall and its archive: place, kind, month, words. All by GET."""

    community = forms.ModelChoiceField(
        Area.objects.communities(), label=_("社区"), required=False, empty_label=_("全部社区")
    )
    category = forms.ModelChoiceField(
        NoticeCategory.objects.filter(is_active=True),
        label=_("类别"),
        required=False,
        to_field_name="code",
        empty_label=_("全部类别"),
    )
    month = forms.DateField(
        label=_("月份"),
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    q = forms.CharField(label=_("找什么"), required=False, max_length=60)

    def filters(self, *, community: int | None, before: str) -> notice_queries.Filters:
        """What was asked for; what makes no sense is left out."""
        self.is_valid()
        values = self.cleaned_data if self.is_bound else {}
        place, category = values.get("community"), values.get("category")
        return notice_queries.Filters(
            community=place.pk if place else community,
            category=category.code if category else "",
            month=values.get("month"),
            q=values.get("q") or "",
            before=before,
        )


class FileForm(DeskForm):
    file = forms.FileField(
        label=_("附件"),
        help_text=_("照片、PDF、Word 或 Excel；照片里的位置会去掉"),
    )
