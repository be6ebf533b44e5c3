"""Stationed cadres; `organizations.urls` includes this."""

from django.urls import path

from organizations.views import secondments

urlpatterns = [
    # he himself
    path("secondments/<int:pk>/", secondments.mine, name="my_secondment"),
    path("secondments/<int:pk>/do/<slug:slug>/", secondments.own_act, name="own_secondment_act"),
    path(
        "secondments/days/<int:pk>/do/<slug:slug>/",
        secondments.own_day_act,
        name="own_secondment_day_act",
    ),
    path(
        "secondments/assessments/<int:pk>/do/<slug:slug>/",
        secondments.own_assessment_act,
        name="own_assessment_act",
    ),
    # the desk
    path("desk/secondments/", secondments.board, name="secondments"),
    path("desk/secondments/new/", secondments.new, name="new_secondment"),
    path("desk/secondments/<int:pk>/", secondments.secondment, name="secondment"),
    path(
        "desk/secondments/<int:pk>/do/<slug:slug>/",
        secondments.secondment_act,
        name="secondment_act",
    ),
    path(
        "desk/secondments/days/<int:pk>/do/<slug:slug>/",
        secondments.day_act,
        name="secondment_day_act",
    ),
    path("desk/secondments/reports/<int:pk>/", secondments.report, name="secondment_report"),
    path(
        "desk/secondments/reports/<int:pk>/do/<slug:slug>/",
        secondments.report_act,
        name="secondment_report_act",
    ),
]
