"""The shelf and the books together, whatever is done to them: what is put aside is paid for, what
is given back is back, nothing is below nothing; and what breaks off half-way did not happen."""

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import given as given_by
from hypothesis import strategies as st

from core.exceptions import DomainError
from points.actions import ledger, store
from points.models import Entry, Item, Redemption, ShelfMovement
from tests.points.conftest import given, joined
from tests.points.test_store import an_item

pytestmark = pytest.mark.django_db
PRICE = 3

OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["fill", "earn", "redeem", "collect", "cancel", "killed", "wrong code"]),
        st.integers(0, 1),
        st.integers(1, 4),
    ),
    max_size=14,
)


class KilledError(Exception):
    """The process ended between two writes."""


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given_by(operations=OPERATIONS)
def test_whatever_is_done_at_the_counter_the_sums_hold(town, account, rule, operations):
    with transaction.atomic():
        homes = [account, joined(town, "neighbour")]
        item = an_item(town, points=PRICE, quantity=0)
        shelf, usable, held = 0, [0, 0], [list[Redemption](), list[Redemption]()]
        for name, who, much in operations:
            waits = held[who]
            match name:
                case "fill":
                    store.fill(item, quantity=much, bought="小票", actor=None)
                    shelf += much
                case "earn":
                    usable[who] += given(town, homes[who], rule, times=much).points
                case "redeem":
                    row, refusal = _asked(homes[who], item, much)
                    short = much > shelf or much * PRICE > usable[who]
                    assert (row is None) is short
                    if row is None:
                        assert refusal in {"sold_out", "too_few"}
                        continue
                    waits.append(row)
                    shelf -= much
                    usable[who] -= row.points
                case "killed":
                    _broken_off(homes[who], item, much)
                case "collect" if waits:
                    row = waits.pop()
                    store.collect(row, code=row.code, actor=None)
                case "cancel" if waits:
                    row = waits.pop(0)
                    store.cancel(row, actor=None)
                    shelf += row.quantity
                    usable[who] += row.points
                case "wrong code" if waits:
                    with pytest.raises(DomainError), transaction.atomic():
                        store.collect(waits[0], code="x", actor=None)
            _agrees(item, homes, shelf, usable, held)
        transaction.set_rollback(True)


def _asked(account, item, quantity):
    try:
        with transaction.atomic():
            return store.redeem(account, item=item, quantity=quantity, actor=None), ""
    except DomainError as refused:
        return None, refused.code


def _broken_off(account, item, quantity):
    """After everything was written, before it was committed."""
    try:
        with transaction.atomic():
            store.redeem(account, item=item, quantity=quantity, actor=None)
            raise KilledError
    except (KilledError, DomainError):
        pass


def _agrees(item, homes, shelf, usable, held):
    assert Item.objects.with_left().get(pk=item.pk).left == shelf >= 0
    moved = ShelfMovement.objects.filter(item=item).aggregate(n=Sum("quantity"))["n"] or 0
    assert moved == shelf
    for n, account in enumerate(homes):
        waiting = sum(row.points for row in held[n])
        assert ledger.last(account, "own")[1] == usable[n] >= 0
        assert ledger.last(account, "held")[1] == waiting
        told = Redemption.objects.held().filter(account=account).aggregate(n=Sum("points"))["n"]
        assert (told or 0) == waiting
    assert (Entry.objects.aggregate(n=Sum("amount"))["n"] or 0) == 0
