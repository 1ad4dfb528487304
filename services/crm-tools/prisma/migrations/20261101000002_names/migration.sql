-- Customers are found by names that were heard, not read: by likeness of letters and of sound.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

CREATE INDEX customers_name_likeness ON customers
  USING gin (lower(first_name || ' ' || coalesce(last_name, '')) gin_trgm_ops);

CREATE INDEX customers_name_sound ON customers (shop_id, dmetaphone(coalesce(last_name, first_name)));
