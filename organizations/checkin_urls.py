"""Where check-ins and social workers are found; `organizations.urls` includes this."""

from django.urls import path

from organizations.views import (
    checkins,
    positions,
    schooling,
    social_workers,
    supervision,
    unit_checkins,
)

urlpatterns = [
    # the member himself
    path("checkin/", checkins.checkin, name="checkin"),
    path("checkin/<int:pk>/", checkins.slip, name="checkin_slip"),
    path("checkin/<int:pk>/do/<slug:slug>/", checkins.own_act, name="own_checkin_act"),
    # the desk
    path("desk/checkins/", checkins.board, name="checkins"),
    path("desk/checkins/new/", checkins.new_member, name="new_member_checkin"),
    path("desk/checkins/confirm/", checkins.confirm_chosen, name="confirm_members"),
    path("desk/checkins/<int:pk>/", checkins.member, name="member_checkin"),
    path("desk/checkins/<int:pk>/do/<slug:slug>/", checkins.member_act, name="member_act"),
    path("desk/checkins/units/", unit_checkins.board, name="unit_checkins"),
    path("desk/checkins/units/new/", unit_checkins.new_unit, name="new_unit_checkin"),
    path("desk/checkins/units/<int:pk>/", unit_checkins.unit, name="unit_checkin"),
    path("desk/checkins/units/<int:pk>/do/<slug:slug>/", unit_checkins.unit_act, name="unit_act"),
    path("desk/social-workers/", social_workers.board, name="social_workers"),
    path("desk/social-workers/supervisors/", supervision.pool, name="supervisors"),
    path("desk/social-workers/supervisors/asked/", supervision.asked, name="supervision_asks"),
    path(
        "desk/social-workers/supervisors/asked/<int:pk>/", supervision.ask, name="supervision_ask"
    ),
    path(
        "desk/social-workers/supervisors/asked/<int:pk>/do/<slug:slug>/",
        supervision.ask_act,
        name="supervision_ask_act",
    ),
    path("desk/social-workers/positions/", positions.board, name="positions"),
    path("desk/social-workers/positions/new/", positions.new, name="new_position"),
    path("desk/social-workers/positions/<int:pk>/", positions.position, name="position"),
    path(
        "desk/social-workers/positions/<int:pk>/do/<slug:slug>/",
        positions.position_act,
        name="position_act",
    ),
    path("desk/social-workers/new/", social_workers.new_worker, name="new_social_worker"),
    path("desk/social-workers/<int:pk>/", social_workers.worker, name="social_worker"),
    path(
        "desk/social-workers/<int:pk>/do/<slug:slug>/",
        social_workers.worker_act,
        name="social_worker_act",
    ),
    path(
        "desk/social-workers/hours/<int:pk>/do/<slug:slug>/",
        schooling.hours_act,
        name="hours_act",
    ),
    path("desk/social-workers/exams/<int:pk>/do/<slug:slug>/", schooling.exam_act, name="exam_act"),
    path("desk/social-workers/<int:pk>/pay/", schooling.worker_pay, name="worker_pay"),
    path("desk/social-workers/<int:pk>/pay/do/<slug:slug>/", schooling.pay_act, name="pay_act"),
    path(
        "desk/social-workers/stations/<int:pk>/do/<slug:slug>/",
        social_workers.stationing_act,
        name="stationing_act",
    ),
]
