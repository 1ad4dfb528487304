/** Starts the Deepgram simulator: live listening, live speaking, and speaking by request. */
import express from 'express';
import type { z } from 'zod';
import { openLaboratory } from '../lab.ts';
import { createRandom } from '../random.ts';
import type { Simulator } from '../simulator.ts';
import { noCounts } from './counts.ts';
import { hasCredentials } from './credentials.ts';
import { deepgramSettings } from './settings.ts';
import { answerSpeak } from './speak-request.ts';
import { Upgrades } from './upgrades.ts';

export async function startDeepgram(given: z.input<typeof deepgramSettings> = {}, port = 0): Promise<Simulator> {
  const counts = noCounts();
  const laboratory = openLaboratory({ schema: deepgramSettings, given, state: () => counts });
  const { app, server, settings } = laboratory;
  const random = createRandom(settings().seed);
  const upgrades = new Upgrades(settings, random, counts);
  server.on('upgrade', (request, socket, head) => upgrades.take(request, socket, head));
  app.post('/v1/speak', express.json(), (request, response) => {
    answerSpeak(request, response, {
      settings: settings(),
      random,
      onCharacters: (count) => {
        counts.characters += count;
      },
    });
  });

  app.get('/v1/projects', (request, response) => {
    if (hasCredentials(request.headers)) return void response.json({ projects: [{ name: 'simulated' }] });
    response.status(401).json({ err_code: 'INVALID_AUTH', err_msg: 'Invalid credentials.' });
  });

  const address = await laboratory.listen(port);
  return {
    name: 'deepgram',
    ...address,
    env: { DEEPGRAM_BASE_URL: address.url, DEEPGRAM_API_KEY: settings().apiKey },
    close: async () => {
      upgrades.close();
      await laboratory.close();
    },
  };
}
