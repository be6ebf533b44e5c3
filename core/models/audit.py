"""What happened, in the order it was committed, so that no later hand can tell it differently."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import BigIntegerField, Func
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.fields import EncryptedField
from core.models.base import Ledger, RowScope


class CurrentTransaction(Func):
    """The 64-bit number of the transaction, the same inside its savepoints."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = BigIntegerField()


class AuditEvent(Ledger):
    """One fact: who did what to which thing. Inserted by the business transaction, never changed.

    `sealed` is what only a person's own key opens; without the key the chain still verifies,
    because it hashes the ciphertext.
    """

    at = models.DateTimeField(_("时间"), db_default=Now())
    transaction = models.BigIntegerField(editable=False, db_default=CurrentTransaction())
    scope = models.BigIntegerField(_("范围"), null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        # No constraint: it would lock the account's row in every transaction of everybody.
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("操作人"),
    )
    grant = models.CharField(_("身份"), max_length=64, blank=True, default="")
    verb = models.CharField(_("动作"), max_length=96)
    object_type = models.CharField(_("对象类型"), max_length=96, blank=True, default="")
    object_id = models.CharField(_("对象编号"), max_length=64, blank=True, default="")
    details = models.JSONField(_("内容"), default=dict)
    subject = models.UUIDField(_("所涉个人"), null=True)
    sealed = models.BinaryField(_("密封内容"), default=b"")
    request_id = models.CharField(_("请求编号"), max_length=40, blank=True, default="")

    row_scope = RowScope(community="scope", person="actor_id", open_insert=True)

    class Meta:
        verbose_name = _("审计记录")
        verbose_name_plural = _("审计记录")
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="audit_of_object"),
            models.Index(fields=["actor", "id"], name="audit_of_actor"),
            models.Index(fields=["transaction"], name="audit_by_transaction"),
            BrinIndex(fields=["at"], name="audit_by_time"),  # rows lie in the order of time
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}".strip()


class AuditSeal(Ledger):
    """The link of a chain that holds one event; one chain per scope, chain 0 without a scope."""

    event = models.OneToOneField(AuditEvent, models.PROTECT, related_name="seal")
    chain = models.BigIntegerField(_("链"))
    seq = models.BigIntegerField(_("序号"))
    prev_hash = models.BinaryField()
    hash = models.BinaryField()
    sealed_at = models.DateTimeField(_("封存时间"), db_default=Now())

    class Meta:
        verbose_name = _("审计封条")
        verbose_name_plural = _("审计封条")
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="audit_one_per_seq")]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq}"


class AuditCheckpoint(Ledger):
    """A signed statement of how long a chain was and how it ended; the same line lies in a file
    outside the database."""

    chain = models.BigIntegerField(_("链"))
    seq = models.BigIntegerField(_("序号"))
    hash = models.BinaryField()
    at = models.DateTimeField(_("时间"))
    signature = models.BinaryField()

    class Meta:
        verbose_name = _("审计检查点")
        verbose_name_plural = _("审计检查点")
        indexes = [models.Index(fields=["chain", "-seq"], name="audit_last_checkpoint")]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq}"


class AuditFloor(models.Model):
    """Where the sealer stands: no transaction below this number can still bring an event, and
    since when there are seals that no checkpoint covers. Rebuilt from the rows if it is lost."""

    transaction = models.BigIntegerField(default=0)
    unsigned_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("审计水位")
        verbose_name_plural = _("审计水位")

    def __str__(self) -> str:
        return str(self.transaction)


class PersonKey(models.Model):
    """A person's own data key, wrapped by the key ring. Deleting the row is erasing the person
    from everything that was sealed with it."""

    subject = models.UUIDField(primary_key=True)
    wrapped = EncryptedField(_("数据密钥"), mask="note")
    created_at = models.DateTimeField(_("产生时间"), db_default=Now())

    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("个人数据密钥")
        verbose_name_plural = _("个人数据密钥")

    def __str__(self) -> str:
        return str(self.subject)
