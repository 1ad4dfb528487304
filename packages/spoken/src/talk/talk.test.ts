import fc from 'fast-check';
import { judgeYes } from '../consent/yes-no.ts';
import { sayOffers } from './offers.ts';
import { fillers, fixedPhrases, phrases, sayGreeting } from './phrases.ts';
import { sayAppointments, sayBooked, sayCancelled, sayMoved, sayReadBack } from './read-backs.ts';
import { type NoReason, sayNo } from './refusals.ts';
import { sayList } from './sentences.ts';
import { spokenText } from './spoken-text.ts';
import type { Visit } from './visits.ts';

const zone = 'America/New_York';
const now = new Date('2026-11-23T15:05:00Z');
const visit: Visit = {
  services: ['Oil change'],
  vehicle: '2018 Subaru Outback',
  start: '2026-11-24T09:00:00-05:00',
  zone,
  now,
};
const WHEN = 'Tuesday, November 24th at 9 AM';

describe('a list', () => {
  it.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A and B'],
    [['A', 'B', 'C'], 'A, B and C'],
    [['A', '', ' ', 'B'], 'A and B'],
  ])('%j is "%s"', (items, said) => {
    expect(sayList(items)).toBe(said);
  });

  it('may be a choice', () => {
    expect(sayList(['A', 'B', 'C'], 'or')).toBe('A, B or C');
  });
});

describe('a read-back', () => {
  it('of a booking says the work, the vehicle, the time, the name and the number, then asks', () => {
    expect(sayReadBack({ type: 'book', visit, name: 'Dana Whitfield', phone: '+16104823057' })).toEqual({
      facts: `Okay, an oil change for your 2018 Subaru Outback on ${WHEN}, under Dana Whitfield. I have your number as six one zero, four eight two, three zero five seven.`,
      question: 'Shall I book it?',
    });
  });

  it('of a booking leaves out what is not known', () => {
    const bare = { ...visit, services: [], vehicle: null };
    expect(sayReadBack({ type: 'book', visit: bare }).facts).toBe(`Okay, a visit on ${WHEN}.`);
    expect(sayReadBack({ type: 'book', visit: { ...visit, vehicle: '' }, name: null, phone: null }).facts).toBe(
      `Okay, an oil change on ${WHEN}.`,
    );
  });

  it('of several works lists them with their articles', () => {
    const several = {
      ...visit,
      services: ['oil change', 'new tires', 'wheel alignment', 'AC recharge', 'a check of the brakes'],
    };
    expect(sayReadBack({ type: 'book', visit: several }).facts).toContain(
      'an oil change, new tires, a wheel alignment, an AC recharge and a check of the brakes for your',
    );
  });

  it('of a move says the day once when it stays the same', () => {
    expect(sayReadBack({ type: 'move', visit, from: '2026-11-24T14:00:00-05:00' })).toEqual({
      facts: 'That moves your oil change for the 2018 Subaru Outback from 2 PM to 9 AM on Tuesday, November 24th.',
      question: 'Shall I make that change?',
    });
    expect(sayReadBack({ type: 'move', visit, from: new Date('2026-11-27T19:00:00Z') }).facts).toBe(
      `That moves your oil change for the 2018 Subaru Outback from Friday, November 27th at 2 PM to ${WHEN}.`,
    );
  });

  it('of a cancellation says what would go', () => {
    expect(sayReadBack({ type: 'cancel', visit })).toEqual({
      facts: `I have your oil change for the 2018 Subaru Outback on ${WHEN}.`,
      question: 'Shall I cancel it?',
    });
  });
});

describe('what is said about rows', () => {
  it('confirms what is committed', () => {
    expect(sayBooked(visit, 'Dana')).toBe(
      `You're all set, Dana: an oil change for your 2018 Subaru Outback on ${WHEN}.`,
    );
    expect(sayBooked(visit)).toBe(`You're all set: an oil change for your 2018 Subaru Outback on ${WHEN}.`);
    expect(sayMoved(visit)).toBe(`Done. I've moved your oil change for the 2018 Subaru Outback to ${WHEN}.`);
    expect(sayCancelled({ ...visit, vehicle: null })).toBe(`Done. I've cancelled your oil change on ${WHEN}.`);
  });

  it('lists coming visits', () => {
    const later = { ...visit, services: ['brake service'], start: new Date('2026-12-04T19:30:00Z') };
    expect(sayAppointments([])).toBe("I don't see anything booked for you.");
    expect(sayAppointments([visit])).toBe(`You have an oil change for your 2018 Subaru Outback on ${WHEN}.`);
    expect(sayAppointments([visit, later])).toBe(
      `You have two visits coming up: an oil change for your 2018 Subaru Outback on ${WHEN}; and brake service for your 2018 Subaru Outback on Friday, December 4th at 2:30 PM.`,
    );
  });

  it('offers times with each day said once', () => {
    const starts = ['2026-11-24T08:00:00-05:00', '2026-11-24T10:30:00-05:00', '2026-11-25T12:00:00-05:00'];
    expect(sayOffers({ starts, asWished: true, zone, now })).toBe(
      'I have Tuesday, November 24th at 8 AM or 10:30 AM, or Wednesday, November 25th at noon. Which would you like?',
    );
    expect(sayOffers({ starts: starts.slice(0, 1), asWished: true, zone, now })).toBe(
      'I have Tuesday, November 24th at 8 AM. Does that work for you?',
    );
  });

  it('says why a wish cannot be had before it offers others', () => {
    const starts = ['2026-11-27T08:00:00-05:00'];
    const understood = 'Thursday, November 26th';
    expect(sayOffers({ starts, asWished: false, why: 'closed-that-day', understood, zone, now })).toBe(
      "We're closed on Thursday, November 26th. The closest time is Friday, November 27th at 8 AM. Does that work for you?",
    );
    expect(sayOffers({ starts: [...starts, '2026-11-27T09:00:00-05:00'], asWished: false, zone, now })).toBe(
      'That time is not free. The closest times are Friday, November 27th at 8 AM or 9 AM. Which would you like?',
    );
    expect(sayOffers({ starts: [], asWished: false, understood: 'the week of Monday, November 30th', zone, now })).toBe(
      'We have nothing free in the week of Monday, November 30th.',
    );
    expect(sayOffers({ starts: [], asWished: false, why: 'no-capable-bay', zone, now })).toBe(
      "We can't do that kind of work then.",
    );
  });
});

describe('a no', () => {
  const reasons: NoReason[] = [
    'already-cancelled',
    'ambiguous',
    'changed-arguments',
    'closed-that-day',
    'fully-booked',
    'hold-lapsed',
    'in-the-past',
    'invalid-arguments',
    'invalid-vin',
    'needs-another-fact',
    'needs-details',
    'no-capable-bay',
    'not-confirmed',
    'not-found',
    'not-now',
    'not-verified',
    'nothing-booked',
    'overlapping-visit',
    'slot-taken',
    'stale-owner',
    'too-far-ahead',
    'too-short-notice',
    'unavailable',
    'unclear-time',
    'unknown-appointment',
    'unknown-service',
    'unknown-slot',
    'vin-not-decoded',
  ];

  it.each(reasons)('for %s is a short sentence ready to be spoken', (reason) => {
    const said = sayNo(reason);
    expect(said).toMatch(/^[A-Z].*[.?]$/);
    expect(said.split(' ').length).toBeLessThan(30);
    expect(spokenText(said)).toBe(said);
  });

  it('names the time and what is missing', () => {
    expect(sayNo('in-the-past', { when: 'the 3rd' })).toBe('The 3rd is already past.');
    expect(sayNo('slot-taken', { when: WHEN })).toBe(`${WHEN} is not free.`);
    expect(sayNo('fully-booked', { when: 'before Friday, November 27th' })).toBe(
      'We have nothing free before Friday, November 27th.',
    );
    expect(sayNo('fully-booked', { when: 'as soon as possible' })).toBe('We have nothing free then.');
    expect(sayNo('needs-details', { missing: ['your name', 'a phone number'] })).toBe(
      'I still need your name and a phone number.',
    );
    expect(sayNo('unclear-time', { ask: 'Do you mean today, or Monday?' })).toBe('Do you mean today, or Monday?');
  });
});

describe('the phrases', () => {
  it('say in the first sentence that a machine speaks', () => {
    expect(sayGreeting('Bayline Motors')).toMatch(/^Thanks for calling Bayline Motors, .*automated assistant/);
  });

  it('are each different, speakable as they stand, and no answer to themselves', () => {
    const all = fixedPhrases('Bayline Motors');
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain(phrases.goodbye);
    expect(all).toEqual(expect.arrayContaining([...fillers]));
    expect(fixedPhrases()).toHaveLength(all.length - 1);
    for (const phrase of all) {
      expect(spokenText(phrase)).toBe(phrase);
      expect(judgeYes(phrase)).toBe('other');
    }
  });
});

describe('text for a voice', () => {
  it.each([
    ['**Great!** Your _oil change_ is $49.99.', 'Great! Your oil change is forty-nine dollars and ninety-nine cents.'],
    [
      '- Oil change: $49 (30 min)\n- Tires: $89–$120\n\nAnything else?',
      'Oil change: forty-nine dollars, 30 minutes. Tires: eighty-nine dollars to one hundred twenty dollars. Anything else?',
    ],
    ['Call (610) 482-3057.', 'Call six one zero, four eight two, three zero five seven.'],
    ['Call +16104823057', 'Call six one zero, four eight two, three zero five seven'],
    ['Open 7:30 AM - 6:00 PM, Mon–Fri.', 'Open 7:30 AM to 6 PM, Monday to Friday.'],
    ['See https://www.example.com/x?y=1', 'See example dot com'],
    ['See www.example.com today', 'See example dot com today'],
    ['Mail a.b@c-d.com', 'Mail a dot b at c dash d dot com'],
    ['On 2026-11-24 at 14:30', 'On Tuesday, November 24th at 2:30 PM'],
    ['on 11/24/2026', 'on Tuesday, November 24th'],
    ['60k miles & 5 qt of oil w/ filter', '60 thousand miles and 5 quarts of oil with filter'],
    [
      'VIN 1HGCM82633A004352',
      'VIN one Hotel Golf Charlie, Mike eight two six, three three Alpha zero, zero four three five, two',
    ],
    ['# Title\nText', 'Title. Text'],
    ['Nov 24 at 9am', 'November 24th at 9 AM'],
    ['Tue, Nov 24', 'Tuesday, November 24th'],
    ['15% off 🎉', '15 percent off'],
    ['1. First\n2. Second', 'First. Second'],
    ['```\ncode\n```', 'code.'],
    ['[our page](https://example.com)', 'our page'],
    ['e.g. brakes, etc.', 'for example, brakes, and so on.'],
    ['brakes and/or tires', 'brakes or tires'],
    ['“Quoted” — dash…', 'Quoted, dash.'],
    ["It's 8:05 a.m. now", "It's 8:05 AM now"],
    ['We open at 8 a.m. Come by.', 'We open at 8 AM. Come by.'],
    ['1 hr, 2 hrs', '1 hour, 2 hours'],
    ['open 24/7 at #3', 'open twenty-four seven at number 3'],
    ['72°F', '72 degrees'],
    ['Your plate is KLM-4821.', 'Your plate is K, L, M, four eight two one.'],
    ['the plate 7XYZ123', 'the plate seven, X, Y, Z, one two three'],
    ['the license plate holder', 'the license plate holder'],
    ['VIN ending 33A00435', 'VIN ending three three Alpha zero, zero four three five'],
    ['the last 8 are 33A00435', 'the last 8 are three three Alpha zero, zero four three five'],
    ['ending tomorrow', 'ending tomorrow'],
    ['5W-30 or 0W20', 'five W thirty or zero W twenty'],
    ['Call 482-3057', 'Call four eight two, three zero five seven'],
    ['Call 911 first.', 'Call nine one one first.'],
    ['by Fri. 12/4 at 14:00', 'by Friday December 4th at 2 PM'],
    ['on 12/4', 'on December 4th'],
    ['2 1/2 hours, or 1/2 hour', '2 and a half hours, or half an hour'],
    ['$89/hr, $5/tire', 'eighty-nine dollars per hour, five dollars per tire'],
    ['Is it No. 4?', 'Is it number 4?'],
    ['A/C recharge', 'AC recharge'],
    ['12 Main St., near St. Mary', '12 Main Street, near Saint Mary'],
    ['Oak Dr, ask for Dr. Moss', 'Oak Drive, ask for Doctor Moss'],
    ['5 Elm Ave. off Hwy 9, Ext. 12', '5 Elm Avenue off Highway 9, extension 12'],
    ['4WD or AWD, ASAP', 'four-wheel drive or all-wheel drive, as soon as possible'],
    ['30 mpg at 32 psi', '30 miles per gallon at 32 P S I'],
    ['100k mi', '100 thousand miles'],
    ['a_b@x.com', 'a underscore b at x dot com'],
    ['F-150, RAV4, CX-5 and RX 350', 'F-150, RAV4, CX-5 and RX 350'],
    [
      'It is $0.99 or $1,249.50.',
      'It is ninety-nine cents or one thousand two hundred forty-nine dollars and fifty cents.',
    ],
    ['', ''],
  ])('%j is "%s"', (text, spoken) => {
    expect(spokenText(text)).toBe(spoken);
  });

  it('leaves alone what is rendered from rows', () => {
    const { facts, question } = sayReadBack({ type: 'book', visit, name: 'Dana Whitfield', phone: '+16104823057' });
    for (const said of [facts, question, sayBooked(visit), sayMoved(visit), sayAppointments([visit, visit])]) {
      expect(spokenText(said)).toBe(said);
    }
  });

  it('has nothing in it that a voice cannot say, whatever went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        expect(spokenText(text)).not.toMatch(/[*_#`<>|{}[\]~^\\\n]/);
      }),
      { numRuns: 500 },
    );
  });
});
