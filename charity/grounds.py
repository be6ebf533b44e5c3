"""On what ground an organisation may accept gifts, and of which kind it must be: data.

A committee of residents is none of them: what it is given, one of these accepts.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.kinds import LEGAL_PERSONS, Kind


class Ground(models.TextChoices):
    CHARITY = "charity", _("慈善组织")
    PUBLIC_BENEFIT = "public_benefit", _("公益性社会组织")
    INSTITUTION = "institution", _("公益性非营利事业单位")
    RED_CROSS = "red_cross", _("红十字会")


KINDS_FOR: dict[str, tuple[Kind, ...]] = {
    Ground.CHARITY: LEGAL_PERSONS,
    Ground.PUBLIC_BENEFIT: LEGAL_PERSONS,
    Ground.INSTITUTION: (Kind.SCHOOL, Kind.HOSPITAL, Kind.PUBLIC_INSTITUTION),
    Ground.RED_CROSS: (Kind.RED_CROSS,),
}
NAMED_BY_LAW = frozenset({Ground.RED_CROSS})
"""Those need no certificate: a law of their own says what they are."""
