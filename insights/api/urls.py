from django.urls import path

from insights.api import views
from requests.api.door import machine
from requests.models.tokens import Scope

app_name = "figures"

READ = {"GET": Scope.FIGURES.value}

urlpatterns = [
    path("indicators/", machine(views.IndicatorsView.as_view(), READ), name="indicators"),
    path("indicators/<slug:code>/", machine(views.ReadingView.as_view(), READ), name="indicator"),
]
