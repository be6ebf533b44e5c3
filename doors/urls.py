from django.conf import settings
from django.urls import path

from doors.views import demo, homes, my_data, privacy_desk, sealed, search, ui

app_name = "doors"

urlpatterns = [
    path("", homes.home, name="home"),
    path("go/", homes.go, name="go"),
    path("desk/", homes.desk, name="desk"),
    path("insights/registers/", homes.insights, name="insights"),
    path("desk/search/", search.results, name="search"),
    path("communities/", ui.choose_community, name="communities"),
    path("me/data/", my_data.overview, name="my_data"),
    path("me/data/consent/", my_data.consent, name="my_consent"),
    path("me/data/ask/", my_data.ask, name="my_request"),
    path("me/data/ask/<int:pk>/cancel/", my_data.cancel, name="cancel_request"),
    path("me/data/export/", my_data.export, name="my_export"),
    path("desk/privacy/", privacy_desk.desk, name="privacy_desk"),
    path("desk/privacy/<int:pk>/", privacy_desk.answer, name="privacy_answer"),
    path("desk/privacy/minors/", privacy_desk.approve, name="minor_access"),
    path("desk/privacy/minors/<int:pk>/revoke/", privacy_desk.revoke, name="revoke_minor_access"),
    path("desk/numbers/<str:kind>/<int:pk>/", sealed.numbers, name="numbers"),
    path("language/", ui.language, name="language"),
]

if settings.DEMO:  # in production these pages do not exist
    urlpatterns += [
        path("demo/", demo.people, name="demo"),
        path("demo/enter/", demo.enter, name="demo_enter"),
        path("styleguide/", demo.styleguide, name="styleguide"),
    ]
