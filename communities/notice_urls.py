from django.urls import path

from communities.views import notices

app_name = "notices"

urlpatterns = [
    path("notices/", notices.wall, name="list"),
    path("notices/archive/", notices.archive, name="archive"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("notices/<int:pk>/files/<uuid:public_id>/", notices.file, name="file"),
    path("desk/notices/", notices.desk, name="desk"),
    path("desk/notices/new/", notices.new, name="new"),
    path("desk/notices/<int:pk>/", notices.desk_notice, name="desk_notice"),
    path("desk/notices/<int:pk>/edit/", notices.edit, name="edit"),
    path("desk/notices/<int:pk>/check/", notices.check, name="check"),
    path("desk/notices/<int:pk>/files/", notices.attach, name="attach"),
    path("desk/notices/<int:pk>/files/<int:attachment>/remove/", notices.detach, name="detach"),
    path("desk/notices/<int:pk>/do/<slug:slug>/", notices.act, name="act"),
]
