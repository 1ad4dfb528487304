-- What people do in Google's calendars, as far as it changes appointments and what is known of calendars.

ALTER TABLE calendars
  ADD COLUMN disconnected_at timestamptz(3),
  ADD COLUMN connection_told_at timestamptz(3);

-- A person gave a visit another time or bay, as the version they saw. `p_bays` are the bays it may go to, best first. Returns
-- `moved`, `taken`, or `stale` when the visit has changed since or does not stand any more. Locks as a change of a caller does:
-- the shop's local days in ascending order, then the row.
CREATE FUNCTION move_by_shop(
  p_visit uuid, p_version integer, p_now timestamptz, p_starts timestamptz, p_ends timestamptz, p_free timestamptz,
  p_bays uuid[]) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  visit appointments;
  wanted tstzrange := tstzrange(p_starts, p_free, '[)');
  bay uuid;
  told jsonb;
BEGIN
  SELECT * INTO visit FROM appointments WHERE id = p_visit;
  IF visit.status IS DISTINCT FROM 'booked' OR visit.version <> p_version THEN
    RETURN 'stale';
  END IF;
  PERFORM lock_days(visit.shop_id, ARRAY[wanted, visit.during]);
  PERFORM FROM appointments WHERE id = p_visit AND status = 'booked' AND version = p_version FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'stale';
  END IF;
  bay := free_bay(p_bays, wanted, ARRAY[p_visit], p_now);
  IF bay IS NULL THEN
    RETURN 'taken';
  END IF;
  PERFORM remove_lapsed(bay, wanted, NULL, p_now);
  UPDATE appointments
  SET bay_id = bay, starts_at = p_starts, ends_at = p_ends, free_at = p_free, during = wanted, version = version + 1,
    call_id = NULL, updated_at = p_now
  WHERE id = p_visit;
  told := appointment_fact(p_visit) || jsonb_build_object('changedBy', 'shop');
  INSERT INTO outbox (shop_id, appointment_id, version, fact, payload, created_at)
  VALUES (visit.shop_id, p_visit, (told->>'version')::integer, 'appointment.moved', told, p_now);
  DELETE FROM idempotency WHERE about = p_visit AND key LIKE 'wish:%';
  RETURN 'moved';
END $$;

-- What a person did to a visit's event cannot be: the visit is told once more, as a new version, so that its event is written
-- again as it was. Returns false when the visit has changed since.
CREATE FUNCTION put_back(p_visit uuid, p_version integer, p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  told jsonb;
BEGIN
  UPDATE appointments SET version = version + 1, updated_at = p_now
  WHERE id = p_visit AND status = 'booked' AND version = p_version;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  told := appointment_fact(p_visit);
  INSERT INTO outbox (shop_id, appointment_id, version, fact, payload, created_at)
  VALUES ((told->>'shopId')::uuid, p_visit, (told->>'version')::integer, 'appointment.changed', told, p_now);
  RETURN true;
END $$;
