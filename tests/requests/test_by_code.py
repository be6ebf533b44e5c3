"""What a household came for, whose smart code the desk read: it is known, the words are asked."""

import pytest
from django.urls import reverse

from communities import by_code
from communities.actions import smart_codes
from communities.models import Resident, SmartCode
from core import scope
from requests.models import ServiceRequest
from tests.town import enter, town

__all__ = ["enter", "town"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def code(town) -> SmartCode:
    return smart_codes.issue(town.households["resident"], actor=town.staff)


def page_for(town, code, name="staff"):
    with scope.entered([code.community_id]):
        said = by_code.ticket(town.viewer(name), code.household)
    return f"{reverse('requests:enter')}?household={said}"


def said(**values):
    return {
        "words": "楼道灯不亮", "channel": "counter", "kind": "help", "contact_name": "",
        "consent_note": "当面同意代为登记", "idempotency_key": "enter-by-code-1", **values,
    }  # fmt: skip


def test_the_desk_writes_down_for_somebody_of_the_household(town, enter, code):
    desk, person, page = enter("staff"), town.people["resident"], page_for(town, code)
    form = desk.get(page).context["form"]
    home = Resident.objects.present().filter(household=code.household).order_by("pk")
    assert [pk for pk, _name in form.fields["who"].choices] == [*(str(one.pk) for one in home), ""]
    assert form.initial["address"] == str(code.household.dwelling)
    assert form.initial["grid"] == code.household.grid_id
    address = form.initial["address"]
    answer = desk.post(page, said(who=person.pk, address=address, grid=code.household.grid_id))
    assert answer.status_code == 302, answer.context["form"].errors
    row = ServiceRequest.objects.get()
    assert (row.resident, row.channel) == (person, "counter")
    assert row.contact_name.open() == person.name.open()


def test_somebody_else_who_comes_with_the_code_says_his_name(town, enter, code):
    desk, page = enter("staff"), page_for(town, code)
    assert desk.post(page, said(who="")).status_code == 422
    answer = desk.post(page, said(who="", contact_name="孙女", idempotency_key="enter-by-code-2"))
    assert answer.status_code == 302
    assert ServiceRequest.objects.get().resident is None


def test_without_a_ticket_that_holds_nobody_is_known(town, enter, code):
    """Another's, one of a code that ended, one of another place: the page is as for anybody."""
    desk = enter("staff")
    plain = reverse("requests:enter")
    smart = page_for(town, code)
    assert "who" in desk.get(smart).context["form"].fields
    assert "who" not in desk.get(plain).context["form"].fields
    assert "who" not in desk.get(page_for(town, code, "secretary")).context["form"].fields
    smart_codes.end(code, why="other", actor=town.staff)
    assert "who" not in desk.get(smart).context["form"].fields
    assert by_code.ticket(town.viewer("staff"), code.household) == ""


def test_of_another_place_nobody_is_known_here(town, enter, code):
    assert (
        "who"
        not in enter("sibling_staff")
        .get(page_for(town, code, "sibling_staff"))
        .context["form"]
        .fields
    )
