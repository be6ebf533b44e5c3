from django.urls import path

from grids.views import board, boundaries, desk, handovers, leaders, matters, reports

app_name = "grids"

urlpatterns = [
    # everybody
    path("contacts/", board.communities, name="contacts"),
    path("contacts/<int:pk>/", board.board, name="board"),
    path("contacts/grids/<int:pk>/", board.grid_board, name="grid_board"),
    path("contacts/grids/<int:pk>/poster/", board.poster, name="poster"),
    path("matters/", matters.index, name="matters_index"),
    path("matters/<int:pk>/", matters.matters, name="matters"),
    # the desk
    path("desk/matters/", matters.desk, name="matters_desk"),
    path("desk/grids/", desk.grid_list, name="list"),
    path("desk/grids/mine/", desk.mine, name="mine"),
    path("desk/grids/<int:pk>/", desk.grid_detail, name="grid"),
    path("desk/grids/<int:pk>/do/<slug:slug>/", desk.grid_act, name="grid_act"),
    path("desk/grids/<int:pk>/boundary/", boundaries.draw, name="boundary"),
    path(
        "desk/grids/communities/<int:pk>/do/<slug:slug>/", desk.community_act, name="community_act"
    ),
    path(
        "desk/grids/communities/<int:pk>/borders/",
        boundaries.import_borders,
        name="import_borders",
    ),
    path(
        "desk/grids/appointments/<int:pk>/do/<slug:slug>/",
        desk.appointment_act,
        name="appointment_act",
    ),
    path("desk/grids/absences/<int:pk>/end/", desk.end_absence, name="end_absence"),
    path("desk/grids/handovers/<int:pk>/", handovers.handover, name="handover"),
    path("desk/grids/handovers/<int:pk>/note/<int:item_id>/", handovers.note, name="handover_note"),
    path("desk/grids/handovers/<int:pk>/sign/", handovers.sign, name="handover_sign"),
    path("desk/grids/handovers/<int:pk>/take/", handovers.take, name="handover_take"),
    path("desk/grids/buildings/<int:pk>/", desk.building, name="building"),
    path("desk/grids/buildings/<int:pk>/do/<slug:slug>/", desk.building_act, name="building_act"),
    path("desk/grids/groups/<int:pk>/", desk.group, name="group"),
    path("desk/grids/groups/<int:pk>/do/<slug:slug>/", desk.group_act, name="group_act"),
    path("desk/grids/groups/<int:pk>/report/", leaders.report, name="group_report"),
    path("desk/grids/reports/<int:pk>/seen/", reports.see_report, name="see_report"),
    path("desk/grids/reports/", reports.report_list, name="reports"),
    path("desk/grids/reports/<int:pk>/do/<slug:slug>/", reports.report_act, name="report_act"),
]
