/** The services of a house as a table: state, port, process, restarts. Pure. */
import type { HouseCard, ServiceCard } from './running.ts';

const MARK: Readonly<Record<ServiceCard['state'], string>> = { ready: '●', starting: '○', failed: '✗' };

export function serviceTable(services: readonly ServiceCard[]): string[] {
  const header = ['', 'service', 'state', 'health port', 'process', 'restarts'];
  const rows = services.map((card) => [
    MARK[card.state],
    card.index === 0 ? card.service : `${card.service} ${card.index + 1}`,
    card.state,
    String(card.healthPort),
    String(card.pid),
    String(card.restarts),
  ]);
  return columns([header, ...rows]);
}

/** Where everything of a house is reached. */
export function houseLines(card: HouseCard): string[] {
  return columns([
    ['webhooks', `${card.publicUrl}/twilio/voice`],
    ['database', card.databaseUrl],
    ['bus', card.natsUrl],
    ['providers', providersOf(card.real)],
    ['logs', `${card.directory}/logs`],
  ]);
}

function providersOf(real: readonly string[]): string {
  return real.length === 0 ? 'all simulated' : `${real.join(', ')} real, the others simulated`;
}

/** Rows with their cells under one another. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
