/** Starts the Twilio simulator: the REST API, the telephone network behind it, and the lab's handset. */
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { labJson, openLaboratory } from '../lab.ts';
import { createRandom } from '../random.ts';
import type { Simulator } from '../simulator.ts';
import { type Now, realNow } from '../wall-clock.ts';
import type { Call } from './call.ts';
import { Exchange } from './exchange.ts';
import { Handset } from './handset.ts';
import { Messages } from './messages.ts';
import { restApi } from './rest.ts';
import { twilioSettings } from './settings.ts';

const numbers = z.record(
  z.string(),
  z.object({
    voiceUrl: z.url(),
    fallbackUrl: z.url().optional(),
    statusCallback: z.url().optional(),
    smsUrl: z.url().optional(),
  }),
);

/** Somebody writes to one of the application's numbers. */
const text = z.object({ from: z.string(), to: z.string(), body: z.string() });

export async function startTwilio(
  given: z.input<typeof twilioSettings> = {},
  port = 0,
  now: Now = realNow,
): Promise<Simulator> {
  const state = () => ({
    calls: [...exchange.calls.values()].map(callState),
    messages: [...messages.all.values()].map((message) => messages.resource(message)),
  });
  const laboratory = openLaboratory({ schema: twilioSettings, given, state });
  const { app, server, settings } = laboratory;
  const random = createRandom(settings().seed);
  const exchange = new Exchange(settings, random, now);
  const messages = new Messages(settings, exchange.callbacks, now);
  const phones = new WebSocketServer({ noServer: true, perMessageDeflate: false });

  app.use('/2010-04-01', restApi(exchange, messages, random));
  app.put('/lab/numbers', labJson(), (request, response) => {
    const told = numbers.safeParse(request.body);
    if (!told.success) return void response.status(400).json({ problems: z.prettifyError(told.error) });
    for (const [number, config] of Object.entries(told.data)) exchange.numbers.set(number, config);
    response.json(Object.fromEntries(exchange.numbers));
  });
  app.post('/lab/texts', labJson(), (request, response) => {
    const told = text.safeParse(request.body);
    if (!told.success) return void response.status(400).json({ problems: z.prettifyError(told.error) });
    const smsUrl = exchange.numbers.get(told.data.to)?.smsUrl;
    response.json({ sid: messages.receive(told.data, smsUrl) });
  });
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== '/lab/phone') return void socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
    phones.handleUpgrade(request, socket, head, (webSocket) => void new Handset(webSocket, exchange));
  });

  const address = await laboratory.listen(port);
  const { accountSid, authToken } = settings();
  return {
    name: 'twilio',
    ...address,
    env: { TWILIO_API_BASE_URL: address.url, TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken },
    close: async () => {
      messages.close();
      await exchange.close();
      for (const phone of phones.clients) phone.terminate();
      await laboratory.close();
    },
  };
}

/** What a verdict may know of a call. */
function callState(call: Call) {
  const { sid, from, to, direction, parentSid } = call.details;
  return {
    callSid: sid,
    from,
    to,
    status: call.status,
    direction,
    parentCallSid: parentSid ?? null,
    endedBy: call.endedBy,
    dialled: call.dialled,
    redirects: call.redirects,
    heard: call.heard.join(' '),
    starved: call.starved,
    problems: call.problems,
    answeredBy: call.answeredBy,
    /** Real time. */
    initiatedAt: call.initiatedAt,
    recorded: call.recordedFrom === null ? null : call.heard.slice(call.recordedFrom).join(' '),
  };
}
