from django.urls import path

from core.exports import views

app_name = "exports"
urlpatterns = [
    path("exports/", views.start, name="start"),
    path("exports/<uuid:public_id>/", views.show, name="show"),
    path("exports/<uuid:public_id>/file/", views.download, name="download"),
]
