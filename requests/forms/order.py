"""Three taps and one sentence; everything else is known or may be left out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.fields import PhoneField
from accounts.viewer import Viewer
from communities.forms.base import DeskForm
from communities.models import Resident
from requests.forms.about import AboutField
from requests.models import MenuItem, MenuQuestion
from requests.queries.place import Place
from requests.workflow import AGAINST

MOST_PHOTOS = 6
MOST_WORDS = 500


class ManyFiles(forms.ClearableFileInput):
    """Drawn by components/_upload.html; a script names what was chosen."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        limits = {"data-max-files": MOST_PHOTOS, "data-too-many": _("最多 6 张，请挑几张")}
        super().__init__({"accept": "image/*", "data-upload": "", **limits, **(attrs or {})})


class PhotosField(forms.FileField):
    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_PHOTOS:
            raise forms.ValidationError(_("最多 6 张，请挑几张"))
        return [super(PhotosField, self).clean(one, initial) for one in given]


def looked_up() -> dict[str, str]:
    """What is typed is looked up meanwhile, into #look-up beside it."""
    return {
        "hx-post": reverse("requests:look_up"),
        "hx-trigger": "load, input changed delay:500ms",
        "hx-target": "#look-up",
        "hx-include": "closest form",
    }


class OrderForm(DeskForm):
    """What is asked depends on the item, and on what is known of the person."""

    words = forms.CharField(
        label=_("说一句就行"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text=_("请别写身份证号、病情这类私密内容，要紧的事我们打电话问您。"),
    )
    photos = PhotosField(
        label=_("照片"),
        required=False,
        help_text=_("最多 6 张；不拍也行"),
    )

    def __init__(
        self, *args: Any, viewer: Viewer, place: Place, item: MenuItem | None, **kwargs: Any
    ) -> None:
        self.place, self.item = place, item
        super().__init__(*args, viewer=viewer, about=item, **kwargs)

    def prepare(self) -> None:
        if self.viewer.is_known:
            self._ask_all()
        else:  # the sentence first; who asks is the next page
            del self.fields["photos"]
        if self.item is None:
            # one sentence about anything: what it may mean is looked up meanwhile
            self.fields["words"].widget.attrs |= looked_up()

    def _ask_all(self) -> None:
        for question in self.item.questions.all() if self.item else ():
            self.fields[_name(question)] = _field(question)
        if len(self.place.people) > 1:
            people = [(person.pk, self._called(person)) for person in self.place.people]
            self.fields["resident"] = forms.TypedChoiceField(
                label=_("为谁办"),
                choices=people,
                coerce=int,
                widget=forms.RadioSelect,
                initial=people[0][0],
            )
        if not self.place.people:
            self.fields["contact_name"] = forms.CharField(label=_("怎么称呼您"), max_length=32)
            self.fields["address"] = forms.CharField(
                label=_("在哪里"), max_length=120, help_text=_("写到楼栋、单元、室号，好上门")
            )
        if self.viewer.is_signed_in:  # a guest finds his order by the number he proved
            self.fields["contact_phone"] = PhoneField(
                label=_("另外的电话"),
                required=False,
                help_text=_("不填就打您登录的号码"),
                widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
            )
        if self.item is not None and self.item.kind in AGAINST:
            self.fields["about_tier"] = AboutField(
                label=_("说的是谁"),
                widget=forms.RadioSelect,
                help_text=_("由他的上一级来看，他自己看不到。"),
            )
            self.fields["is_confidential"] = forms.BooleanField(
                label=_("别让别人知道是我说的"), required=False, initial=True
            )
        asked = [name for name in self.fields if name.startswith("q")]
        self.order_fields(["words", "about_tier", "is_confidential", *asked, "photos"])

    def _called(self, person: Resident) -> str:
        """With the door, where it depends on the choice: without a script nothing else says it."""
        name: str = person.name.open()
        if self.place.only_home or person.household is None:
            return name
        return f"{name} · {person.household.dwelling}"

    @property
    def answers(self) -> dict[str, str]:
        """By the question's own number: its wording may change, the answer keeps its place."""
        return {
            name.removeprefix("q"): str(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("q") and value not in (None, "") and not isinstance(value, list)
        }

    @property
    def pictures(self) -> list[Any]:
        """Those of the photo questions, and the others."""
        asked = [value for value in self.cleaned_data.values() if isinstance(value, list)]
        return [one for several in asked for one in several][:MOST_PHOTOS]


def _name(question: MenuQuestion) -> str:
    return f"q{question.pk}"


def _field(question: MenuQuestion) -> forms.Field:
    common: dict[str, Any] = {"label": str(question), "required": question.is_required}
    if question.kind == MenuQuestion.Kind.CHOICE:
        return forms.ChoiceField(widget=forms.RadioSelect, choices=_choices(question), **common)
    if question.kind == MenuQuestion.Kind.NUMBER:
        return forms.IntegerField(min_value=0, max_value=100_000, **common)
    if question.kind == MenuQuestion.Kind.DATE:
        return forms.DateField(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common
        )
    if question.kind == MenuQuestion.Kind.PHOTO:
        return PhotosField(**common)
    return forms.CharField(max_length=200, **common)


def _choices(question: MenuQuestion) -> list[tuple[str, str]]:
    """Stored as the first language says them, shown as the reader does."""
    stored = question.options.splitlines()
    shown = question.options_en.splitlines() if get_language() == "en" else stored
    if len(shown) != len(stored):
        shown = stored
    return list(zip(stored, shown, strict=True))
