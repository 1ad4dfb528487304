import twilio from 'twilio';
import { parseTwiml } from './twiml.ts';

const BASE = 'https://shop.example/twilio/voice';

describe('TwiML', () => {
  it('reads what the vendor’s builder writes', () => {
    const response = new twilio.twiml.VoiceResponse();
    response.say('Fish & chips < "two"');
    response.pause({ length: 2 });
    response
      .connect({ action: '/after' })
      .stream({ url: 'wss://h/media/CA1', name: 's1' })
      .parameter({ name: 'tok', value: 'a&b' });
    response.redirect('https://h/resume?a=1&b=2');
    expect(parseTwiml(response.toString(), BASE)).toEqual([
      { type: 'Say', text: 'Fish & chips < "two"' },
      { type: 'Pause', seconds: 2 },
      {
        type: 'Connect',
        action: { url: 'https://shop.example/after', method: 'POST' },
        stream: { url: 'wss://h/media/CA1', name: 's1', parameters: { tok: 'a&b' }, statusCallback: null },
      },
      { type: 'Redirect', to: { url: 'https://h/resume?a=1&b=2', method: 'POST' } },
    ]);
  });

  it('reads a transfer with its whisper and status callbacks', () => {
    const response = new twilio.twiml.VoiceResponse();
    const dial = response.dial({ action: '/dialled', timeout: 20, answerOnBridge: true, callerId: '+12155550100' });
    dial.number(
      { url: '/whisper', statusCallback: 'https://h/leg', statusCallbackEvent: ['initiated', 'answered'] },
      '+12155550199',
    );
    expect(parseTwiml(response.toString(), BASE)).toEqual([
      {
        type: 'Dial',
        action: { url: 'https://shop.example/dialled', method: 'POST' },
        timeoutSeconds: 20,
        timeLimitSeconds: 14_400,
        callerId: '+12155550100',
        answerOnBridge: true,
        numbers: [
          {
            number: '+12155550199',
            whisper: { url: 'https://shop.example/whisper', method: 'POST' },
            statusCallback: { url: 'https://h/leg', method: 'POST' },
            statusEvents: ['initiated', 'answered'],
          },
        ],
      },
    ]);
  });

  it('reads the rest of the verbs, with Twilio’s defaults', () => {
    const document = `<?xml version="1.0"?><!-- hello --><Response>
      <Gather numDigits='1' action="keys" method="get"><Say>Press <![CDATA[1 & 2]]></Say></Gather>
      <Play>https://h/a.wav</Play><Pause/><Dial>+12155550199</Dial><Hangup/><Reject reason="busy"/><Reject/>
      <Enqueue>x</Enqueue><Connect/></Response>`;
    expect(parseTwiml(document, BASE)).toMatchObject([
      {
        type: 'Gather',
        numDigits: 1,
        timeoutSeconds: 5,
        finishOnKey: '#',
        action: { url: 'https://shop.example/twilio/keys', method: 'GET' },
        prompts: [{ type: 'Say', text: 'Press 1 & 2' }],
      },
      { type: 'Play' },
      { type: 'Pause', seconds: 1 },
      { type: 'Dial', numbers: [{ number: '+12155550199' }], timeoutSeconds: 30, action: null },
      { type: 'Hangup' },
      { type: 'Reject', reason: 'busy' },
      { type: 'Reject', reason: 'rejected' },
      { type: 'Unknown', name: 'Enqueue' },
      { type: 'Unknown', name: 'Connect' },
    ]);
  });

  it.each([
    ['', 'one root'],
    ['hello', 'one root'],
    ['<Response>', 'not closed'],
    ['<Response></Reply>', 'closes nothing'],
    ['<Response><Say a="1" a="2"/></Response>', 'twice'],
    ['<Response><Say>a & b</Say></Response>', 'no entity'],
    ['<Response><Say>&nbsp;</Say></Response>', 'no entity'],
    ['<Response><Say x=1/></Response>', 'cannot be read'],
    ['<html></html>', 'not <Response>'],
    ['<Response/><Response/>', 'one root'],
  ])('refuses %s', (document, problem) => {
    expect(() => parseTwiml(document, BASE)).toThrow(problem);
  });

  it('decodes character references', () => {
    expect(parseTwiml('<Response><Say>&#233;&#xE9;</Say></Response>', BASE)).toEqual([{ type: 'Say', text: 'éé' }]);
  });
});
