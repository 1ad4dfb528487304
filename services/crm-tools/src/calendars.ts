/** Which Google calendars belong to which shops and bays. */
import type { calendarList } from '@bayline/contracts';
import type { z } from 'zod';
import type { Database } from './database/postgres.ts';

export async function listCalendars(database: Database): Promise<z.input<typeof calendarList.reply>> {
  const rows = await database.run((client) => client.calendar.findMany({ include: { shop: true } }));
  return {
    calendars: rows.map(({ shopId, bayId, calendarId, shop }) => ({
      ...{ shopId, bayId, calendarId },
      zone: shop.zone,
      shopName: shop.name,
    })),
  };
}
