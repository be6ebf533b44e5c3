from django.urls import path

from insights.views import overview, reports, saved_views, screens, targets

app_name = "insights"
urlpatterns = [
    path("insights/", overview.overview, name="loop"),
    path("insights/theme/<slug:code>/", overview.theme, name="theme"),
    path("insights/pillar/<slug:code>/", overview.pillar, name="pillar"),
    path("insights/indicator/<slug:code>/", overview.indicator, name="indicator"),
    path("insights/views/", saved_views.saved_views, name="saved_views"),
    path("insights/views/new/", saved_views.save_view, name="save_view"),
    path("insights/views/<int:pk>/<slug:slug>/", saved_views.saved_view_act, name="saved_view_act"),
    path("insights/targets/", targets.board, name="targets"),
    path("insights/targets/<int:pk>/", targets.target, name="target"),
    path("insights/reports/", reports.board, name="reports"),
    path("insights/reports/<int:pk>/", reports.report, name="report"),
    path("insights/reports/<int:pk>/do/<slug:slug>/", reports.act, name="report_act"),
    path("insights/reports/<int:pk>/<slug:kind>/", reports.file, name="report_file"),
    path("desk/screens/", screens.screens, name="screens"),
    path("desk/screens/new/", screens.make, name="screen_new"),
    path("desk/screens/<int:pk>/link/", screens.renew, name="screen_renew"),
    path("desk/screens/<int:pk>/<slug:slug>/", screens.screen_act, name="screen_act"),
    path("screen/<str:secret>/", screens.show, name="screen"),
]
