/** The desk of last resort: static documents, one for each number, that outlive every process of the house. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from './paths.ts';

/** The numbers that have a document in infra/fallback, `+12155550100`. */
export const numbersWithFallback = ['+12155550100', '+13035550100'] as const;

export interface Fallback {
  urlOf(number: (typeof numbersWithFallback)[number]): string;
  close(): Promise<void>;
}

export async function startFallback(): Promise<Fallback> {
  const documents = new Map(
    numbersWithFallback.map((number) => {
      const path = `/${number.slice(1)}.xml`;
      return [path, readFileSync(join(root, 'infra', 'fallback', path))];
    }),
  );
  const server = createServer((request, response) => {
    const document = documents.get(request.url?.split('?')[0] ?? '');
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'text/xml' }).end(document);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (number) => `http://127.0.0.1:${port}/${number.slice(1)}.xml`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
