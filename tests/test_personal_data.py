"""Completeness, for every room: whatever is personal says why it is kept, and can leave."""

import importlib

import pytest
from django.apps import apps
from django.db import models

from communities.fields import PinyinField
from core import personal
from core.fields import FreeLine, FreeText, PersonalField

ROOMS = [
    config
    for config in apps.get_app_configs()
    if config.module.__file__ and not config.module.__file__.count("site-packages")
]
TELLING = {
    "born_on", "gender", "name_key", "name_initials", "registered_address",
    "condition", "guardian", "is_new_employment", "origin_place",
}  # fmt: skip
"""Names of plain columns that say something about a person."""

LONG = 100
PUBLISHED = {
    "accounts.PrivacyNotice": "what everybody reads",
    "activities.Activity": "published; its action refuses numbers in what is said of it",
    "activities.ActivityPhoto": "published when all on it agreed; its action refuses numbers",
    "activities.Enclave": "between two offices; its action refuses numbers in it",
    "activities.Series": "published with its activities",
    "activities.ServiceBrand": "published with its activities",
    "charity.Campaign": "published; its action refuses names and numbers in it",
    "charity.CampaignReport": "published; its action refuses names and numbers in it",
    "charity.FundRelease": "published; its action refuses names and numbers in it",
    "charity.YearlyAccount": "published; its action refuses names and numbers in it",
    "points.PublicityRelease": "published; its action refuses names and numbers in it",
    "communities.Area": "a place",
    "communities.AreaName": "a place",
    "communities.CommunityProfile": "the office of the community, with its numbers",
    "communities.Estate": "a place",
    "communities.Room": "a place",
    "communities.Department": "an office",
    "grids.GridDuty": "a list everybody reads",
    "grids.GridMatter": "a list everybody reads",
    "communities.LocalWording": "words of the pages",
    "communities.Notice": "published after a check; its action refuses ID numbers",
    "organizations.Organization": "published; its action refuses numbers in what is said of it",
    "organizations.OfferedService": "published; its action refuses numbers in it",
    "organizations.OrganizationReview": "of an organisation; its action refuses numbers in it",
    "organizations.Pairing": "between two offices; its action refuses numbers in it",
    "organizations.PairingLine": "between two offices; its action refuses numbers in it",
    "organizations.AgreementTerm": "between two offices; its action refuses numbers in it",
    "organizations.SchoolGroup": "between two offices; its action refuses numbers in it",
    "organizations.Commissioner": "between two offices; its action refuses numbers in it",
    "organizations.Secondment": "between two offices; its action refuses numbers in it",
    "organizations.SecondmentReport": "between two offices; its action refuses numbers in it",
    "organizations.PairingYear": "between two offices; its action refuses numbers in it",
    "organizations.Assessment": "of who holds office; its action refuses numbers in it",
    "organizations.Cultivation": "of an organisation; its action refuses numbers in it",
    "organizations.Demand": "published; its action refuses numbers in it",
    "organizations.Recruitment": "announced; its action refuses numbers in it",
    "organizations.Facility": "a place; its action refuses numbers in it",
    "organizations.CheckinPost": "published to members; its action refuses numbers in it",
    "organizations.QuarterLetter": "between two offices; its action refuses numbers in it",
    "organizations.Incubation": "of an organisation; its action refuses numbers in it",
    "organizations.IncubationScore": "of an organisation; its action refuses numbers in it",
    "organizations.IncubationNote": "of an organisation; its action refuses numbers in it",
    "organizations.Interest": "an office's answer on the board; its action refuses numbers in it",
    "organizations.MatchMeeting": "announced; its action refuses numbers in it",
    "organizations.MatchTalk": "what offices agreed; its action refuses numbers in it",
    "insights.InsightReport": "read by offices; its action refuses names and numbers in it",
    "insights.PolicyDocument": "a paper everybody reads",
    "insights.PolicyTarget": "what a paper asks for",
    "doors.DemoPerson": "the demo's own people",
    "requests.RateFormula": "a paper everybody reads",
    "requests.ListRelease": "published; its action refuses numbers in what is said of it",
    "requests.DispatchCatalogue": "rules of the office",
    "requests.CommonQuestion": "answers everybody reads",
    "requests.Guide": "guides everybody reads",
    "requests.MenuCategory": "the menu everybody reads",
    "requests.MenuItem": "the menu everybody reads",
    "requests.MenuQuestion": "the menu everybody reads",
    "requests.SavedReply": "words of the office",
    "requests.SlaPolicy": "what everybody is promised",
    "volunteers.Skill": "a list everybody chooses from",
    "volunteers.StarLevel": "steps that hold for everybody",
}
NOT_TYPED = {
    "activities.Activity.reason": "told to all who enrolled; its action refuses numbers in it",
    "activities.Enclave.reason": "both offices read it; its action refuses numbers in it",
    "organizations.Cultivation.reason": "both offices read it; its action refuses numbers in it",
    "organizations.Facility.reason": "residents read it; its action refuses numbers in it",
    "organizations.CheckinPost.reason": "members read it; its action refuses numbers in it",
    "organizations.EducationHours.what": "a course; its action refuses numbers in it",
    "organizations.EducationHours.evidence": "a paper; its action refuses numbers in it",
    "organizations.EducationHours.reason": "the worker reads it; its action refuses numbers in it",
    "organizations.TrainingCourse.reason": "told to who enrolled; its action refuses numbers in it",
    "organizations.TrainingCourse.trainer_unit": "announced; its action refuses numbers in it",
    "organizations.SupervisionAsk.reason": "he reads it; its action refuses numbers in it",
    "organizations.WorkerPosition.reason": "of a post; its action refuses numbers in it",
    "organizations.HubMembership.reason": "both read it; its action refuses numbers in it",
    "organizations.CultivationSupport.reason": "offices read it; its action refuses numbers",
    "organizations.CommitteeMeeting.reason": "both offices read it; its action refuses numbers",
    "organizations.TrainingBase.reason": "a place; its action refuses numbers in it",
    "organizations.MatchMeeting.reason": "told to who would come; its action refuses numbers",
    "organizations.Recruitment.reason": "told to who answered; its action refuses numbers in it",
    "organizations.RecruitmentReply.words": "who chooses reads it; its action refuses numbers",
    "organizations.Supervisor.unit": "the name of an organisation or a community",
    "organizations.CoursePlace.unit": "the name of an organisation or a community",
    "organizations.ExamReward.document": "a document of the place",
    "organizations.ExamEntry.document": "a document of the place",
    "organizations.PostClaim.reason": "the member reads it; its action refuses numbers in it",
    "organizations.PostTurn.note": "stands on the card; its action refuses numbers in it",
    "organizations.PostTurn.reason": "the member reads it; its action refuses numbers in it",
    "organizations.Incubation.reason": "the group reads it; its action refuses numbers in it",
    "organizations.Commissioner.reason": "both offices read it; its action refuses numbers in it",
    "organizations.Secondment.reason": "both offices read it; its action refuses numbers in it",
    "organizations.SecondmentDay.reason": "who told it reads it; its action refuses numbers in it",
    "organizations.Pairing.reason": "both offices read it; its action refuses numbers in it",
    "volunteers.Shift.requirement": "every helper reads it; its action refuses numbers in it",
    "volunteers.Shift.risk_notice": "every helper reads it; its action refuses numbers in it",
    "charity.CommunityFund.name": "made by its action of two names that stand in registers",
    "accounts.SharingRecord.contact": "whom to call at the other office",
    "insights.InsightReport.reason": "whoever read it reads it; its action refuses numbers",
    "insights.Figure.of": "a part of a number, by its code",
    "accounts.User.password": "a digest",
    "requests.DispatchProposal.note": "our own words about a pair",
    "requests.Webhook.url": "the address of another office's machine",
    "communities.ImportJob.refusal": "our own words about a row",
}
"""Long texts in which nothing of a person stands, and why."""


def personal_fields(config):
    """Encrypted, masked, or telling by their name. (A blind index goes with its source.)"""
    for model in config.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, PinyinField):
                telling = isinstance(model._meta.get_field(field.source), PersonalField)
            else:
                telling = field.name in TELLING
            if isinstance(field, PersonalField) or telling:
                yield model._meta.label, field.name


@pytest.mark.parametrize("config", ROOMS, ids=lambda config: config.label)
def test_every_personal_field_is_declared_in_its_room(config):
    needed = set(personal_fields(config))
    if config.label == "core" or not needed:  # core keeps messages and keys for the rooms above
        return
    module = importlib.import_module(f"{config.name}.personal_data")
    declared = {
        (label, name) for label, fields in module.PERSONAL_FIELDS.items() for name in fields
    }
    assert needed - declared == set()


@pytest.mark.parametrize(("room", "module"), personal.modules().items())
def test_what_is_declared_exists_and_says_purpose_basis_and_retention(room, module):
    for label, fields in module.PERSONAL_FIELDS.items():
        model = apps.get_model(label)
        assert issubclass(model, models.Model)
        for name, declared in fields.items():
            model._meta.get_field(name)
            assert all(map(str, (declared.purpose, declared.basis, declared.retention)))
    assert callable(module.export_person)
    assert callable(module.erase_person)


@pytest.mark.parametrize("config", ROOMS, ids=lambda config: config.label)
def test_running_text_is_kept_without_numbers_or_says_why_it_may_hold_them(config):
    forgotten = [
        f"{model._meta.label}.{field.name}"
        for model in config.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, FreeLine | FreeText)
        and (field.max_length or LONG) >= LONG
        and not field.choices
        and not (model._meta.label in PUBLISHED and field.name != "reason")
        and f"{model._meta.label}.{field.name}" not in NOT_TYPED
    ]
    assert config.label == "core" or forgotten == []
