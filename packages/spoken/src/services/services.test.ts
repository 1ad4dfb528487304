import fc from 'fast-check';
import { isServiceCode, type ServiceCode, serviceCodes, serviceName } from './codes.ts';
import { readServices, serviceKeyterms } from './reading.ts';

const MEANT: Readonly<Record<ServiceCode, readonly string[]>> = {
  oil_change: [
    'I need an oil change',
    'get my oil changed please',
    'just an oil and filter change',
    'change the oil',
    'synthetic oil',
    'a lube job',
    'an all change for my truck',
    'oil',
  ],
  tires: [
    'I need new tires',
    'tire rotation',
    'rotate and balance',
    'I have a flat',
    'there is a nail in my tyre',
    'the tire pressure light is on',
    'my tread is bald',
    'I had a blowout',
    'my C class has a flat',
  ],
  brakes: [
    'my brakes squeak',
    'the breaks are squeaking',
    "it's making a grinding noise when I stop",
    'when I hit the brakes it squeals',
    'I need brake pads and rotors',
    'the pedal goes to the floor',
    'the pedal feels spongy',
    'it takes a long time to stop',
    'the ABS light is on',
    'emergency brake is stuck',
    'an oil change, but actually the brakes are more important',
  ],
  battery: [
    'I think I need a new battery',
    'the battery is dead',
    'it clicks when I turn the key',
    'can I get a jump start',
    'my alternator is going',
    'the car was completely dead this morning',
    'battery light is on',
    "I think the battery's about dead",
  ],
  engine_diagnostic: [
    'my check engine light is on',
    'the service engine soon light',
    "it won't start",
    'the car does not start in the morning',
    'it keeps stalling at red lights',
    'the engine is overheating',
    'there is smoke coming from the hood',
    'it runs rough and the idle shakes, rough idle',
    'it dies on me at every corner',
    'it has no power going up hills',
    'there is a knocking in the engine',
    'it smells like gas',
    'I need a diagnostic',
    'my oil light came on',
    'it hesitates',
    'it shuts off while driving',
  ],
  transmission: [
    'the transmission is slipping',
    'my gears are slipping',
    'it shifts really hard',
    "it won't go into reverse",
    'my clutch is worn out',
    'transmission flush',
    "my transmission's been slipping",
  ],
  air_conditioning: [
    'the AC is out',
    'my a/c blows hot air',
    'A.C. needs freon',
    'the air conditioning stopped working',
    "the heat isn't working",
    'the heater is broken',
    'there is no cold air',
    'the defroster',
    "the AC's out",
  ],
  lights_electrical: [
    'my headlight is out',
    'a brake light is burned out',
    'the turn signal does not work',
    'two of my lights are out',
    'the blinker is broken',
    'power window is stuck',
    'an electrical problem',
    'a fuse blew',
    'my radio stopped working',
    'the dome light',
  ],
  inspection: [
    'I need a state inspection',
    'safety inspection',
    'emissions test',
    'it needs to be inspected',
    'a smog check',
    'pre purchase inspection',
    'an inspection',
    'somebody to check it over before I buy it',
  ],
  alignment: [
    'I need an alignment',
    'it pulls to the left',
    'the truck drifts to the right',
    'my steering wheel is crooked',
    'it keeps going toward the right',
    'the wheels need to be aligned',
    'I hit a pothole and now it pulls',
  ],
  tune_up: [
    'just a tune up',
    'a tune-up please',
    'it needs to be tuned up',
    'regular maintenance',
    'the sixty thousand mile service',
    'scheduled maintenance',
    'new spark plugs',
  ],
  fluid_leak: [
    'oil is leaking from it',
    'I have an oil leak',
    'there is a puddle under my car',
    'coolant is dripping',
    'oil on my driveway',
    'water is coming out of the bottom',
    'I am losing coolant',
  ],
  body: [
    'I have a dent in my door',
    'somebody scratched it',
    'the bumper is hanging off',
    'I was in an accident',
    'my windshield is cracked',
    'it needs paint',
    'hail damage',
    'I hit a deer',
  ],
  other: [
    'it makes a strange noise',
    'there is a rattle somewhere',
    'my muffler fell off',
    'the suspension is shot',
    'I need wiper blades',
    'a recall notice',
    'something is wrong with it',
    'I hear a weird sound when I turn',
    'a horrible noise when I turn',
  ],
};

describe('the work that is meant', () => {
  it.each(Object.entries(MEANT).flatMap(([code, texts]) => texts.map((text) => [text, code])))(
    '"%s" is %s',
    (text, code) => {
      expect(readServices(text)).toEqual([code]);
    },
  );

  it.each<[string, ServiceCode[]]>([
    ['an oil change and a tire rotation', ['oil_change', 'tires']],
    ['a tire rotation and an oil change', ['tires', 'oil_change']],
    ['oil and brakes', ['oil_change', 'brakes']],
    ['it pulls to the left and I need an oil change', ['oil_change', 'alignment']],
    ['I need it inspected, and it is leaking oil', ['fluid_leak', 'inspection']],
    ['state inspection, and the check engine light is on', ['inspection', 'engine_diagnostic']],
    ['my AC is out and there is a dent', ['air_conditioning', 'body']],
    ['it makes a noise and it needs new tires', ['tires']],
    ['possibly a tune-up, and the engine is misfiring', ['engine_diagnostic', 'tune_up']],
    ['the car veers left', ['alignment']],
    ['it keeps stolen at a stop', ['engine_diagnostic']],
    ['it loses power on hills', ['engine_diagnostic']],
    ['the power windows do not work', ['lights_electrical']],
  ])('"%s" is %j', (text, codes) => {
    expect(readServices(text)).toEqual(codes);
  });

  it.each([
    '',
    'yes',
    'that sounds good',
    'everything sounds right',
    'How does 3 p.m. sound?',
    'next Thursday',
    'it is spelled m a c k',
    'I turn left at the traffic light',
    'is there an inspection fee',
    'I need to make an appointment to get my car looked at',
    'all right, right away',
    'there is a bumper sticker on the back',
  ])('there is none in "%s"', (text) => {
    expect(readServices(text)).toEqual([]);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        expect(readServices(text).every(isServiceCode)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the kinds of work', () => {
  it('are fourteen, each with a name that is understood as itself', () => {
    expect(serviceCodes).toHaveLength(14);
    for (const code of serviceCodes.filter((each) => each !== 'other'))
      expect(readServices(serviceName(code))).toContain(code);
    expect(isServiceCode('oil_change')).toBe(true);
    expect(isServiceCode('car wash')).toBe(false);
  });

  it('have words that a recogniser should expect, each once', () => {
    expect(new Set(serviceKeyterms).size).toBe(serviceKeyterms.length);
    expect(serviceKeyterms).toContain('check engine light');
  });
});
