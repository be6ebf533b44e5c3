"""Places people go to, and the groups in incubation bases; `organizations.urls` includes this."""

from django.urls import path

from organizations.views import facilities, incubations

urlpatterns = [
    path("places/", facilities.nearby_index, name="nearby_index"),
    path("places/<int:pk>/", facilities.nearby, name="nearby"),
    path("desk/facilities/", facilities.board, name="facilities"),
    path("desk/facilities/new/", facilities.new, name="new_facility"),
    path("desk/facilities/<int:pk>/", facilities.facility, name="facility"),
    path("desk/facilities/<int:pk>/do/<slug:slug>/", facilities.facility_act, name="facility_act"),
    path("desk/incubation/", incubations.board, name="incubations"),
    path("desk/incubation/new/", incubations.new, name="new_incubation"),
    path("desk/incubation/<int:pk>/", incubations.incubation, name="incubation"),
    path(
        "desk/incubation/<int:pk>/do/<slug:slug>/",
        incubations.incubation_act,
        name="incubation_act",
    ),
]
