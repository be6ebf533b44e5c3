from django.urls import path

from communities.views import areas, identity, importing, people, setup, staff

app_name = "communities"

urlpatterns = [
    path("desk/setup/", setup.checklist, name="setup"),
    path("desk/setup/<int:community>/confirm/", setup.confirm, name="setup_confirm"),
    path("desk/setup/<int:community>/sms/", setup.try_sms, name="setup_sms"),
    path("desk/setup/<int:community>/sms/received/", setup.sms_received, name="setup_received"),
    path("desk/import/", importing.imports, name="imports"),
    path(
        "desk/import/template/<int:community>/<slug:kind>/",
        importing.import_template,
        name="import_template",
    ),
    path("desk/import/<int:pk>/", importing.import_job, name="import"),
    path("desk/import/<int:pk>/report/", importing.import_report, name="import_report"),
    path("desk/import/<int:pk>/confirm/", importing.confirm_import, name="confirm_import"),
    path("desk/import/<int:pk>/discard/", importing.discard_import, name="discard_import"),
    path("desk/people/", people.register, name="register"),
    path("desk/people/new/", people.new_resident, name="new_resident"),
    path("desk/people/<int:pk>/", people.resident, name="resident"),
    path("desk/people/<int:pk>/reveal/", people.reveal, name="reveal"),
    path("desk/people/<int:pk>/do/<slug:slug>/", people.resident_act, name="resident_act"),
    path("desk/people/labels/<int:pk>/end/", people.end_label, name="end_label"),
    path("desk/people/bindings/<int:pk>/end/", people.end_binding, name="end_binding"),
    path("desk/people/authorities/<int:pk>/end/", people.end_authority, name="end_authority"),
    path("desk/people/merges/<int:pk>/undo/", people.undo_merge, name="undo_merge"),
    path("desk/households/<int:pk>/", people.household, name="household"),
    path("desk/households/<int:pk>/do/<slug:slug>/", people.household_act, name="household_act"),
    path("desk/areas/", areas.tree, name="areas"),
    path("desk/areas/<int:pk>/", areas.area, name="area"),
    path("desk/areas/<int:pk>/do/<slug:slug>/", areas.area_act, name="area_act"),
    path("desk/staff/", staff.roster, name="roster"),
    path("desk/staff/new/", staff.appoint, name="appoint"),
    path("desk/staff/<int:pk>/end/", staff.dismiss, name="dismiss"),
    path("desk/handover/", staff.handover, name="handover"),
    path("desk/handover/<int:pk>/lend/", staff.lend, name="lend_role"),
    path("desk/handover/<int:pk>/back/", staff.take_back, name="take_role_back"),
    path("desk/handover/<int:pk>/leave/", staff.leave, name="leave_post"),
    path("me/identity/", identity.identity, name="identity"),
    path("me/identity/<int:pk>/leave/", identity.leave, name="leave_identity"),
    path(
        "me/identity/authorities/<int:pk>/end/",
        identity.end_authority,
        name="end_my_authority",
    ),
]
