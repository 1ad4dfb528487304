-- Reminders as work to be done once: their tries, the consent they rest on, the numbers that want none, and text messages.
-- A plan of the earlier table is made again by the next sweep of the reminder service.

DROP TABLE "reminders";

-- CreateTable
CREATE TABLE "reminders" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_by" TEXT,
    "claimed_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "call_id" TEXT,
    "outcome" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder_tries" (
    "shop_id" UUID NOT NULL,
    "reminder_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "number_hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "call_id" TEXT,
    "verdict" TEXT,
    "result" TEXT,

    CONSTRAINT "reminder_tries_pkey" PRIMARY KEY ("reminder_id","attempt")
);

-- CreateTable
CREATE TABLE "consents" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "customer_id" UUID,
    "call_id" TEXT,
    "answer" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opt_outs" (
    "number_hash" TEXT NOT NULL,
    "shop_id" UUID NOT NULL,
    "how" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "opt_outs_pkey" PRIMARY KEY ("number_hash")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "appointment_id" UUID,
    "call_id" TEXT,
    "number" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "segments" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "why" TEXT,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "doubtful_since" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "sid" TEXT,
    "status" TEXT,
    "error_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "calls" ADD COLUMN "reminder_attempt" INTEGER,
ADD COLUMN "reminder_id" UUID,
ADD COLUMN "verdict" TEXT;

-- CreateIndex
CREATE INDEX "reminders_state_next_at_idx" ON "reminders"("state", "next_at");

-- CreateIndex
CREATE INDEX "reminders_call_id_idx" ON "reminders"("call_id");

-- CreateIndex
CREATE UNIQUE INDEX "reminders_appointment_id_kind_due_at_key" ON "reminders"("appointment_id", "kind", "due_at");

-- CreateIndex
CREATE INDEX "reminder_tries_number_hash_at_idx" ON "reminder_tries"("number_hash", "at");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_tries_call_id_key" ON "reminder_tries"("call_id");

-- CreateIndex
CREATE INDEX "consents_shop_id_number_at_idx" ON "consents"("shop_id", "number", "at");

-- CreateIndex
CREATE INDEX "messages_state_next_at_idx" ON "messages"("state", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "messages_kind_subject_key" ON "messages"("kind", "subject");
