from django.urls import path, register_converter

from requests.open311 import views

app_name = "open311"


class Format:
    regex = "xml|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Format, "georeport")

urlpatterns = [
    path("discovery.<georeport:form>", views.discovery, name="discovery"),
    path("services.<georeport:form>", views.services, name="services"),
    path("services/<slug:code>.<georeport:form>", views.definition, name="definition"),
    path("requests.<georeport:form>", views.requests, name="requests"),
    path("requests/<slug:number>.<georeport:form>", views.request_one, name="request"),
    path("tokens/<slug:token>.<georeport:form>", views.token, name="token"),
    path("servicerequestupdates.<georeport:form>", views.updates, name="updates"),
]
