-- The language a number is written to in. It is kept by number, as consent is: who asks for Spanish may be nobody's customer yet.

-- CreateTable
CREATE TABLE "languages" (
    "shop_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "languages_pkey" PRIMARY KEY ("shop_id","number")
);
