"""Input for the members of a hub."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from organizations.models import Organization
from organizations.queries import hubs as queries


class HubForm(DeskForm):
    hub = forms.ModelChoiceField(
        Organization.objects.none(), label=_("哪个枢纽"), empty_label=_("请选")
    )

    def prepare(self) -> None:
        field: Any = self.fields["hub"]
        field.queryset = queries.to_choose()
