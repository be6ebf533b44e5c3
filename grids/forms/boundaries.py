"""Input for borders: corners line by line, or a GeoJSON file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from core.exceptions import DomainError
from grids import geojson
from grids.geojson import Outline
from grids.geometry import Ring

MOST_BYTES = 2 * 1024 * 1024


def file_field(**kwargs: Any) -> forms.FileField:
    return forms.FileField(
        widget=forms.ClearableFileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        **kwargs,
    )


class ReadsGeoJson(DeskForm):
    def read(self, name: str) -> list[Outline]:
        upload = self.cleaned_data[name]
        if upload is None:
            return []
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 2 MB，请先简化边界"))
        try:
            return geojson.read_file(upload.read())
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


class BorderForm(ReadsGeoJson):
    """Gives `ring`. A file speaks before the lines of points."""

    points = forms.CharField(
        label=_("边界的点"),
        help_text=_("每行一个点：经度,纬度（WGS84）。绕着网格走一圈，不必重复第一个点"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "data-border-points": ""}),
    )
    file = file_field(
        label=_("或者上传 GeoJSON 文件"), help_text=_("里面只有一个多边形"), required=False
    )

    def clean_points(self) -> Ring | None:
        text = self.cleaned_data["points"]
        if not text.strip():
            return None
        try:
            return geojson.read_points(text)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_file(self) -> Ring | None:
        outlines = self.read("file")
        if len(outlines) > 1:
            raise forms.ValidationError(_("文件里有几个多边形：整个社区的请到“导入边界”"))
        return outlines[0].ring if outlines else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        ring = cleaned.get("file") or cleaned.get("points")
        if ring is None and not self.errors:
            self.add_error("points", _("请填点，或者上传文件"))
        return {**cleaned, "ring": ring}


class ImportForm(ReadsGeoJson):
    """Gives `rings` for the areas of the community that the file names."""

    file = file_field(
        label=_("GeoJSON 文件"),
        help_text=_("每个图形的 name 写网格或社区的名称（或 code 写代码），坐标为 WGS84"),
    )
    accept_overlaps = forms.BooleanField(label=_("有重叠也导入，随后再调整"), required=False)

    def clean_file(self) -> dict[int, Ring]:
        rings: dict[int, Ring] = {}
        by_name = {area.name: area.pk for area in self.about.drawable}
        by_code = {area.code: area.pk for area in self.about.drawable if area.code}
        for outline in self.read("file"):
            pk = by_code.get(outline.code) or by_name.get(outline.name)
            if pk is None:
                raise forms.ValidationError(
                    _("文件里的“%(name)s”对不上本社区的网格，请改成网格的名称")
                    % {"name": outline.name or outline.code or _("（没有名称）")}
                )
            if pk in rings:
                raise forms.ValidationError(
                    _("“%(name)s”在文件里出现了两次") % {"name": outline.name}
                )
            rings[pk] = outline.ring
        return rings
