"""The pages: what somebody reads, and what he can do there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from organizations.actions import organizations, services
from organizations.models import ContactPerson, OfferedService, Organization
from organizations.panels import panels, todo
from organizations.search import search
from tests.organizations.conftest import facts, filed, service_values

pytestmark = pytest.mark.django_db


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


NEW = {
    "kind": "mutual_aid", "name": "邻里帮帮团", "registration": "managed", "source": "home_grown",
    "telephone": "0858-8001234", "introduction": "谁家有事都来",
}  # fmt: skip


def test_who_keeps_the_register_enters_one(enter, town):
    posted = enter("staff").post("/desk/organizations/new/", NEW | {"area": town.community.pk})
    made = Organization.objects.get(name="邻里帮帮团")
    assert posted.url == f"/desk/organizations/{made.pk}/"
    assert (made.status, made.proposed_by) == ("active", None)


def test_who_works_on_a_grid_proposes_one_and_the_office_confirms_it(enter, town):
    page = text(enter("worker").get("/desk/organizations/new/"))
    assert "管名册的同事核对以后收进去" in page
    enter("worker").post("/desk/organizations/new/", NEW | {"area": town.community.pk})
    made = Organization.objects.get(name="邻里帮帮团")
    assert (made.status, made.proposed_by) == ("proposed", town.worker)
    assert enter("worker").get(f"/desk/organizations/{made.pk}/do/confirm/").status_code == 404
    [line] = [line for line in todo(town.viewer("staff")) if "等您确认" in line["title"]]
    assert line["url"] == f"/desk/organizations/{made.pk}/"
    enter("staff").post(f"/desk/organizations/{made.pk}/do/confirm/")
    made.refresh_from_db()
    assert made.status == "active"


def test_a_place_of_somebody_else_cannot_be_chosen_by_a_forged_post(enter, town):
    answer = enter("staff").post("/desk/organizations/new/", NEW | {"area": town.sibling.pk})
    assert answer.status_code == 422
    assert not Organization.objects.filter(name="邻里帮帮团").exists()


def test_what_does_not_fit_is_said_at_its_field(enter, town):
    said = NEW | {"area": town.community.pk, "kind": "foundation"}
    answer = enter("staff").post("/desk/organizations/new/", said)
    assert answer.status_code == 422
    assert "要在民政部门登记过才是" in answer.content.decode()


def test_the_page_at_the_desk_says_everything_to_who_keeps_it(enter, town, association, haircut):
    organizations.set_contact(association, name="李桂", phone="13911112222", actor=town.staff)
    page = text(enter("staff").get(f"/desk/organizations/{association.pk}/"))
    for said in ("上门理发", "每周接 6 单", "李桂", "13911112222", "登记入册", "暂停", "退出名册"):
        assert said in page, said
    assert "定负责人" not in page, "appointing is the secretary's"
    assert "定负责人" in text(enter("secretary").get(f"/desk/organizations/{association.pk}/"))


def test_who_only_works_here_reads_and_changes_nothing(enter, town, association, haircut):
    page = text(enter("worker").get(f"/desk/organizations/{association.pk}/"))
    assert "上门理发" in page
    assert "/do/" not in page
    assert "登记入册" not in page, "the history is for who keeps it"


def test_a_filing_that_ran_out_is_said_on_every_page(enter, town):
    made = organizations.register(town.community, filed("棋社", -2), actor=town.staff)
    assert "已经过期" in text(enter("staff").get(f"/desk/organizations/{made.pk}/"))
    assert "备案过期" in text(enter("staff").get("/desk/organizations/?status=expired"))
    assert "备案过期" in text(enter("anonymous").get(f"/organizations/{made.pk}/"))
    [line] = [line for line in todo(town.viewer("staff")) if "备案" in line["title"]]
    assert line["due"] == timezone.localdate() - timedelta(days=2)
    enter("staff").post(
        f"/desk/organizations/{made.pk}/do/renew/",
        {"filing_number": "新号", "filed_until": timezone.localdate() + timedelta(days=700)},
    )
    assert [line for line in todo(town.viewer("staff")) if "备案" in line["title"]] == []


def test_a_manager_keeps_his_own_page_up_to_date(enter, town):
    own = town.organization
    [panel] = panels(town.viewer("org_manager"), "desk")
    assert panel["context"]["organizations"] == [own]
    assert own.name in text(enter("org_manager").get("/desk/"))
    client = enter("org_manager")
    values = service_values()
    values |= {"domain": values["domain"].pk, "price": "free"}
    client.post(f"/desk/organizations/{own.pk}/do/offer/", values)
    service = OfferedService.objects.get(organization=own)
    client.post(
        f"/desk/organizations/services/{service.pk}/do/change/", values | {"weekly_capacity": 12}
    )
    service.refresh_from_db()
    assert service.weekly_capacity == 12
    client.post(f"/desk/organizations/{own.pk}/do/particulars/", {"telephone": "0858-8009999"})
    own.refresh_from_db()
    assert (own.telephone, own.name) == ("0858-8009999", "金秋社会工作服务中心")
    for closed in ("correct", "suspend", "close", "areas", "appoint"):
        assert client.get(f"/desk/organizations/{own.pk}/do/{closed}/").status_code == 404, closed


def test_a_manager_appointed_on_the_page_can_work_at_once(enter, town, association):
    enter("secretary").post(
        f"/desk/organizations/{association.pk}/do/appoint/", {"phone": "13800000016"}
    )
    assert Message.objects.filter(to_user=town.stranger).exists()
    assert association.name in text(enter("stranger").get("/desk/"))
    scope = association.scopes.get()
    page = text(enter("secretary").get(f"/desk/organizations/{association.pk}/"))
    assert f"/managers/{scope.pk}/do/dismiss/" in page
    enter("secretary").post(
        f"/desk/organizations/managers/{scope.pk}/do/dismiss/", {"reason": "换届"}
    )
    assert enter("stranger").get(f"/desk/organizations/{association.pk}/").status_code == 404


def test_the_contact_form_never_saves_a_mask(enter, town, association):
    url = f"/desk/organizations/{association.pk}/do/contact/"
    enter("staff").post(url, {"name": "李桂", "phone": "13911112222"})
    page = text(enter("staff").get(url))
    assert "李桂" in page
    assert enter("staff").post(url, {"name": "李桂", "phone": "139****2222"}).status_code == 422
    assert ContactPerson.objects.get(organization=association).phone.open() == "13911112222"


def test_everybody_reads_what_is_offered_and_no_person(enter, town, association, haircut):
    organizations.set_contact(association, name="李桂", phone="13911112222", actor=town.staff)
    organizations.correct(association, telephone="0858-8001234", actor=town.staff)
    for path in (f"/organizations/in/{town.community.pk}/", f"/organizations/{association.pk}/"):
        for name in ("anonymous", "resident", "staff"):
            page = text(enter(name).get(path))
            assert "上门理发" in page
            assert "0858-8001234" in page
            assert "李桂" not in page
            assert "1391111" not in page


def test_without_a_telephone_the_community_is_called(enter, town, association):
    profile = town.community.profile
    profile.telephone = "0858-8000000"
    profile.save()
    page = text(enter("anonymous").get(f"/organizations/{association.pk}/"))
    assert "0858-8000000" in page


def test_only_the_active_ones_have_a_public_page(enter, town, association, proposed):
    assert enter("anonymous").get(f"/organizations/{proposed.pk}/").status_code == 404
    organizations.suspend(association, reason="整改", actor=town.staff)
    assert enter("resident").get(f"/organizations/{association.pk}/").status_code == 404
    page = text(enter("anonymous").get(f"/organizations/in/{town.community.pk}/"))
    assert association.name not in page


def test_a_withdrawn_service_is_not_shown(enter, town, association, haircut):
    services.withdraw(haircut, actor=town.staff)
    assert "上门理发" not in text(enter("anonymous").get(f"/organizations/{association.pk}/"))
    assert "上门理发" in text(enter("staff").get(f"/desk/organizations/{association.pk}/"))


def test_the_index_leads_to_ones_own_community(enter, town):
    assert enter("outsider").get("/organizations/").url == (
        f"/organizations/in/{town.far_community.pk}/"
    )


def test_the_search_over_everything_finds_it(enter, town, association, haircut):
    [hit] = search(town.viewer("staff"), "理发")
    assert hit["title"] == association.name
    assert hit["url"] == f"/desk/organizations/{association.pk}/"
    assert [one["title"] for one in search(town.viewer("staff"), "lnxh")] == [association.name]
    assert search(town.viewer("resident"), "理发") == []
    assert search(town.viewer("sibling_staff"), "理发") == []


def test_the_page_of_the_five_societies_names_it(enter, town, association):
    page = text(enter("anonymous").get(f"/about/{town.community.pk}/"))
    assert association.name in page
    assert f"/organizations/{association.pk}/" in page


def test_in_the_admin_a_correction_goes_through_the_action(enter, town, association):
    url = f"/admin/organizations/organization/{association.pk}/change/"
    assert "金秋老年协会" in text(enter("staff").get(url))
    said = {
        "kind": "mutual_aid", "name": "金秋长者协会", "registration": "managed",
        "source": "home_grown", "uscc": "51520201MJR000001X",
    }  # fmt: skip
    for inline in ("contact", "services", "service_areas", "reviews"):
        said |= {f"{inline}-TOTAL_FORMS": 0, f"{inline}-INITIAL_FORMS": 0}
    answer = enter("staff").post(url, said)
    assert "校验不符" in text(answer)
    assert enter("staff").post(url, said | {"uscc": ""}).status_code == 302
    association.refresh_from_db()
    assert association.name == "金秋长者协会"
    assert association.status == "active"


def test_the_admin_lists_ones_own_and_registers_there(enter, town, another):
    another(town.far_community, "远山互助")
    page = text(enter("staff").get("/admin/organizations/organization/"))
    assert town.organization.name in page
    assert "远山互助" not in page
    assert enter("worker").get("/admin/organizations/organization/").status_code in {302, 403, 404}


def test_proposals_of_others_only_stand_in_the_morning(town):
    organizations.propose(town.community, facts("自己提的"), actor=town.staff)
    assert [line for line in todo(town.viewer("staff")) if "确认" in line["title"]] == []
    assert [line for line in todo(town.viewer("secretary")) if "确认" in line["title"]] != []
    assert todo(town.viewer("anonymous")) == []


def test_the_filings_of_the_morning_are_those_its_link_lists(enter, town):
    for name, days in (("过期的", -3), ("快到期的", 9), ("还早的", 90)):
        organizations.register(town.community, filed(name, days), actor=town.staff)
    (line,) = [row for row in todo(town.viewer("staff")) if "备案" in row["title"]]
    assert line["title"].startswith("2 ")
    page = text(enter("staff").get(line["url"]))
    assert ("过期的" in page, "快到期的" in page, "还早的" in page) == (True, True, False)


def test_who_speaks_for_an_organisation_is_led_to_his_own(enter, town):
    due = timezone.localdate() + timedelta(days=9)
    Organization.objects.filter(pk=town.organization.pk).update(
        kind="culture_sport", registration="filed", filing_number="备12",
        filing_authority="街道", filed_until=due,
    )  # fmt: skip
    (line,) = [row for row in todo(town.viewer("org_manager")) if "备案" in row["title"]]
    assert line["title"] == "您的组织备案快到期或已过期"
    assert town.organization.name in text(enter("org_manager").get(line["url"]))
