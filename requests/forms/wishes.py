"""A wish made, written anew, answered, thanked for."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Resident
from requests.actions.wishing import HANGS
from requests.models import Wish
from requests.queries.place import place_of
from requests.queries.wishes import said_thanks


def _words(label: Any, *, most: int, rows: int = 3, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


class WishForm(DeskForm):
    """Two answers and a yes."""

    words = _words(
        _("想要什么"), most=300, help_text=_("一两句就行。上墙之前同事会改写，看不出是您")
    )
    help = forms.ChoiceField(
        label=_("最像哪一种"), choices=Wish.Help.choices, widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(
        label=_("改写以后可以贴到心愿墙上，不写名字和门牌"),
        error_messages={"required": _("不想上墙也行，去点单说一句，社区私下想办法")},
    )

    def prepare(self) -> None:
        """Who acts for somebody says whose wish it is."""
        if self.viewer.is_staff:
            return
        self.people = {person.pk: person for person in place_of(self.viewer).people}
        if len(self.people) > 1:
            self.fields["resident"] = forms.TypedChoiceField(
                label=_("是谁的心愿"),
                choices=[(pk, person.name.open()) for pk, person in self.people.items()],
                coerce=int,
                required=False,
                empty_value=None,
                initial=next(iter(self.people)),
                widget=forms.RadioSelect,
            )
            self.order_fields(["words", "resident"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned.pop("agreed", None)
        return cleaned

    @property
    def whose(self) -> Resident | None:
        own = next(iter(self.people.values()), None)
        return self.people.get(self.cleaned_data.get("resident") or 0, own)


class StaffWishForm(WishForm):
    """For somebody who told a colleague."""

    contact_name = forms.CharField(label=_("是谁的心愿"), max_length=32)
    contact_phone = forms.CharField(label=_("他的电话"), max_length=20, required=False)
    consent_note = forms.CharField(
        label=_("本人怎样同意的"), max_length=120, help_text=_("比如：入户时当面同意上墙")
    )
    field_order = ["contact_name", "contact_phone", "consent_note", "words", "help", "agreed"]


class PublishForm(DeskForm):
    text = _words(
        _("墙上写的"),
        most=120,
        help_text=_("留住心意，换掉认得出人的地方：病、年纪、家里几口、哪栋楼、什么单位"),
    )
    who = forms.CharField(
        label=_("是谁的心愿"), max_length=24, help_text=_("只写到“一位奶奶”“一家人”这样")
    )
    help = forms.ChoiceField(label=_("要什么样的帮忙"), choices=Wish.Help.choices)
    until = date_field(label=_("挂到哪天"))

    def prepare(self) -> None:
        wish: Wish = self.about
        self.initial.setdefault("text", wish.text or wish.service_request.title)
        self.initial.setdefault("who", wish.who)
        self.initial.setdefault("help", wish.help)
        self.initial.setdefault("until", wish.until or timezone.localdate() + HANGS)


class ProlongForm(DeskForm):
    until = date_field(label=_("再挂到哪天"))

    def prepare(self) -> None:
        self.initial.setdefault("until", timezone.localdate() + timedelta(days=30))


class KindAnswerForm(DeskForm):
    reason = forms.ChoiceField(
        label=_("原因"),
        choices=[
            ("nobody_came", _("等了很久，没有等到能帮上忙的人")),
            ("not_ours", _("要花钱或者要批的，社区办不了")),
            ("unlawful", _("要求不合法律规定")),
            ("private", _("更适合私下办，不挂墙上")),
        ],
        widget=forms.RadioSelect,
    )
    reply = _words(
        _("写给他的话"),
        most=500,
        rows=5,
        help_text=_("像当面说一样：为什么没圆成，可以换个什么法子，谁会再去看他"),
    )


class ThanksForm(DeskForm):
    text = _words(_("贴上墙的谢谢"), most=120, help_text=_("他自己的话，改到看不出是谁"))

    def prepare(self) -> None:
        self.initial.setdefault("text", said_thanks(self.about)[:120])
