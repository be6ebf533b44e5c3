"""What is written down about an organisation, what it offers, who speaks for it."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import roles
from accounts.models import RoleGrant
from core import outbox
from core.exceptions import DomainError
from core.models import AuditEvent, Message, OutboxMessage
from organizations.actions import filings, managers, organizations, services
from organizations.kinds import FAMILY_OF, KINDS_OF, Family, Kind
from organizations.models import ContactPerson, OfferedService, Organization
from tests.organizations.conftest import facts, filed, service_values

pytestmark = pytest.mark.django_db
AGENCY = {"kind": "service_agency", "registration": "registered", "uscc": "52520281MJY123456N"}


def refused(act, *args, **values):
    with pytest.raises(DomainError) as error:
        act(*args, **values)
    return error.value


def test_every_kind_belongs_to_one_family_and_the_database_holds_it(town):
    assert sorted(FAMILY_OF) == sorted(Kind.values)
    assert sum(map(len, KINDS_OF.values())) == len(Kind)
    with pytest.raises(IntegrityError, match="kind_fits_family"), transaction.atomic():
        Organization.objects.create(
            area=town.community, name="x", family=Family.PARTY, kind="school", registration="none"
        )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "nonsense"}, "kind"),
        ({"name": " "}, "name"),
        ({"registration": "none"}, "registration"),
        ({"kind": "branch", "registration": "registered"}, "registration"),
        ({"kind": "school", "registration": "filed"}, "registration"),
        ({"kind": "foundation", "registration": "filed"}, "registration"),
        ({"registration": "registered"}, "uscc"),
        ({"uscc": "52520281MJY123456M"}, "uscc"),
        (AGENCY | {"kind": "society"}, "uscc"),
        ({"registration": "filed"}, "filing_number"),
        ({"registration": "filed", "filing_number": "1"}, "filing_authority"),
        ({"registration": "filed", "filing_number": "1", "filing_authority": "街"}, "filed_until"),
        ({"telephone": "12345"}, "telephone"),
        ({"introduction": "找老李 13911112222"}, "introduction"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_field_to_mend(town, values, field):
    said = facts(**{"kind": "mutual_aid", **values})
    assert refused(organizations.register, town.community, said, actor=town.staff).field == field


def test_one_stands_at_a_community_a_street_or_a_district_and_serves_it(town, another):
    for area, community in ((town.community, town.community), (town.street, None)):
        made = another(area, f"在{area.name}")
        assert made.community == community
        assert [row.area for row in made.service_areas.all()] == [area]
    assert refused(organizations.register, town.grid, facts("x"), actor=None).field == "area"


def test_a_code_and_a_name_stand_once_until_it_has_left(town, another):
    org = town.organization
    again = refused(organizations.register, town.sibling, facts("别名", **AGENCY), actor=None)
    assert (again.code, again.field) == ("code_taken", "uscc")
    same = refused(organizations.register, town.community, facts(org.name), actor=town.staff)
    assert same.field == "name"
    organizations.close(org, reason="搬走了", actor=town.secretary)
    assert organizations.register(town.sibling, facts("别名", **AGENCY), actor=None).pk != org.pk


def test_a_correction_says_what_was_there_before(town, association):
    organizations.correct(
        association, name="金秋长者协会", telephone="0858 8001234", actor=town.staff
    )
    fresh = Organization.objects.get(pk=association.pk)
    assert (fresh.name_key, fresh.name_initials) == ("jinqiuzhangzhexiehui", "jqzzxh")
    assert fresh.telephone == "0858-8001234"
    event = AuditEvent.objects.filter(object_id=str(fresh.pk)).latest("pk")
    assert event.details["name"] == ["金秋老年协会", "金秋长者协会"]
    before = AuditEvent.objects.count()
    organizations.correct(fresh, name="金秋长者协会", actor=town.staff)
    assert AuditEvent.objects.count() == before, "nothing changed, nothing is told"


def test_registered_at_last_it_needs_its_filing_no_more(town):
    made = organizations.register(town.community, filed("棋社", 100), actor=town.staff)
    organizations.close(town.organization, reason="让出代码", actor=town.secretary)
    moved = organizations.correct(made, actor=town.staff, **AGENCY)
    assert (moved.filing_number, moved.filed_until) == ("", None)


def test_only_a_sector_committee_has_a_sector(town, another, association):
    said = refused(organizations.correct, association, sector=town.organization, actor=None)
    assert said.field == "sector"
    committee = another(town.district, "卫健行业党委", kind="sector_committee", registration="none")
    assert organizations.correct(association, sector=committee, actor=None).sector == committee


def test_what_has_left_is_not_changed_any_more(town, association, haircut):
    organizations.close(association, reason="解散", actor=town.secretary)
    for act, values in (
        (organizations.correct, {"name": "x"}),
        (organizations.set_contact, {"name": "x", "phone": ""}),
        (organizations.set_service_areas, {"areas": [town.street]}),
        (services.offer, service_values(name="y")),
    ):
        assert refused(act, association, actor=town.staff, **values).code == "closed"
    assert refused(services.change, haircut, name="z", actor=town.staff).code == "closed"


def test_the_contact_is_sealed_and_the_history_does_not_name_him(town, association):
    organizations.set_contact(association, name="李桂", phone="13911112222", actor=town.staff)
    organizations.set_contact(
        association, name="王芳", phone="13911113333", position="会长", actor=town.staff
    )
    contact = ContactPerson.objects.get(organization=association)
    assert str(contact.name) == "王*"
    assert str(contact.phone) == "139****3333"
    assert contact.community == town.community
    told = [e.details for e in AuditEvent.objects.filter(verb="organizations.contact_set")]
    assert told == [{}, {}]


def test_service_areas_name_the_outermost_only(town, association):
    organizations.set_service_areas(
        association, areas=[town.community, town.street, town.sibling], actor=town.staff
    )
    assert [row.area for row in association.service_areas.all()] == [town.street]
    for areas in ([], [town.grid]):
        said = refused(organizations.set_service_areas, association, areas=areas, actor=town.staff)
        assert said.field == "areas"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"weekdays": []}, "weekdays"),
        ({"audiences": []}, "audiences"),
        ({"ends_at": time(9)}, "ends_at"),
        ({"weekly_capacity": 0}, "weekly_capacity"),
        ({"price": "low_fee"}, "price_note"),
        ({"price": "low_fee", "price_note": "5 元", "is_volunteer": True}, "price"),
        ({"description": "打 13911112222"}, "description"),
    ],
)
def test_a_service_that_does_not_fit_is_refused(town, association, values, field):
    said = refused(services.offer, association, actor=town.staff, **service_values(**values))
    assert said.field == field


def test_volunteers_never_take_money_in_the_database_either(haircut):
    with pytest.raises(IntegrityError, match="service_of_volunteers_is_free"), transaction.atomic():
        OfferedService.objects.filter(pk=haircut.pk).update(
            is_volunteer=True, price="low_fee", price_note="5 元"
        )


def test_a_service_is_offered_changed_withdrawn_and_taken_up_again(town, association, haircut):
    assert haircut.weekdays == [1, 3]
    assert haircut.days == "周一、周三"
    services.change(
        haircut, weekdays=[1, 2, 3, 4, 5], price="low_fee", price_note="10 元", actor=town.staff
    )
    assert OfferedService.objects.get(pk=haircut.pk).days == "周一到周五"
    assert not OfferedService.objects.offered().exists(), "what it asks for waits for approval"
    services.change(haircut, price="free", actor=town.staff)
    assert OfferedService.objects.get(pk=haircut.pk).price_note == ""
    services.withdraw(haircut, actor=town.staff)
    services.withdraw(haircut, actor=town.staff)  # twice is once
    assert not OfferedService.objects.offered().filter(pk=haircut.pk).exists()
    services.offer(association, actor=town.staff, **service_values())
    said = refused(services.take_up, haircut, actor=town.staff)
    assert said.code == "name_taken"
    verbs = [e.verb.split(".")[1] for e in AuditEvent.objects.order_by("pk")][-5:]
    assert verbs == [
        "service_offered", "service_changed", "service_changed", "service_withdrawn",
        "service_offered",
    ]  # fmt: skip


def test_a_manager_is_a_grant_its_place_and_its_organisation(town, association):
    scope = managers.appoint_manager(
        association, user=town.stranger, actor=town.secretary, reason="章程"
    )
    assert scope.grant.role == roles.ORG_MANAGER
    assert [row.area for row in scope.grant.area_scopes.all()] == [town.community]
    viewer = town.viewer("stranger")
    assert viewer.organization_ids == {association.pk}
    assert viewer.community_ids == ()
    assert Message.objects.filter(
        to_user=town.stranger, code="organizations.manager_appointed"
    ).count() == 1  # fmt: skip
    again = refused(managers.appoint_manager, association, user=town.stranger, actor=town.secretary)
    assert again.code == "already"
    own = refused(managers.appoint_manager, association, user=town.secretary, actor=town.secretary)
    assert own.code == "oneself"


def test_who_is_dismissed_speaks_for_it_no_more(town):
    scope = town.organization.scopes.get()
    assert refused(managers.dismiss_manager, scope, reason=" ", actor=None).field == "reason"
    managers.dismiss_manager(scope, reason="换届", actor=town.secretary)
    assert town.viewer("org_manager").organization_ids == frozenset()
    assert not town.organization.scopes.in_force().exists()


def test_closing_takes_the_managers_along(town):
    organizations.close(town.organization, reason="注销", actor=town.secretary)
    assert not RoleGrant.objects.in_force().filter(user=town.org_manager).exists()


def test_only_what_is_active_gets_a_manager(town, proposed):
    said = refused(managers.appoint_manager, proposed, user=town.stranger, actor=town.secretary)
    assert said.code == "not_active"


# --- filings -------------------------------------------------------------------------------------


def test_a_filing_that_ends_within_a_month_is_told_once_to_those_who_can_renew_it(town):
    ending = organizations.register(town.community, filed("棋社", 30), actor=town.staff)
    managers.appoint_manager(ending, user=town.stranger, actor=town.secretary)
    organizations.register(town.community, filed("早着呢", 31), actor=town.staff)
    organizations.register(town.community, filed("过期了", -1), actor=town.staff)
    assert filings.remind_of_filings() == 3
    assert filings.remind_of_filings() == 0, "twice is once"
    told = Message.objects.filter(code="organizations.filing_ends")
    assert {message.to_user for message in told} == {town.stranger, town.staff, town.secretary}
    later = timezone.localdate() + timedelta(days=400)
    organizations.renew_filing(ending, filing_number="新", filed_until=later, actor=town.staff)
    assert not Organization.objects.get(pk=ending.pk).filing_ends_soon


def test_a_filing_is_flagged_while_there_is_time_and_when_it_is_over(town):
    made = {
        days: organizations.register(town.community, filed(f"第{days}", days), actor=None)
        for days in (-1, 0, 30, 31)
    }
    assert [made[d].filing_has_ended for d in made] == [True, False, False, False]
    assert [made[d].filing_ends_soon for d in made] == [False, True, True, False]
    expired = Organization.objects.with_expired_filing()
    assert list(expired) == [made[-1]]


def test_a_street_is_told_of_its_own_filings(town):
    organizations.register(town.street, filed("街道的", 10), actor=None)
    assert filings.remind_of_filings() == 1
    assert Message.objects.get(code="organizations.filing_ends").to_user == town.street_official


def test_a_renewal_lies_ahead(town):
    made = organizations.register(town.community, filed("棋社", 5), actor=None)
    past = timezone.localdate() - timedelta(days=1)
    said = refused(
        organizations.renew_filing, made, filing_number="1", filed_until=past, actor=town.staff
    )
    assert said.field == "filed_until"


def test_what_happens_is_promised_to_the_rooms_above(town, monkeypatch):
    promised = []
    monkeypatch.setattr(outbox, "publish", lambda topic, **rest: promised.append((topic, rest)))
    made = organizations.register(town.community, facts("合唱队"), actor=town.staff)
    services.offer(made, actor=town.staff, **service_values())
    organizations.close(made, reason="散了", actor=town.staff)
    assert [topic for topic, _rest in promised] == [
        "organizations.organization_registered",
        "organizations.service_offered",
        "organizations.organization_closed",
    ]
    assert promised[0][1]["payload"] == {
        "organization_id": made.pk, "community_id": town.community.pk,
    }  # fmt: skip
    assert not OutboxMessage.objects.filter(topic__startswith="organizations").exists()
