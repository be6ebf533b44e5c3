"""Agreements, assessments, the board of demands, what grows; `organizations.urls` includes this."""

from django.urls import path

from organizations.views import commissioners, cultivations, demands, match_meetings, partners

urlpatterns = [
    path("desk/demands/", demands.board, name="demands"),
    path("desk/demands/new/", demands.new, name="new_demand"),
    path("desk/demands/<int:pk>/", demands.demand, name="demand"),
    path("desk/demands/<int:pk>/do/<slug:slug>/", demands.demand_act, name="demand_act"),
    path("desk/match-meetings/", match_meetings.board, name="match_meetings"),
    path("desk/match-meetings/new/", match_meetings.new, name="new_match_meeting"),
    path("desk/match-meetings/<int:pk>/", match_meetings.meeting, name="match_meeting"),
    path(
        "desk/match-meetings/<int:pk>/do/<slug:slug>/",
        match_meetings.meeting_act,
        name="match_meeting_act",
    ),
    path("desk/cultivation/", cultivations.board, name="cultivations"),
    path("desk/cultivation/new/", cultivations.new, name="new_cultivation"),
    path("desk/cultivation/<int:pk>/", cultivations.cultivation, name="cultivation"),
    path(
        "desk/cultivation/<int:pk>/do/<slug:slug>/",
        cultivations.cultivation_act,
        name="cultivation_act",
    ),
    path("desk/commissioners/", commissioners.board, name="commissioners"),
    path("desk/commissioners/new/", commissioners.new, name="new_commissioner"),
    path("desk/commissioners/meetings/", commissioners.meetings, name="committee_meetings"),
    path(
        "desk/commissioners/meetings/new/", commissioners.new_meeting, name="new_committee_meeting"
    ),
    path(
        "desk/commissioners/meetings/<int:pk>/do/<slug:slug>/",
        commissioners.meeting_act,
        name="committee_meeting_act",
    ),
    path("desk/commissioners/<int:pk>/", commissioners.commissioner, name="commissioner"),
    path(
        "desk/commissioners/<int:pk>/do/<slug:slug>/",
        commissioners.commissioner_act,
        name="commissioner_act",
    ),
    path("desk/pairings/", partners.pairing_board, name="pairings"),
    path("desk/pairings/new/", partners.new_pairing, name="new_pairing"),
    path("desk/pairings/<int:pk>/", partners.pairing, name="pairing"),
    path("desk/pairings/<int:pk>/do/<slug:slug>/", partners.pairing_act, name="pairing_act"),
    path("desk/pairings/lines/<int:pk>/do/<slug:slug>/", partners.line_act, name="line_act"),
    path("desk/assessments/", partners.assessment_board, name="assessments"),
    path("desk/assessments/new/", partners.new_assessment, name="new_assessment"),
    path("desk/assessments/<int:pk>/", partners.assessment, name="assessment"),
    path(
        "desk/assessments/<int:pk>/do/<slug:slug>/", partners.assessment_act, name="assessment_act"
    ),
]
