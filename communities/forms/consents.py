from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import ConsentEvent, User
from accounts.queries.privacy import current_notice
from communities.care_basis import kinds_to_ask
from communities.forms.base import DeskForm
from communities.models import Resident
from communities.queries import consents as consent_queries
from communities.queries.residents import names_for


class ConsentForm(DeskForm):
    """What the person (or the guardian) said to one question, after the notice was read out."""

    notice_version = forms.IntegerField(widget=forms.HiddenInput)
    was_told = forms.BooleanField(
        error_messages={"required": _("先把告知书念给他听（或请他看过），再登记")}
    )
    kind = forms.ChoiceField(label=_("问的是哪一项"), widget=forms.RadioSelect)
    given = forms.TypedChoiceField(
        label=_("他怎么说"),
        choices=[("yes", _("同意")), ("no", _("不同意，或者撤回"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("撤回后，凭这一项同意登记的标签自动取消；不影响别的服务"),
    )
    how = forms.ChoiceField(
        label=_("怎么问的"), choices=ConsentEvent.How.choices, widget=forms.RadioSelect
    )
    asked_by = forms.ModelChoiceField(User.objects.none(), label=_("谁问的"), empty_label=None)
    witness = forms.CharField(
        label=_("见证人姓名"),
        max_length=32,
        required=False,
        help_text=_("口头同意要有一位在场，家人、邻居、同事都行；签了字的可以不填"),
    )
    guardian = forms.ModelChoiceField(
        Resident.objects.none(),
        label=_("哪位监护人说的"),
        empty_label=None,
        widget=forms.RadioSelect,
        required=False,
    )
    evidence = forms.CharField(
        label=_("补充说明"),
        max_length=120,
        required=False,
        help_text=_("签了字的，写那份纸放在哪里"),
    )

    def prepare(self) -> None:
        resident: Resident = self.about
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label) for kind in kinds_to_ask(resident)
        ]
        self._prepare_notice()
        askers: Any = self.fields["asked_by"]
        askers.queryset = consent_queries.askers(self.viewer, resident)
        askers.label_from_instance = lambda user: user.name.open()
        askers.initial = self.viewer.user_id
        if not resident.is_protected:
            del self.fields["guardian"]
            return
        guardian: Any = self.fields["guardian"]
        guardian.queryset = consent_queries.guardian_of(resident)
        guardian.label_from_instance = names_for(self.viewer)
        guardian.help_text = _("档案里登记的监护人；没有的，先办“登记监护人”")

    def _prepare_notice(self) -> None:
        notice = current_notice()
        if notice is None:
            return
        self.fields["notice_version"].initial = notice.version
        said = str(_("告知书第 {version} 版（{day} 起），已念给他听或请他看过")).format(
            version=notice.version, day=notice.effective_on.isoformat()
        )
        self.fields["was_told"].label = said
        self.fields["was_told"].help_text = format_html(
            '<a href="{}">{}</a>', reverse("privacy:notice"), _("打开告知书来念")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned.pop("was_told", None)
        return cleaned
