"""What the menu asks is read by who needs it: who asked, the desk, whoever does it, the slip."""

import pytest
from django.urls import reverse

from core import scope
from requests.actions import claiming
from requests.models import MenuCategory, MenuItem, MenuQuestion, ServiceRequest
from tests.requests.test_guests import ordered, proved
from tests.requests.test_tasks import pooled, volunteer

pytestmark = pytest.mark.django_db
SAID = "五斤大米、一把青菜"


@pytest.fixture
def shopping() -> tuple[MenuItem, dict[str, str]]:
    big = MenuCategory.objects.create(code="t-big", name="跑腿")
    small = MenuCategory.objects.create(code="t-small", name="买", parent=big)
    item = MenuItem.objects.create(code="t-shop", name="代买菜", category=small)
    what = MenuQuestion.objects.create(item=item, kind="text", label="买什么，各多少", position=1)
    when = MenuQuestion.objects.create(item=item, kind="text", label="上午还是下午", position=2)
    return item, {str(when.pk): "上午", str(what.pk): SAID}


def test_the_answers_stand_beside_the_sentence(desk, enter, shopping):
    item, answers = shopping
    volunteer(desk.town, desk.town.neighbour)
    row = claiming.claim(pooled(desk, item=item, answers=answers), by=desk.viewer("neighbour"))
    for name, route, key in (
        ("resident", "requests:mine_one", row.public_id),
        ("neighbour", "requests:task", row.public_id),
        ("secretary", "requests:case", row.pk),
        ("secretary", "requests:paper_dispatch", row.pk),
    ):
        page = enter(name).get(reverse(route, args=[key])).content.decode()
        assert page.index("买什么，各多少") < page.index(SAID), route
        assert page.index(SAID) < page.index("上午还是下午"), route


def test_before_he_takes_it_nobody_reads_them(desk, enter, shopping):
    """Who is asked to help hears its kind, its grid and its day."""
    item, answers = shopping
    volunteer(desk.town, desk.town.neighbour)
    pooled(desk, item=item, answers=answers)
    assert SAID not in enter("neighbour").get(reverse("requests:tasks")).content.decode()


def test_a_number_in_an_answer_lies_sealed_like_one_in_the_sentence(desk, shopping):
    item, answers = shopping
    key = next(iter(answers))
    row = desk.submit(item=item, answers=answers | {key: "打给女儿 13912345678"})
    stored = ServiceRequest.objects.get(pk=row.pk)
    assert "13912345678" not in str(stored.answers)
    assert "13912345678" in stored.numbers.open()
    stored.answers[key] = "打 13912345679"
    stored.save(update_fields=["answers"])
    stored.refresh_from_db()
    assert "13912345679" not in str(stored.answers)
    assert set(stored.numbers.open().split()) == {"13912345678", "13912345679"}


def test_who_acts_for_somebody_reads_for_whom(desk, enter):
    row = desk.submit(
        resident=desk.town.people["elder"], by="neighbour", contact_name="李大山",
        contact_phone="13900000002",
    )  # fmt: skip
    page = enter("neighbour").get(reverse("requests:mine_one", args=[row.public_id]))
    assert "替李大山办事" in page.content.decode()


def test_a_guest_reads_his_own(desk, shopping):
    item, answers = shopping
    client = proved()
    row = ordered(client)
    with scope.entered(scope.EVERYTHING):
        ServiceRequest.objects.filter(pk=row.pk).update(item=item, answers=answers)
    page = client.get(reverse("requests:mine_one", args=[row.public_id])).content.decode()
    assert SAID in page
