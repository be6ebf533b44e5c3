"""Where recruiting of social workers is found; `organizations.urls` includes this."""

from django.urls import path

from organizations.views import recruitments

urlpatterns = [
    path("desk/recruitments/", recruitments.board, name="recruitments"),
    path("desk/recruitments/new/", recruitments.new, name="new_recruitment"),
    path("desk/recruitments/<int:pk>/", recruitments.recruitment, name="recruitment"),
    path(
        "desk/recruitments/<int:pk>/do/<slug:slug>/",
        recruitments.recruitment_act,
        name="recruitment_act",
    ),
]
