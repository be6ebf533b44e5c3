"""What people do to a request. Every way goes through `moving.move`: one lock, one line of the
table, one event, the clocks, the timers, the outbox, in one transaction."""
