/** The scene of service tests: a bus, a simulated Google, a hand that plays crm-tools, and instances of calendar that come and go. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppointmentRow, calendarList } from '@bayline/contracts';
import { silent, startNats, until } from '@bayline/local';
import type { Bus, Running } from '@bayline/runtime';
import { eventIdOf } from '../src/appointment-event.ts';
import { startCalendar } from '../src/service.ts';
import { type GoogleLab, openGoogleLab } from './lab.ts';
import { openRoom, type TestRoom } from './room.ts';

export const shopId = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c001';
export const bays: readonly [string, string] = [
  '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0b1',
  '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0b2',
];

export function calendarOf(bayId: string): string {
  return `bay-${bayId.slice(-1)}@group.calendar.simulated`;
}

export class Scene {
  readonly lab: GoogleLab;
  readonly crmTools: Bus;
  readonly #natsUrl: string;
  readonly #rooms: TestRoom[];
  readonly #running: Running[] = [];

  private constructor(natsUrl: string, lab: GoogleLab, crmTools: TestRoom) {
    this.#natsUrl = natsUrl;
    this.lab = lab;
    this.#rooms = [crmTools];
    this.crmTools = crmTools.room.bus;
  }

  static async open(natsUrl: string): Promise<Scene> {
    const lab = await openGoogleLab();
    const scene = new Scene(natsUrl, lab, await openRoom('crm-tools-0001', environment(natsUrl, lab)));
    await scene.crmTools.ensureStreams();
    return scene;
  }

  async start(instanceId = 'calendar-0001'): Promise<TestRoom> {
    const room = await openRoom(instanceId, environment(this.#natsUrl, this.lab));
    this.#rooms.push(room);
    this.#running.push(await startCalendar(room.room));
    return room;
  }

  async stop(): Promise<void> {
    for (const service of this.#running.splice(0)) {
      await service.drain?.();
      await service.close?.();
    }
  }

  async close(): Promise<void> {
    await this.stop();
    for (const room of this.#rooms) await room.close();
    await this.lab.close();
  }

  answerList(bayIds: readonly (string | null)[] = bays): void {
    const calendars = bayIds.map((bayId) => ({
      ...{ shopId, bayId, calendarId: calendarOf(bayId ?? 'shop-0') },
      ...{ zone: 'America/New_York', shopName: 'Bayline Motors' },
    }));
    this.crmTools.answer(calendarList, () => ({ calendars }));
  }

  /** What stands of an appointment: `bay-1 v2`. */
  async standing(appointmentId: string): Promise<string[]> {
    const { events } = await this.lab.state();
    return events
      .filter(({ id }) => id === eventIdOf(appointmentId))
      .map(
        ({ calendarId, extendedProperties }) => `${calendarId.split('@')[0]} v${extendedProperties?.private?.version}`,
      );
  }

  async stands(appointmentId: string, ...expected: string[]): Promise<void> {
    await until(`${expected.join() || 'nothing'} to stand`, async () => {
      return JSON.stringify(await this.standing(appointmentId)) === JSON.stringify(expected);
    });
  }
}

function environment(natsUrl: string, lab: GoogleLab): Record<string, string | undefined> {
  return {
    BAYLINE_CLOCK_OFFSET_MS: String(Date.parse('2026-11-23T15:00:00Z') - Date.now()),
    ...lab.env,
    NATS_URL: natsUrl,
    GOOGLE_SYNC_MS: '100',
    GOOGLE_DEADLINE_MS: '1000',
  };
}

/** A bus of one suite's own. */
export async function startBus(): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'bayline-calendar-'));
  const nats = await startNats(directory, silent);
  return {
    url: nats.url,
    stop: async () => {
      await nats.stop();
      rmSync(directory, { recursive: true });
    },
  };
}

export function row(appointmentId: string, change: Partial<AppointmentRow> = {}): AppointmentRow {
  return {
    ...{ appointmentId, shopId, version: 1, bayId: bays[0], bayName: 'Bay 1', zone: 'America/New_York' },
    ...{ start: '2026-12-01T09:00:00-05:00', end: '2026-12-01T10:00:00-05:00' },
    ...{ services: ['oil change'], vehicle: '2018 Subaru Outback', customerFirstName: 'Dana' },
    ...{ customerEmail: null, customerPhone: null, notes: null, callId: null, at: '2026-11-23T15:00:00Z' },
    ...change,
  };
}
