-- Whether the vehicle of a booking is in the shop then anyway, and nobody said that it is to come twice. Whoever may not hear of
-- the visits on file is asked about those of their own call (`visitsOf`) only: they made them, and the others stay unsaid.
CREATE OR REPLACE FUNCTION comes_twice(p_change jsonb, p_wanted tstzrange) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  vehicle uuid := p_change->'vehicle'->>'id';
  of_call text := p_change->>'visitsOf';
BEGIN
  RETURN (p_change->>'anotherVisit')::boolean IS NOT TRUE AND EXISTS (
    SELECT FROM appointments
    WHERE vehicle_id = vehicle AND status = 'booked' AND during && p_wanted AND (of_call IS NULL OR call_id = of_call));
END $$;

-- Asked at every hold and commit: without it a shop's whole past is read for one vehicle.
CREATE INDEX appointments_vehicle ON appointments (vehicle_id) WHERE status = 'booked';
