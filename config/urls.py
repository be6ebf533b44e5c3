from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

handler400 = "doors.views.errors.bad_request"
handler500 = "doors.views.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("doors.urls")),
    path("", include("accounts.urls")),
    path("", include("communities.urls")),
    path("", include("core.exports.urls")),
    path("", include("communities.notice_urls")),
    path("", include("grids.urls")),
    path("", include("requests.urls")),
    path("", include("requests.affair_urls")),
    path("api/v1/", include("requests.api.urls")),
    path("api/v1/", include("insights.api.urls")),
    path("open311/v2/", include("requests.open311.urls")),
    path("", include("organizations.urls")),
    path("", include("charity.urls")),
    path("", include("points.urls")),
    path("", include("activities.urls")),
    path("", include("volunteers.urls")),
    path("", include("insights.urls")),
    path("", include("core.messaging.urls")),
    path("admin/", admin.site.urls),
]
