"""An order that a program sends is held to the same rules as the page."""

from collections.abc import Mapping
from typing import Any

from django import forms

from requests.forms.order import OrderForm
from requests.tiers import Tier

ABOUT = {"grid": Tier.GRID, "community": Tier.COMMUNITY, "street": Tier.STREET}


class MachineOrderForm(OrderForm):
    def prepare(self) -> None:
        super().prepare()
        del self.fields["photos"]
        if "resident" in self.fields:
            self.fields["resident"].required = False

    def clean_resident(self) -> int:
        """Whoever's key it is, unless the program says for which of those he acts."""
        return self.cleaned_data["resident"] or self.place.people[0].pk

    def allow_words(self, most: int) -> None:
        """A standard may promise more than the page has room for."""
        words = self.fields["words"]
        self.fields["words"] = forms.CharField(label=words.label, max_length=most)

    @property
    def faults(self) -> dict[str, list[str]]:
        """By the names the program used."""
        return {
            {"about_tier": "about", "__all__": ""}.get(name, _answer(name)): [
                str(error) for error in said
            ]
            for name, said in self.errors.items()
        }


def as_fields(sent: Mapping[str, Any]) -> dict[str, Any]:
    """The program's names as the form's."""
    plain = {name: value for name, value in sent.items() if name not in {"answers", "about"}}
    answers = {f"q{number}": value for number, value in sent.get("answers", {}).items()}
    about = ABOUT.get(sent.get("about", ""))
    return plain | answers | ({"about_tier": about.value} if about else {})


def _answer(name: str) -> str:
    return f"answers.{name[1:]}" if name[:1] == "q" and name[1:].isdigit() else name
