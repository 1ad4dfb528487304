import { createHmac } from 'node:crypto';
import { wishLeft } from '@bayline/contracts';
import { callFields, metricOf, Neighbourhood, type TestGateway, until } from './testing/neighbourhood.ts';
import { type CrmPeer, type DialoguePeer, type SpeechPeer, shop } from './testing/peers.ts';
import { newCallSid, signatureOf } from './testing/phone-company.ts';

let town: Neighbourhood;
let gateway: TestGateway;
let crm: CrmPeer;
let speech: SpeechPeer;
let dialogue: DialoguePeer;

beforeAll(async () => {
  town = await Neighbourhood.open(8);
  crm = await town.crm();
  speech = await town.speech();
  dialogue = await town.dialogue();
  gateway = await town.gateway({ TWILIO_AUTH_TOKEN_PREVIOUS: 'simulated-previous-token' });
});

afterAll(() => town.close());

/** Posts a form as anybody could. */
async function post(path: string, fields: Record<string, string>, headers: Record<string, string>): Promise<number> {
  const response = await fetch(gateway.url + path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  await response.text();
  return response.status;
}

describe('a webhook', () => {
  const fields = callFields(newCallSid());
  const path = '/twilio/voice';

  it('that is not signed by Twilio is refused before anyone is asked anything', async () => {
    const asked = crm.opened.length;
    const signed = signatureOf(gateway.url + path, fields);
    const other = createHmac('sha1', 'another token')
      .update(gateway.url + path)
      .digest('base64');
    const forged: [string, Record<string, string>, Record<string, string>][] = [
      [path, fields, {}],
      [path, fields, { 'x-twilio-signature': '' }],
      [path, fields, { 'x-twilio-signature': other }],
      [path, fields, { 'x-twilio-signature': `${signed},${signed}` }],
      [path, { ...fields, From: '+12155550199' }, { 'x-twilio-signature': signed }],
      [path, { ...fields, Extra: '1' }, { 'x-twilio-signature': signed }],
      [path, {}, { 'x-twilio-signature': signed }],
      [`${path}?a=1`, fields, { 'x-twilio-signature': signed }],
      ['/twilio/resume', fields, { 'x-twilio-signature': signed }],
      [
        path,
        fields,
        { 'x-twilio-signature': signatureOf(`https://evil.example${path}`, fields), host: 'evil.example' },
      ],
      [
        path,
        fields,
        {
          'x-twilio-signature': signatureOf(`https://evil.example${path}`, fields),
          'x-forwarded-host': 'evil.example',
          'x-forwarded-proto': 'https',
        },
      ],
    ];
    for (const [requested, given, headers] of forged) expect(await post(requested, given, headers)).toBe(403);
    expect(crm.opened).toHaveLength(asked);
  });

  it('signed with the token that is being rotated out is Twilio’s still', async () => {
    const given = callFields(newCallSid());
    const signature = signatureOf(gateway.url + path, given, 'simulated-previous-token');
    expect(await post(path, given, { 'x-twilio-signature': signature })).toBe(200);
  });

  it('that is too long, or about no call, is refused', async () => {
    const long = { ...fields, Long: 'x'.repeat(70_000) };
    expect(await post(path, long, { 'x-twilio-signature': signatureOf(gateway.url + path, long) })).toBe(413);
    expect(await post(path, {}, { 'x-twilio-signature': signatureOf(gateway.url + path, {}) })).toBe(400);
    expect(await post('/twilio/other', fields, {})).toBe(404);
    expect((await fetch(gateway.url + path)).status).toBe(404);
  });
});

describe('a call', () => {
  it('of a number that is not ours hears so', async () => {
    crm.open = { type: 'unknown-number' };
    const { status, body } = await town.ring(gateway, newCallSid());
    crm.open = { type: 'open', shop };
    expect([status, body.includes('not in service'), body.includes('<Hangup/>')]).toEqual([200, true, true]);
  });

  it('without a number of ours hears so', async () => {
    const { body } = await town.ring(gateway, newCallSid(), { To: 'anonymous' });
    expect(body).toContain('not in service');
  });

  it('is answered from memory when nobody can be asked about a shop that was called before', async () => {
    const fresh = await town.gateway({ DESK_NUMBER: '+12155550177' });
    await town.ring(fresh, newCallSid());
    crm.leave();
    const known = await town.ring(fresh, newCallSid());
    const unknown = await town.ring(fresh, newCallSid(), { To: '+13035550100' });
    crm = await town.crm();
    expect(known.body).toContain('<Stream');
    expect(unknown.body).toContain('technical trouble');
    expect(unknown.body).toContain('+12155550177');
    await fresh.close();
  });

  it('is promised to be called back only when somebody is told to', async () => {
    const wishes = await town.tap(wishLeft);
    crm.leave();
    const callSid = newCallSid();
    const { body } = await town.ring(gateway, callSid, { To: '+13035550100' });
    crm = await town.crm();
    expect(body).toContain('call you back');
    const wish = await until('the wish to be kept', () => wishes.find(({ id }) => id === callSid)?.fact);
    expect(wish).toMatchObject({ shopId: null, phone: '+12155550123', why: 'there is no desk to ring' });
  });

  it('is sent to the desk when there are enough of them, and its successor is not', async () => {
    const small = await town.gateway({ MAX_CALLS: '1' });
    const { phone } = await town.call(small);
    const callSid = newCallSid();
    const refused = await town.ring(small, callSid);
    expect(refused.status).toBe(200);
    expect(refused.body).toContain('busy');
    expect(refused.body).toContain(`>${shop.deskNumber}</Number>`);
    expect(phone.open).toBe(true);
    phone.stop();
    await until('the first call to be over', () => metricOf(small, 'gateway_calls').then((count) => count === 0));
    expect((await town.ring(small, callSid)).body).toContain('<Stream');
    await small.close();
  });

  it('of a number that calls too often is asked to try later, and nobody else is', async () => {
    const patient = await town.gateway({ MAX_CALLS_PER_NUMBER_PER_HOUR: '2' });
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await town.ring(patient, newCallSid()));
    expect(answers.map(({ body }) => body.includes('<Stream'))).toEqual([true, true, false]);
    expect(answers[2]?.body).toContain('try again later');
    const another = await town.ring(patient, newCallSid(), { From: '+12155550124' });
    const withheld = await town.ring(patient, newCallSid(), { From: 'anonymous' });
    expect([another, withheld].map(({ body }) => body.includes('<Stream'))).toEqual([true, true]);
    await patient.close();
  });
});

describe('a call whose stream has ended', () => {
  const resume = (callSid: string) => town.company.webhook(gateway.url, '/twilio/resume', callFields(callSid));

  it('is over when its row says so', async () => {
    crm.resume = { type: 'ended' };
    expect((await resume(newCallSid())).body).toContain('<Response><Hangup/></Response>');
  });

  it('goes to the desk when its row says so', async () => {
    crm.resume = { type: 'desk', shop };
    const { body } = await resume(newCallSid());
    expect(body).toContain('<Say');
    expect(body).toContain(`>${shop.deskNumber}</Number>`);
  });

  it('that nobody knows goes to the desk', async () => {
    crm.resume = { type: 'unknown-call' };
    expect((await resume(newCallSid())).body).toContain('<Dial');
  });

  it('goes on when nobody can be asked, as long as it is known here', async () => {
    const { callSid, phone } = await town.call(gateway);
    await until('the call to be talked with', () => dialogue.asked.some(({ callId }) => callId === callSid));
    await until('the call to be held', async () => (await resume(callSid)).body !== '');
    crm.leave();
    const [known, unknown] = [await resume(callSid), await resume(newCallSid())];
    crm = await town.crm();
    expect(known.body).toContain('<Stream');
    expect(unknown.body).toContain('<Dial');
    expect(speech.asked.length).toBeGreaterThan(0);
    phone.stop();
  });
});

describe('draining', () => {
  it('refuses new calls, lets live ones finish, and then is done', async () => {
    const leaving = await town.gateway();
    const { callSid, phone } = await town.call(leaving);
    await until('the call to be talked with', () => dialogue.asked.some(({ callId }) => callId === callSid));
    let drained = false;
    const draining = leaving.drain().then(() => {
      drained = true;
    });
    const refused = await town.ring(leaving, newCallSid());
    expect(refused.status).toBe(503);
    expect(refused.body).toContain('<Dial');
    phone.say(Buffer.alloc(160, 1));
    expect([phone.open, drained]).toEqual([true, false]);
    phone.stop();
    await draining;
    await leaving.close();
  });

  it('waits for a stream that is on its way, and takes no other', async () => {
    const leaving = await town.gateway();
    const callSid = newCallSid();
    const { body } = await town.ring(leaving, callSid);
    const draining = leaving.drain();
    const phone = await town.company.stream(body, callSid);
    phone.connect();
    await until('the call to be talked with', () => dialogue.asked.some(({ callId }) => callId === callSid));
    const foreign = await town.ring(gateway, newCallSid());
    const elsewhere = foreign.body.replaceAll(gateway.url.replace('http', 'ws'), leaving.url.replace('http', 'ws'));
    const strange = /\/media\/(CA[0-9a-f]+)/.exec(elsewhere)?.[1] ?? '';
    await expect(town.company.stream(elsewhere, strange)).rejects.toThrow('503');
    phone.stop();
    await draining;
    await leaving.close();
  });
});
