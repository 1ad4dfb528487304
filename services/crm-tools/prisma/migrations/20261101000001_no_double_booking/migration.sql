-- No bay is taken twice at the same time, whoever writes. Prisma has no word for an exclusion constraint.

CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE appointments
  ADD CONSTRAINT appointments_no_overlap
    EXCLUDE USING gist (bay_id WITH =, during WITH &&) WHERE (status IN ('held', 'booked')),
  ADD CONSTRAINT appointments_in_order
    CHECK (starts_at < ends_at AND ends_at <= free_at),
  -- Lets a search by start find everything that reaches into a day.
  ADD CONSTRAINT appointments_not_endless
    CHECK (free_at <= starts_at + interval '14 days'),
  ADD CONSTRAINT appointments_guard_their_time
    CHECK (status = 'held' OR during = tstzrange(starts_at, free_at, '[)')),
  ADD CONSTRAINT appointments_have_a_customer
    CHECK (status = 'held' OR customer_id IS NOT NULL),
  ADD CONSTRAINT appointments_held_expire
    CHECK ((status = 'held') = (hold_expires_at IS NOT NULL));

CREATE INDEX appointments_held ON appointments (hold_expires_at) WHERE status = 'held';

-- The outbox is searched for what is unpublished, which is almost nothing of it.
CREATE INDEX outbox_unpublished ON outbox (appointment_id, version) WHERE published_at IS NULL;
