-- How an appointment changes: held and read back, then committed or released. Each function is one round trip and one
-- transaction, so that nothing but SQL happens while the locks are held. They are volatile: every statement inside sees
-- what was committed while a lock was waited for.
--
-- Locks are always taken in the same order: the call's row, then the shop's local days, earliest first, then rows of
-- those days. `p_now` is the time of the house; the database's own clock is not asked.
--
-- All of them are PL/pgSQL, also where one query is all there is: it keeps its plans, a function in SQL is planned at each call.

-- The call's row, locked for this transaction. Null when a higher epoch has acted, or when there is no such call.
CREATE FUNCTION own_call(p_call text, p_epoch integer) RETURNS calls
LANGUAGE plpgsql AS $$
DECLARE
  own calls;
BEGIN
  SELECT * INTO own FROM calls WHERE call_id = p_call FOR UPDATE;
  IF NOT FOUND OR own.epoch > p_epoch THEN
    RETURN NULL;
  END IF;
  IF own.epoch < p_epoch THEN
    UPDATE calls SET epoch = p_epoch WHERE call_id = p_call;
  END IF;
  RETURN own;
END $$;

-- Locks the shop's local days that the stretches touch, earliest first.
CREATE FUNCTION lock_days(p_shop uuid, p_stretches tstzrange[]) RETURNS void
LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
  day date;
BEGIN
  FOR day IN
    SELECT DISTINCT generate_series(
      date_trunc('day', lower(stretch) AT TIME ZONE shops.zone),
      date_trunc('day', (upper(stretch) - interval '1 millisecond') AT TIME ZONE shops.zone),
      interval '1 day')::date
    FROM shops, unnest(p_stretches) AS stretch
    WHERE shops.id = p_shop AND NOT isempty(stretch)
    ORDER BY 1
  LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended(p_shop::text || day::text, 0));
  END LOOP;
END $$;

-- The first of the bays that is free for the whole stretch, not counting the named appointments and lapsed holds.
CREATE FUNCTION free_bay(p_bays uuid[], p_wanted tstzrange, p_except uuid[], p_now timestamptz) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
  bay uuid;
BEGIN
  FOREACH bay IN ARRAY p_bays LOOP
    PERFORM FROM appointments
    WHERE bay_id = bay AND during && p_wanted AND status IN ('held', 'booked')
      AND NOT (status = 'held' AND hold_expires_at <= p_now)
      AND id <> ALL (p_except);
    IF NOT FOUND THEN
      RETURN bay;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- Removes holds that lapsed and stand in the way, but for one. The days are locked by whoever calls this.
CREATE FUNCTION remove_lapsed(p_bay uuid, p_wanted tstzrange, p_except uuid, p_now timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM appointments WHERE id IN (
    SELECT id FROM appointments
    WHERE status = 'held' AND hold_expires_at <= p_now AND bay_id = p_bay AND during && p_wanted
      AND id IS DISTINCT FROM p_except
    ORDER BY id FOR UPDATE);
END $$;

-- What a hold for a move has to guard: the visit's own time is guarded by the visit, in the same bay. Where the wanted time
-- sticks out on both sides only the part before is held; the constraint decides about the other at the commit.
CREATE FUNCTION beside(p_wanted tstzrange, p_own tstzrange) RETURNS tstzrange
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN lower(p_wanted) < lower(p_own) AND upper(p_wanted) > upper(p_own) THEN tstzrange(lower(p_wanted), lower(p_own))
    ELSE p_wanted - p_own
  END
$$;

-- An appointment as the bus tells it (`appointment.*` of contracts).
CREATE FUNCTION appointment_fact(p_id uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT jsonb_build_object(
    'appointmentId', a.id,
    'shopId', a.shop_id,
    'version', a.version,
    'bayId', a.bay_id,
    'bayName', bays.name,
    'zone', shops.zone,
    'start', a.starts_at,
    'end', a.ends_at,
    'services', (
      SELECT jsonb_agg(coalesce(services.name, wanted.code) ORDER BY wanted.rank)
      FROM unnest(a.services) WITH ORDINALITY AS wanted(code, rank)
      LEFT JOIN services ON services.shop_id = a.shop_id AND services.code = wanted.code),
    'vehicle', coalesce(nullif(concat_ws(' ', vehicles.year, vehicles.make, vehicles.model), ''), vehicles.description),
    'customerFirstName', customers.first_name,
    'customerEmail', customers.email,
    'customerPhone', customers.phone,
    'notes', a.notes,
    'callId', a.call_id,
    'at', a.updated_at)
  FROM appointments a
  JOIN shops ON shops.id = a.shop_id
  JOIN bays ON bays.id = a.bay_id
  JOIN customers ON customers.id = a.customer_id
  LEFT JOIN vehicles ON vehicles.id = a.vehicle_id
  WHERE a.id = p_id);
END $$;

-- Whether the vehicle of a booking is in the shop then anyway, and nobody said that it is to come twice.
CREATE FUNCTION comes_twice(p_change jsonb, p_wanted tstzrange) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  vehicle uuid := p_change->'vehicle'->>'id';
BEGIN
  RETURN (p_change->>'anotherVisit')::boolean IS NOT TRUE AND EXISTS (
    SELECT FROM appointments WHERE vehicle_id = vehicle AND status = 'booked' AND during && p_wanted);
END $$;

-- Holds a change until the caller says yes. `p_change` is a Change of changes/change.ts; `p_bays` are the bays that can do
-- the work, best first. Returns {"held": change}, {"done": ...} when the same wish was committed before, or {"no": reason}.
CREATE FUNCTION hold_change(p_call text, p_epoch integer, p_now timestamptz, p_change jsonb, p_bays uuid[]) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  own calls;
  before idempotency;
  intent text := p_change->>'type';
  earlier jsonb;
  replaced appointments;
  visit appointments;
  visit_id uuid := p_change->>'appointmentId';
  wanted tstzrange := tstzrange((p_change->>'startsAt')::timestamptz, (p_change->>'freeAt')::timestamptz, '[)');
  bay uuid;
  change jsonb;
BEGIN
  own := own_call(p_call, p_epoch);
  IF own.call_id IS NULL THEN
    RETURN jsonb_build_object('no', 'stale-owner');
  END IF;
  IF own.ended_at IS NOT NULL THEN
    RETURN jsonb_build_object('no', 'not-now');
  END IF;

  SELECT * INTO before FROM idempotency WHERE key = p_change->>'key';
  IF FOUND THEN
    RETURN CASE WHEN before.hash = p_change->>'hash' THEN before.answer ELSE jsonb_build_object('no', 'changed-arguments') END;
  END IF;
  earlier := own.pending->intent;
  IF earlier->>'key' = p_change->>'key' AND earlier->>'hash' = p_change->>'hash'
    AND (earlier->>'expiresAt')::timestamptz > p_now
  THEN
    RETURN jsonb_build_object('held', earlier);
  END IF;

  SELECT * INTO replaced FROM appointments WHERE id = (earlier->>'holdId')::uuid AND status = 'held';
  SELECT * INTO visit FROM appointments WHERE id = visit_id;
  IF intent <> 'book' AND visit.status IS DISTINCT FROM 'booked' THEN
    RETURN jsonb_build_object('no', 'already-cancelled');
  END IF;

  IF intent <> 'cancel' THEN
    PERFORM lock_days(own.shop_id, array_remove(ARRAY[wanted, visit.during, replaced.during], NULL));
    IF intent = 'move' THEN
      PERFORM FROM appointments WHERE id = visit_id AND status = 'booked' AND version = visit.version FOR UPDATE;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'the visit changed meanwhile' USING ERRCODE = 'serialization_failure';
      END IF;
    ELSIF comes_twice(p_change, wanted) THEN
      RETURN jsonb_build_object('no', 'overlapping-visit');
    END IF;

    bay := free_bay(p_bays, wanted, array_remove(ARRAY[replaced.id, visit.id], NULL), p_now);
    IF bay IS NULL THEN
      RETURN jsonb_build_object('no', 'slot-taken');
    END IF;
    PERFORM remove_lapsed(bay, wanted, replaced.id, p_now);
    DELETE FROM appointments WHERE id = replaced.id AND status = 'held';
    INSERT INTO appointments (
      id, shop_id, bay_id, customer_id, vehicle_id, status, services, visit, starts_at, ends_at, free_at, during,
      hold_expires_at, notes, call_id, created_at, updated_at)
    VALUES (
      (p_change->>'holdId')::uuid, own.shop_id, bay, visit.customer_id, visit.vehicle_id, 'held',
      ARRAY(SELECT jsonb_array_elements_text(p_change->'services')), p_change->>'visit',
      (p_change->>'startsAt')::timestamptz, (p_change->>'endsAt')::timestamptz, (p_change->>'freeAt')::timestamptz,
      CASE WHEN bay = visit.bay_id AND wanted && visit.during THEN beside(wanted, visit.during) ELSE wanted END,
      (p_change->>'expiresAt')::timestamptz, p_change->>'notes', p_call, p_now, p_now);
  END IF;

  change := p_change || jsonb_build_object('name', 'P' || own.changes + 1);
  UPDATE calls
  SET pending = pending || jsonb_build_object(intent, change), changes = changes + 1
  WHERE call_id = p_call;
  RETURN jsonb_build_object('held', change);
END $$;

-- Writes a customer or vehicle that came with a booking, unless they are on file by now. Returns their id.
CREATE FUNCTION write_customer(p_shop uuid, p_customer jsonb, p_now timestamptz) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
  known uuid;
BEGIN
  IF (p_customer->>'isNew')::boolean THEN
    SELECT id INTO known FROM customers
    WHERE shop_id = p_shop AND phone = p_customer->>'phone' AND lower(first_name) = lower(p_customer->>'firstName')
      AND lower(last_name) IS NOT DISTINCT FROM lower(p_customer->>'lastName')
    LIMIT 1;
    IF FOUND THEN
      RETURN known;
    END IF;
    INSERT INTO customers (id, shop_id, first_name, last_name, phone, phone_verified, email, created_at)
    VALUES (
      (p_customer->>'id')::uuid, p_shop, p_customer->>'firstName', p_customer->>'lastName', p_customer->>'phone',
      coalesce((p_customer->>'phoneVerified')::boolean, false), p_customer->>'email', p_now)
    ON CONFLICT (id) DO NOTHING;
  ELSIF p_customer->>'email' IS NOT NULL THEN
    UPDATE customers SET email = p_customer->>'email' WHERE id = (p_customer->>'id')::uuid AND email IS NULL;
  END IF;
  RETURN (p_customer->>'id')::uuid;
END $$;

CREATE FUNCTION write_vehicle(p_shop uuid, p_customer uuid, p_vehicle jsonb, p_now timestamptz) RETURNS uuid
LANGUAGE plpgsql AS $$
BEGIN
  IF (p_vehicle->>'isNew')::boolean THEN
    INSERT INTO vehicles (id, shop_id, customer_id, year, make, model, description, vin, created_at)
    VALUES (
      (p_vehicle->>'id')::uuid, p_shop, p_customer, (p_vehicle->>'year')::integer, p_vehicle->>'make',
      p_vehicle->>'model', p_vehicle->>'description', p_vehicle->>'vin', p_now)
    ON CONFLICT (id) DO NOTHING;
  ELSIF p_vehicle->>'vin' IS NOT NULL THEN
    UPDATE vehicles SET vin = p_vehicle->>'vin' WHERE id = (p_vehicle->>'id')::uuid AND vin IS NULL;
  END IF;
  RETURN (p_vehicle->>'id')::uuid;
END $$;

-- Commits the pending change of this name: the row, its outbox row and the answer, together. `p_bays` is null at first; when
-- the hold is gone the answer is {"no": "hold-lapsed", "change": ...}, and the asker may come again with the bays that can
-- do the work now: the same time is taken again if it is free. Otherwise {"done": ...} or {"no": reason}.
CREATE FUNCTION commit_change(
  p_call text, p_epoch integer, p_now timestamptz, p_name text, p_hash text, p_bays uuid[]) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  own calls;
  commit_key text := 'commit:' || p_call || ':' || p_name;
  before idempotency;
  intent text;
  change jsonb;
  held appointments;
  visit appointments;
  visit_id uuid;
  visit_name text;
  wanted tstzrange;
  bay uuid;
  customer uuid;
  vehicle uuid;
  fact text;
  told jsonb;
  answer jsonb;
BEGIN
  own := own_call(p_call, p_epoch);
  IF own.call_id IS NULL THEN
    RETURN jsonb_build_object('no', 'stale-owner');
  END IF;
  SELECT * INTO before FROM idempotency WHERE key = commit_key;
  IF FOUND THEN
    RETURN CASE WHEN before.hash = p_hash THEN before.answer ELSE jsonb_build_object('no', 'changed-arguments') END;
  END IF;
  SELECT key, value INTO intent, change FROM jsonb_each(own.pending) WHERE value->>'name' = p_name;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('no', 'hold-lapsed');
  END IF;
  IF change->>'hash' <> p_hash THEN
    RETURN jsonb_build_object('no', 'changed-arguments');
  END IF;

  visit_id := change->>'appointmentId';
  wanted := tstzrange((change->>'startsAt')::timestamptz, (change->>'freeAt')::timestamptz, '[)');
  SELECT * INTO visit FROM appointments WHERE id = visit_id;
  PERFORM lock_days(own.shop_id, array_remove(ARRAY[CASE WHEN intent <> 'cancel' THEN wanted END, visit.during], NULL));
  SELECT * INTO held FROM appointments WHERE id = (change->>'holdId')::uuid AND status = 'held' FOR UPDATE;

  IF intent <> 'book' THEN
    PERFORM FROM appointments WHERE id = visit_id AND version = visit.version FOR UPDATE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'the visit changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    IF visit.status <> 'booked' THEN
      DELETE FROM appointments WHERE id = held.id;
      UPDATE calls SET pending = pending - intent WHERE call_id = p_call;
      RETURN jsonb_build_object('no', 'already-cancelled');
    END IF;
  END IF;

  IF intent <> 'cancel' THEN
    bay := held.bay_id;
    IF bay IS NULL AND p_bays IS NULL THEN
      RETURN jsonb_build_object('no', 'hold-lapsed', 'change', change);
    END IF;
    IF bay IS NULL THEN
      bay := free_bay(p_bays, wanted, ARRAY[visit_id], p_now);
    END IF;
    IF bay IS NULL OR (intent = 'book' AND comes_twice(change, wanted)) THEN
      DELETE FROM appointments WHERE id = held.id;
      UPDATE calls SET pending = pending - intent WHERE call_id = p_call;
      RETURN jsonb_build_object(
        'no', CASE WHEN bay IS NULL THEN 'slot-taken' ELSE 'overlapping-visit' END, 'change', change);
    END IF;
    PERFORM remove_lapsed(bay, wanted, held.id, p_now);
  END IF;

  CASE intent
    WHEN 'book' THEN
      fact := 'appointment.booked';
      customer := write_customer(own.shop_id, change->'customer', p_now);
      vehicle := write_vehicle(own.shop_id, customer, change->'vehicle', p_now);
      DELETE FROM appointments WHERE id = held.id;
      INSERT INTO appointments (
        id, shop_id, bay_id, customer_id, vehicle_id, status, version, services, visit, starts_at, ends_at, free_at, during,
        notes, call_id, created_at, updated_at)
      VALUES (
        visit_id, own.shop_id, bay, customer, vehicle, 'booked', 1,
        ARRAY(SELECT jsonb_array_elements_text(change->'services')), change->>'visit',
        (change->>'startsAt')::timestamptz, (change->>'endsAt')::timestamptz, (change->>'freeAt')::timestamptz, wanted,
        change->>'notes', p_call, p_now, p_now);
    WHEN 'move' THEN
      fact := 'appointment.moved';
      DELETE FROM appointments WHERE id = held.id;
      UPDATE appointments
      SET bay_id = bay, starts_at = (change->>'startsAt')::timestamptz, ends_at = (change->>'endsAt')::timestamptz,
        free_at = (change->>'freeAt')::timestamptz, during = wanted, version = version + 1, call_id = p_call,
        updated_at = p_now
      WHERE id = visit_id;
    WHEN 'cancel' THEN
      fact := 'appointment.cancelled';
      UPDATE appointments
      SET status = 'cancelled', version = version + 1, call_id = p_call, updated_at = p_now,
        notes = concat_ws(E'\n', notes, change->>'notes')
      WHERE id = visit_id;
  END CASE;

  SELECT key INTO visit_name FROM jsonb_each_text(own.appointments) WHERE value = visit_id::text;
  IF NOT FOUND THEN
    visit_name := 'V' || (SELECT count(*) + 1 FROM jsonb_object_keys(own.appointments));
  END IF;
  UPDATE calls
  SET pending = pending - intent, customer_id = coalesce(customer_id, customer), names = names + 1,
    appointments = appointments || jsonb_build_object(visit_name, visit_id)
  WHERE call_id = p_call;

  told := appointment_fact(visit_id);
  answer := jsonb_build_object('done', change || jsonb_build_object('appointmentName', visit_name, 'appointment', told));
  INSERT INTO outbox (shop_id, appointment_id, version, fact, payload, created_at)
  VALUES (own.shop_id, visit_id, (told->>'version')::integer, fact, told, p_now);
  -- What was wished of this appointment before may be wished again now that it has changed.
  DELETE FROM idempotency WHERE about = visit_id AND key LIKE 'wish:%';
  INSERT INTO idempotency (key, shop_id, hash, answer, about, at)
  VALUES (commit_key, own.shop_id, p_hash, answer, visit_id, p_now),
    (change->>'key', own.shop_id, p_hash, answer, visit_id, p_now);
  RETURN answer;
END $$;

-- Lets go of one pending change of a call. Returns whether there was one.
CREATE FUNCTION release_change(p_call text, p_epoch integer, p_name text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  own calls;
  intent text;
  held appointments;
BEGIN
  own := own_call(p_call, p_epoch);
  SELECT key INTO intent FROM jsonb_each(own.pending) WHERE value->>'name' = p_name;
  IF intent IS NULL THEN
    RETURN false;
  END IF;
  SELECT * INTO held FROM appointments WHERE id = (own.pending->intent->>'holdId')::uuid AND status = 'held';
  PERFORM lock_days(own.shop_id, array_remove(ARRAY[held.during], NULL));
  DELETE FROM appointments WHERE id = held.id AND status = 'held';
  UPDATE calls SET pending = pending - intent WHERE call_id = p_call;
  RETURN true;
END $$;

-- Lets go of everything a call still holds, when it has ended. Returns the intents that were left without a yes.
CREATE FUNCTION release_call(p_call text) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
  own calls;
BEGIN
  SELECT * INTO own FROM calls WHERE call_id = p_call FOR UPDATE;
  PERFORM lock_days(own.shop_id, ARRAY(SELECT during FROM appointments WHERE call_id = p_call AND status = 'held'));
  DELETE FROM appointments WHERE call_id = p_call AND status = 'held';
  UPDATE calls SET pending = '{}' WHERE call_id = p_call AND pending <> '{}';
  RETURN ARRAY(SELECT jsonb_object_keys(coalesce(own.pending, '{}')));
END $$;
