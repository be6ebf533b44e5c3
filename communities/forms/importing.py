from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.importing.kinds import kinds_for, places_for
from communities.models import Area
from core.imports.reader import MAX_BYTES


class UploadForm(forms.Form):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("哪里的"))
    kind = forms.ChoiceField(label=_("这份表是"), choices=(), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("文件"),
        help_text=_("xlsx 或 csv，不超过 20 MB。上传后先核对，不会马上写入。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places, kinds = places_for(viewer), kinds_for(viewer)
        self.fields["community"].queryset = places  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.code, kind.title) for kind in kinds
        ]
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0].code
        if len(only := places[:2]) == 1:
            self.fields["community"].initial = only[0].pk
            self.fields["community"].widget = forms.HiddenInput()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("文件超过 20 MB，请分成几份。"))
        return file
