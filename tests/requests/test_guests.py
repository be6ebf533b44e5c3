"""Without an account: six digits prove a number; it orders, and finds the order again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignInCode, User
from core import delivery, scope
from core.messaging.recipients import Recipient
from core.models import Message
from requests.actions import dispatch, triage, work
from requests.actions.dispatch import Who
from requests.duties import is_reporter
from requests.models import MenuItem, ProtectiveCase, SealedAuthor, ServiceRequest
from requests.models.parties import Lane
from requests.triage import Verdict
from requests.workflow import Channel, Matter, OrderType, Status
from tests.accounts.conftest import digits_for, wrong

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "13900000088", "13900000089"
ORDER = {
    "words": "楼道灯不亮了，晚上看不见",
    "contact_name": "过路的人",
    "address": "东区 3 号楼门口",
}


def proved(number: str = NUMBER, back: str = "/order/new/") -> Client:
    client = Client()
    client.post(reverse("accounts:prove"), {"phone": number, "agree": "on", "next": back})
    answer = client.post(reverse("accounts:prove_code"), {"code": digits_for(number)})
    assert (answer.status_code, answer["Location"]) == (302, back)
    return client


def ordered(client: Client, **more: str) -> ServiceRequest:
    answer = client.post(reverse("requests:order"), ORDER | more)
    assert answer.status_code == 302
    with scope.entered(scope.EVERYTHING):
        row = ServiceRequest.objects.latest("pk")
    assert answer["Location"] == reverse("requests:mine_one", args=[row.public_id])
    return row


def test_the_sentence_comes_first_and_is_kept_while_the_number_is_proved(town):
    client = Client()
    page = client.get(reverse("requests:order")).content.decode()
    assert "下一步：核实手机号" in page
    assert 'name="address"' not in page
    sent = client.post(reverse("requests:order"), {"words": ORDER["words"]})
    assert sent["Location"] == f"{reverse('accounts:prove')}?next={reverse('requests:order')}"
    form = {"phone": NUMBER, "agree": "on", "next": reverse("requests:order")}
    client.post(reverse("accounts:prove"), form)
    client.post(reverse("accounts:prove_code"), {"code": digits_for(NUMBER)})
    page = client.get(reverse("requests:order")).content.decode()
    assert ORDER["words"] in page
    assert 'name="address"' in page
    assert NUMBER not in page


def test_a_guest_orders_follows_it_and_has_the_last_word_without_an_account(town):
    client = proved()
    row = ordered(client)
    assert (row.channel, row.reporter, row.consent_note != "") == (Channel.GUEST, None, True)
    assert not User.objects.by_phone(NUMBER)
    assert row.title in client.get(reverse("requests:mine")).content.decode()
    with scope.entered(scope.EVERYTHING):
        verdict = Verdict(OrderType.REGULAR, Matter.MINOR)
        row = triage.classify(row, verdict, by=town.viewer("secretary"))
        who = Who(Lane.HOST, user=town.worker)
        row = dispatch.assign(row, who, by=town.viewer("secretary"))
        row = dispatch.sign(row, by=town.viewer("worker"))
        row = work.complete(row, result="换了灯泡", by=town.viewer("worker"))
    page = client.get(reverse("requests:mine_one", args=[row.public_id])).content.decode()
    assert "换了灯泡" in page
    rate = reverse("requests:mine_act", args=[row.public_id, "rate"])
    assert client.post(rate, {"grade": "5", "solved": "yes"}).status_code == 302
    with scope.entered(scope.EVERYTHING):
        row.refresh_from_db()
        assert row.status == Status.CLOSED
        assert row.ratings.get().by is None


def test_he_hears_by_sms_that_it_is_done(desk, town, monkeypatch):
    monkeypatch.setattr(Recipient, "quiet_until", lambda self, now: None)  # at whatever hour
    row = ordered(proved())
    with scope.entered(scope.EVERYTHING):
        verdict = Verdict(OrderType.REGULAR, Matter.MINOR)
        row = triage.classify(row, verdict, by=town.viewer("secretary"))
        who = Who(Lane.HOST, user=town.worker)
        row = dispatch.assign(row, who, by=town.viewer("secretary"))
        row = dispatch.sign(row, by=town.viewer("worker"))
        work.complete(row, result="换了灯泡", by=town.viewer("worker"))
        while delivery.deliver_due():
            pass
        told = Message.objects.filter(code="requests.completed", channel="sms")
        assert [one.to_address.open() for one in told] == [NUMBER]


@pytest.mark.parametrize("who", ["nobody", "another number", "somebody with an account"])
def test_another_finds_nothing_of_it(client, town, who):
    row = ordered(proved())
    others = {
        "nobody": lambda: Client(),
        "another number": lambda: proved(OTHER),
        "somebody with an account": lambda: town.enter(client, "stranger"),
    }
    other = others[who]()
    page = other.get(reverse("requests:mine_one", args=[row.public_id]))
    assert page.status_code == (302 if who == "nobody" else 404)
    act = reverse("requests:mine_act", args=[row.public_id, "withdraw"])
    assert other.post(act, {}).status_code == (302 if who == "nobody" else 404)


def test_a_number_alone_opens_nothing_a_colleague_wrote_down_for_it(desk, town):
    row = desk.submit(
        by="secretary", contact_phone=NUMBER, contact_name="老李", consent_note="电话里同意",
        channel=Channel.PHONE,
    )  # fmt: skip
    page = proved().get(reverse("requests:mine_one", args=[row.public_id]))
    assert page.status_code == 404


def test_a_number_counts_for_two_hours_and_may_be_forgotten_at_once(town):
    client = proved()
    row = ordered(client)
    mine = reverse("requests:mine_one", args=[row.public_id])
    assert client.get(mine)["Cache-Control"] == "no-store, private"
    now = timezone.now()
    SignInCode.objects.update(used_at=now - timedelta(hours=3))
    assert client.get(mine).status_code == 302
    SignInCode.objects.update(used_at=now)
    assert client.get(mine).status_code == 200
    client.post(reverse("accounts:forget_number"))
    assert client.get(mine).status_code == 302


def test_wrong_digits_prove_nothing(town):
    client = Client()
    client.post(reverse("accounts:prove"), {"phone": NUMBER, "agree": "on"})
    again = client.post(reverse("accounts:prove_code"), {"code": wrong(digits_for(NUMBER))})
    assert again.status_code == 422
    assert client.get(reverse("requests:mine")).status_code == 302


def test_the_digits_of_a_sign_in_prove_no_number_and_the_other_way_round(town):
    client = Client()
    client.post(reverse("account_login"), {"phone": NUMBER, "agree": "on"})
    assert client.get(reverse("accounts:prove_code")).status_code == 302
    client = Client()
    client.post(reverse("accounts:prove"), {"phone": NUMBER, "agree": "on"})
    assert client.get(reverse("account_confirm_login_code")).status_code == 302


def test_five_a_day_then_the_telephone(town):
    client = proved()
    for number in range(5):
        ordered(client, words=f"第 {number} 件事，路灯坏了")
    refused = client.post(reverse("requests:order"), ORDER)
    assert refused.status_code == 422
    assert "请打社区电话" in refused.content.decode()


def test_a_guests_report_and_a_word_of_danger_are_found_by_no_number(town):
    client = proved()
    item = MenuItem.objects.get(code="report")
    page = client.post(
        reverse("requests:order_item", args=[item.code]), ORDER | {"about_tier": "2"}
    )
    assert "不能凭手机号查看" in page.content.decode()
    with scope.entered(scope.EVERYTHING):
        assert SealedAuthor.objects.get().phone.open() == NUMBER
    page = client.post(reverse("requests:order"), ORDER | {"words": "隔壁天天打孩子，孩子身上有伤"})
    assert "不能凭手机号查看" in page.content.decode()
    with scope.entered(scope.EVERYTHING):
        assert ProtectiveCase.objects.get().phone.open() == NUMBER
    mine = client.get(reverse("requests:mine")).content.decode()
    assert "孩子" not in mine
    assert "/requests/" not in mine.split("<main")[1].split("</main>")[0]


def test_an_order_by_nobody_is_nobodys(desk, town):
    """No account on either side is no likeness."""
    row = desk.submit(
        by="secretary", contact_phone=OTHER, contact_name="老李", consent_note="电话里同意"
    )
    assert not is_reporter(town.viewer("anonymous"), row)


def test_a_guest_is_shown_what_is_being_done_near_by_and_nothing_private(desk, town):
    lamp = MenuItem.objects.get(code="stair-light")
    desk.submit("三楼老王家门口楼道灯不亮", item=lamp)
    desk.submit("楼道灯不亮，我一个人住害怕")
    page = Client().post(reverse("requests:look_up"), {"words": "楼道灯不亮了"}).content.decode()
    assert "附近有 1 件" in page
    assert "老王" not in page
    assert "登录，说我也受影响" in page
