"""Where agreements and assessments are found; `organizations.urls` includes this."""

from django.urls import path

from organizations.views import partners

urlpatterns = [
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
