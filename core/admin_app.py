from django.contrib.admin.apps import AdminConfig


class RegistersConfig(AdminConfig):
    """Django's admin with our threshold instead of its own."""

    default = False
    default_site = "core.admin_site.RegisterSite"
