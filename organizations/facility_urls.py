"""Places people go to; `organizations.urls` includes this."""

from django.urls import path

from organizations.views import facilities

urlpatterns = [
    path("places/", facilities.nearby_index, name="nearby_index"),
    path("places/<int:pk>/", facilities.nearby, name="nearby"),
    path("desk/facilities/", facilities.board, name="facilities"),
    path("desk/facilities/new/", facilities.new, name="new_facility"),
    path("desk/facilities/<int:pk>/", facilities.facility, name="facility"),
    path("desk/facilities/<int:pk>/do/<slug:slug>/", facilities.facility_act, name="facility_act"),
]
