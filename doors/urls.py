from django.conf import settings
from django.urls import path

from doors.views import demo, homes, search, ui

app_name = "doors"

urlpatterns = [
    path("", homes.home, name="home"),
    path("go/", homes.go, name="go"),
    path("desk/", homes.desk, name="desk"),
    path("insights/", homes.insights, name="insights"),
    path("desk/search/", search.results, name="search"),
    path("communities/", ui.choose_community, name="communities"),
    path("language/", ui.language, name="language"),
]

if settings.DEMO:  # in production these pages do not exist
    urlpatterns += [
        path("demo/", demo.people, name="demo"),
        path("demo/enter/", demo.enter, name="demo_enter"),
        path("styleguide/", demo.styleguide, name="styleguide"),
    ]
