-- Every table, as Prisma wrote it from schema.prisma.
-- CreateEnum
CREATE TYPE "appointment_status" AS ENUM ('held', 'booked', 'cancelled', 'done');

-- CreateTable
CREATE TABLE "shops" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "desk_number" TEXT,
    "tow_number" TEXT,
    "address" TEXT NOT NULL,
    "asks_email" BOOLEAN NOT NULL DEFAULT false,
    "lunch_starts" TEXT,
    "lunch_ends" TEXT,
    "buffer_minutes" INTEGER NOT NULL DEFAULT 0,
    "step_minutes" INTEGER NOT NULL DEFAULT 30,
    "notice_minutes" INTEGER NOT NULL DEFAULT 60,
    "horizon_days" INTEGER NOT NULL DEFAULT 60,

    CONSTRAINT "shops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bays" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "capabilities" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "bays_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "services" (
    "shop_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "capability" TEXT NOT NULL,
    "price_from_cents" INTEGER,

    CONSTRAINT "services_pkey" PRIMARY KEY ("shop_id","code")
);

-- CreateTable
CREATE TABLE "opening_hours" (
    "shop_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "weekday" SMALLINT NOT NULL,
    "opens" TEXT NOT NULL,
    "closes" TEXT NOT NULL,

    CONSTRAINT "opening_hours_pkey" PRIMARY KEY ("shop_id","kind","weekday")
);

-- CreateTable
CREATE TABLE "closures" (
    "shop_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "closures_pkey" PRIMARY KEY ("shop_id","date")
);

-- CreateTable
CREATE TABLE "calendars" (
    "shop_id" UUID NOT NULL,
    "calendar_id" TEXT NOT NULL,
    "bay_id" UUID,

    CONSTRAINT "calendars_pkey" PRIMARY KEY ("shop_id","calendar_id")
);

-- CreateTable
CREATE TABLE "customers" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT,
    "phone" TEXT,
    "phone_verified" BOOLEAN NOT NULL DEFAULT false,
    "email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vehicles" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "year" INTEGER,
    "make" TEXT,
    "model" TEXT,
    "description" TEXT,
    "vin" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vehicles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointments" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "bay_id" UUID NOT NULL,
    "customer_id" UUID,
    "vehicle_id" UUID,
    "status" "appointment_status" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "services" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "visit" TEXT,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,
    "during" tstzrange NOT NULL,
    "hold_expires_at" TIMESTAMPTZ(3),
    "notes" TEXT,
    "call_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "appointments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_history" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "vehicle_id" UUID NOT NULL,
    "done_on" DATE NOT NULL,
    "services" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "odometer" INTEGER,
    "price_cents" INTEGER,
    "notes" TEXT,

    CONSTRAINT "service_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calls" (
    "call_id" TEXT NOT NULL,
    "shop_id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "number" TEXT,
    "attestation" TEXT,
    "matches" UUID[] DEFAULT ARRAY[]::UUID[],
    "customer_id" UUID,
    "facts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "said" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "failures" INTEGER NOT NULL DEFAULT 0,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "streams" INTEGER NOT NULL DEFAULT 0,
    "resumes" TIMESTAMPTZ(3)[] DEFAULT ARRAY[]::TIMESTAMPTZ(3)[],
    "slots" JSONB NOT NULL DEFAULT '{}',
    "appointments" JSONB NOT NULL DEFAULT '{}',
    "names" INTEGER NOT NULL DEFAULT 0,
    "pending" JSONB NOT NULL DEFAULT '{}',
    "changes" INTEGER NOT NULL DEFAULT 0,
    "asked" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "handed_over_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "calls_pkey" PRIMARY KEY ("call_id")
);

-- CreateTable
CREATE TABLE "call_logs" (
    "call_id" TEXT NOT NULL,
    "shop_id" UUID NOT NULL,
    "direction" TEXT,
    "intent" TEXT,
    "outcome" TEXT,
    "end_reason" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "model" TEXT,
    "prompt_version" TEXT,
    "transcript" JSONB NOT NULL DEFAULT '[]',
    "latencies" JSONB NOT NULL DEFAULT '{"turns": []}',
    "unfinished" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "reports" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "call_logs_pkey" PRIMARY KEY ("call_id")
);

-- CreateTable
CREATE TABLE "idempotency" (
    "key" TEXT NOT NULL,
    "shop_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "about" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "fact" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "owner" TEXT,
    "what" TEXT NOT NULL,
    "call_id" TEXT,
    "appointment_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminders" (
    "appointment_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "planned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("appointment_id","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "shops_phone_key" ON "shops"("phone");

-- CreateIndex
CREATE UNIQUE INDEX "bays_shop_id_name_key" ON "bays"("shop_id", "name");

-- CreateIndex
CREATE INDEX "customers_shop_id_phone_idx" ON "customers"("shop_id", "phone");

-- CreateIndex
CREATE INDEX "vehicles_customer_id_idx" ON "vehicles"("customer_id");

-- CreateIndex
CREATE INDEX "appointments_shop_id_starts_at_idx" ON "appointments"("shop_id", "starts_at");

-- CreateIndex
CREATE INDEX "appointments_customer_id_starts_at_idx" ON "appointments"("customer_id", "starts_at");

-- CreateIndex
CREATE INDEX "appointments_call_id_idx" ON "appointments"("call_id");

-- CreateIndex
CREATE INDEX "service_history_customer_id_done_on_idx" ON "service_history"("customer_id", "done_on");

-- CreateIndex
CREATE INDEX "calls_shop_id_opened_at_idx" ON "calls"("shop_id", "opened_at");

-- CreateIndex
CREATE INDEX "call_logs_shop_id_started_at_idx" ON "call_logs"("shop_id", "started_at");

-- CreateIndex
CREATE INDEX "idempotency_about_idx" ON "idempotency"("about");

-- CreateIndex
CREATE INDEX "idempotency_at_idx" ON "idempotency"("at");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_appointment_id_version_key" ON "outbox"("appointment_id", "version");

-- CreateIndex
CREATE INDEX "tasks_shop_id_state_idx" ON "tasks"("shop_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "tasks_kind_subject_key" ON "tasks"("kind", "subject");

-- AddForeignKey
ALTER TABLE "bays" ADD CONSTRAINT "bays_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "services" ADD CONSTRAINT "services_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_hours" ADD CONSTRAINT "opening_hours_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closures" ADD CONSTRAINT "closures_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendars" ADD CONSTRAINT "calendars_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendars" ADD CONSTRAINT "calendars_bay_id_fkey" FOREIGN KEY ("bay_id") REFERENCES "bays"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_bay_id_fkey" FOREIGN KEY ("bay_id") REFERENCES "bays"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_vehicle_id_fkey" FOREIGN KEY ("vehicle_id") REFERENCES "vehicles"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_history" ADD CONSTRAINT "service_history_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_history" ADD CONSTRAINT "service_history_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_history" ADD CONSTRAINT "service_history_vehicle_id_fkey" FOREIGN KEY ("vehicle_id") REFERENCES "vehicles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_logs" ADD CONSTRAINT "call_logs_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

