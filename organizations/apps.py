from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = _("组织和单位")

    def ready(self) -> None:
        for module in (
            "reach",
            "verbs",
            "checkin_verbs",
            "checkin_messages",
            "post_words",
            "schooling_words",
            "course_words",
            "recruitment_words",
            "checkin_subscribers",
            "message_kinds",
            "partner_words",
            "match_words",
            "secondment_words",
            "duty_guests",
            "cultivation_words",
            "facility_words",
            "incubation_words",
            "facility_exports",
            "facility_importing",
            "who_to_ask",
            "register_exports",
            "register_importing",
            "exports",
            "partner_exports",
            "secondment_exports",
            "assessment_exports",
            "schooling_exports",
            "recruitment_exports",
            "importing",
            "checkin_exports",
            "unit_importing",
            "pairing_importing",
            "cultivation_importing",
            "incubation_importing",
            "checkin_importing",
        ):
            import_module(f"organizations.{module}")
