import { deskTwiml, goodbyeTwiml, hangUpTwiml, sayTwiml, streamTwiml } from './twiml.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>';
const voice = 'voice="Polly.Joanna" language="en-US"';

describe('documents', () => {
  it('open a stream, and ask what comes next when it ends', () => {
    const options = {
      streamUrl: 'wss://phone.example/media/CA1',
      pass: 'a.b',
      resumeUrl: 'https://phone.example/twilio/resume',
    };
    expect(streamTwiml(options)).toBe(
      `${head}<Response><Connect><Stream url="wss://phone.example/media/CA1"><Parameter name="pass" value="a.b"/></Stream></Connect><Redirect method="POST">https://phone.example/twilio/resume</Redirect></Response>`,
    );
  });

  it('ring a desk, with a whisper for whoever picks up and a question afterwards', () => {
    const desk = {
      number: '+12155550199',
      afterUrl: 'https://p.example/after',
      whisperUrl: 'https://p.example/w?briefing=x',
    };
    const dial =
      '<Dial timeout="20" answerOnBridge="true" action="https://p.example/after" method="POST"><Number url="https://p.example/w?briefing=x" method="POST">+12155550199</Number></Dial>';
    expect(deskTwiml(null, desk)).toBe(`${head}<Response>${dial}</Response>`);
    expect(deskTwiml('One moment.', desk)).toBe(`${head}<Response><Say ${voice}>One moment.</Say>${dial}</Response>`);
  });

  it('say things, and never mistake them for markup', () => {
    expect(sayTwiml('<Hangup/> & more')).toBe(
      `${head}<Response><Say ${voice}>&lt;Hangup/&gt; &amp; more</Say></Response>`,
    );
    expect(goodbyeTwiml('Bye.')).toBe(`${head}<Response><Say ${voice}>Bye.</Say><Hangup/></Response>`);
    expect(hangUpTwiml()).toBe(`${head}<Response><Hangup/></Response>`);
  });
});
