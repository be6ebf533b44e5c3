from django.urls import path

from organizations.checkin_urls import urlpatterns as checkins
from organizations.course_urls import urlpatterns as courses
from organizations.facility_urls import urlpatterns as facilities
from organizations.partner_urls import urlpatterns as partners
from organizations.post_urls import urlpatterns as posts
from organizations.recruitment_urls import urlpatterns as recruitments
from organizations.secondment_urls import urlpatterns as secondments
from organizations.views import desk, hubs, public

app_name = "organizations"

urlpatterns = [
    *checkins,
    *posts,
    *partners,
    *secondments,
    *facilities,
    *courses,
    *recruitments,
    # everybody
    path("organizations/", public.index, name="index"),
    path("organizations/in/<int:pk>/", public.place, name="place"),
    path("organizations/<int:pk>/", public.public, name="public"),
    # the desk
    path("desk/organizations/", desk.register, name="register"),
    path("desk/organizations/new/", desk.new, name="new"),
    path("desk/organizations/<int:pk>/", desk.organization, name="organization"),
    path(
        "desk/organizations/<int:pk>/do/<slug:slug>/",
        desk.organization_act,
        name="organization_act",
    ),
    path(
        "desk/organizations/hubs/<int:pk>/do/<slug:slug>/",
        hubs.membership_act,
        name="hub_membership_act",
    ),
    path(
        "desk/organizations/services/<int:pk>/do/<slug:slug>/", desk.service_act, name="service_act"
    ),
    path(
        "desk/organizations/managers/<int:pk>/do/<slug:slug>/", desk.manager_act, name="manager_act"
    ),
]
