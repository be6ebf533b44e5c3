from django.urls import path

from volunteers.views import certificates, desk, hours, own, shifts, teams

app_name = "volunteers"

urlpatterns = [
    # everybody
    path("certificates/", certificates.wall, name="certificates_wall"),
    path("certificates/<uuid:code>/", certificates.check, name="certificate_check"),
    # the residents' door
    path("volunteer/", own.mine, name="mine"),
    path("volunteer/join/", own.join, name="join"),
    path("volunteer/times/", own.times, name="times"),
    path("volunteer/skills/", own.skills, name="skills"),
    path("volunteer/limits/", own.limits, name="limits"),
    path("volunteer/political/", own.political, name="political"),
    path("volunteer/pause/", own.pause, name="pause"),
    path("volunteer/resume/", own.resume, name="resume"),
    path("volunteer/leave/", own.leave, name="leave"),
    path("volunteer/wards/<int:pk>/", own.ward, name="ward"),
    path("volunteer/hours/", hours.mine, name="hours_mine"),
    path("volunteer/hours/<int:pk>/ask/", hours.ask, name="hours_ask"),
    path("volunteer/shifts/", shifts.mine, name="my_shifts"),
    path("volunteer/shifts/<int:pk>/", shifts.shift, name="shift"),
    path("volunteer/shifts/<int:pk>/leave/", shifts.leave, name="leave_shift"),
    path("volunteer/certificates/", certificates.mine, name="certificates_mine"),
    path("volunteer/certificates/apply/", certificates.apply, name="certificate_apply"),
    path("volunteer/certificates/<int:pk>/", certificates.my_paper, name="my_certificate"),
    path("volunteer/teams/", teams.mine, name="teams"),
    path("volunteer/teams/<int:pk>/", teams.led, name="led_team"),
    path("volunteer/teams/<int:pk>/join/", teams.join, name="join_team"),
    path("volunteer/teams/<int:pk>/leave/", teams.leave, name="leave_team"),
    path("volunteer/teams/<int:pk>/answer/<int:membership>/", teams.answer, name="answer"),
    # the desk
    path("desk/volunteers/", desk.volunteer_list, name="list"),
    path("desk/volunteers/new/", desk.new, name="new"),
    path("desk/volunteers/<int:pk>/", desk.volunteer, name="volunteer"),
    path("desk/volunteers/<int:pk>/reveal/", desk.reveal, name="reveal"),
    path("desk/volunteers/<int:pk>/do/<slug:slug>/", desk.volunteer_act, name="volunteer_act"),
    path("desk/shifts/", shifts.board, name="shifts"),
    path("desk/shifts/new/", shifts.new, name="new_shift"),
    path("desk/shifts/<int:pk>/", shifts.desk_shift, name="desk_shift"),
    path("desk/shifts/<int:pk>/do/<slug:slug>/", shifts.shift_act, name="shift_act"),
    path("desk/hours/", hours.register, name="hours"),
    path("desk/hours/<int:pk>/", hours.record, name="record"),
    path("desk/hours/<int:pk>/do/<slug:slug>/", hours.record_act, name="record_act"),
    path("desk/hours/questions/<int:pk>/do/<slug:slug>/", hours.question_act, name="question_act"),
    path("desk/certificates/", certificates.register, name="certificates"),
    path("desk/certificates/<int:pk>/", certificates.certificate, name="certificate"),
    path("desk/certificates/<int:pk>/paper/", certificates.paper, name="certificate_paper"),
    path(
        "desk/certificates/<int:pk>/do/<slug:slug>/",
        certificates.certificate_act,
        name="certificate_act",
    ),
    path("desk/teams/", teams.desk_list, name="team_list"),
    path("desk/teams/<int:pk>/", teams.team, name="team"),
    path("desk/teams/<int:pk>/do/<slug:slug>/", teams.team_act, name="team_act"),
    path("desk/teams/<int:pk>/answer/<int:membership>/", teams.desk_answer, name="desk_answer"),
    path(
        "desk/teams/communities/<int:pk>/do/<slug:slug>/",
        teams.community_act,
        name="community_act",
    ),
]
