import fc from 'fast-check';
import { namesAlike } from './alikeness.ts';
import { joinName, readName } from './reading.ts';
import { joinSpelling, readSpelling, saySpelled } from './spelling.ts';

const named = (text: string): [string | null, string | null] | null => {
  const reading = readName(text);
  return reading === null ? null : [reading.first, reading.last];
};

describe('a name in one text', () => {
  it.each([
    ['My name is Dana Whitfield.', 'Dana', 'Whitfield'],
    ['my name is dana whitfield and i have a leak', 'Dana', 'Whitfield'],
    ["It's Bob, B O B", 'Bob', null],
    ['last name Nguyen N-G-U-Y-E-N', null, 'Nguyen'],
    ['first name is Priya, last name is Raman', 'Priya', 'Raman'],
    ['Yes, this is Marisol Ortega.', 'Marisol', 'Ortega'],
    ["I'm Keith.", 'Keith', null],
    ["Hi, I'm Delroy Banks, calling about my truck", 'Delroy', 'Banks'],
    ['Whitfield', 'Whitfield', null],
    ['Elena Petrova.', 'Elena', 'Petrova'],
    ["Sure, it's Theo.", 'Theo', null],
    ['Yeah, Omar Haddad, 610-482-3057.', 'Omar', 'Haddad'],
    ["Colin Fry's number is 610-482-3057.", 'Colin', 'Fry'],
    ['put it under Ingrid Solberg please', 'Ingrid', 'Solberg'],
    ['The appointment is under the name of Hugo Lindqvist.', 'Hugo', 'Lindqvist'],
    ['My name is Ana de la Cruz', 'Ana', 'de la Cruz'],
    ['my name is pieter van dyck', 'Pieter', 'van Dyck'],
    ['Mary Ann Tolliver', 'Mary Ann', 'Tolliver'],
    ['Martin Q. Hobbs', 'Martin', 'Hobbs'],
    ['My name is Grace Ellen Porter.', 'Grace', 'Porter'],
    ["Sean O'Malley.", 'Sean', "O'Malley"],
    ['My name is Rosa McAllister', 'Rosa', 'McAllister'],
    ['my name is rosa mcallister', 'Rosa', 'McAllister'],
    ['My name is Carl White.', 'Carl', 'White'],
    ['my last name is Black', null, 'Black'],
    ['DOE', 'Doe', null],
    ['Lena l e n a Fischer f i s c h e r', 'Lena', 'Fischer'],
    ['Wanda Kowalski, k o w a l s k i', 'Wanda', 'Kowalski'],
    ['my name is jon, j o n, vance', 'Jon', 'Vance'],
    ['r e n e e d u b o i s', 'Renee', 'Dubois'],
    ['S as in Sam, H A Y N E', 'Shayne', null],
    ['My name is June.', 'June', null],
    ['Álvaro Núñez', 'Álvaro', 'Núñez'],
    ['You can call me Chuck. Chuck Norwood.', 'Chuck', 'Norwood'],
    ['Steven with a v Harper', 'Steven', 'Harper'],
    ['Sarah, with an h, Lindt', 'Sarah', 'Lindt'],
    ['Ellen Brandt. B R A N D T, with a D T.', 'Ellen', 'Brandt'],
    ['Trent. Last name is M as in Mary, B as in boy, E, K, I.', 'Trent', 'Mbeki'],
    ['last name is Van Buren, first name Abigail', 'Abigail', 'Van Buren'],
    ["It's Kim. K-I-M. Kim Nguyen.", 'Kim', 'Nguyen'],
    ['Bill Hart', 'Bill', 'Hart'],
    ['Miles Davis.', 'Miles', 'Davis'],
    ['The name is Whitfield, Dana Whitfield.', 'Dana', 'Whitfield'],
    ["It's Pete, o a m a a.", 'Pete', 'Oamaa'],
  ])('%s', (text, first, last) => {
    expect(named(text)).toEqual([first, last]);
  });

  it.each([
    'yes',
    'Yes.',
    'hi',
    'No, thank you.',
    "I'm calling about my car",
    "I'm good, thanks.",
    "It's leaking oil.",
    'Brakes.',
    'brakes',
    'Subaru Outback',
    'next Thursday',
    'Thursday morning',
    'At 3 p.m. please',
    'I need an oil change for my 2018 Civic',
    'Can I speak to a person?',
    'what time do you open',
    '333 Maple Lane',
    'That is correct.',
    'my name.',
    'I I want to book.',
    'I see, okay.',
    'Thank you, I will.',
    'Will I need to wait?',
    'one two three',
    '',
  ])('is not in "%s"', (text) => {
    expect(readName(text)).toBeNull();
  });

  it('is surer the more was given', () => {
    const confidence = (text: string): number => readName(text)?.confidence ?? 0;
    expect(confidence('Zblorg')).toBeLessThan(confidence('Dana'));
    expect(confidence('Dana')).toBeLessThan(confidence('My name is Dana'));
    expect(confidence('My name is Dana')).toBeLessThan(confidence('Dana, D A N A'));
  });
});

describe('a name over several turns', () => {
  it.each([
    [['Dana.', 'Whitfield.'], 'Dana', 'Whitfield'],
    [['My name is Dana Witfield.', 'w h i t f i e l d'], 'Dana', 'Whitfield'],
    [['Karl.', 'k a r l', 'Oh, last name is Jung, j u n g'], 'Karl', 'Jung'],
    [["It's Carl.", 'Jung', 'K A R L J U N G'], 'Karl', 'Jung'],
    [['Lou Reade', 'l o u r e e d'], 'Lou', 'Reed'],
    [['My name is Jamie Porter', 'No, p o r t e r. Jaime, j a i m e.'], 'Jaime', 'Porter'],
    [['Tess', 'b o o t h booth'], 'Tess', 'Booth'],
    [['Sam Ortiz.', 'yes', 'that is correct', 'Sam Ortis'], 'Sam', 'Ortis'],
    [['Sam Ortiz.', 'o r t i z', 'Sam Ortis'], 'Sam', 'Ortiz'],
    [["My name is Fiona O'Rourke", 'o r o u r k e'], 'Fiona', "O'Rourke"],
    [['Gregory Pike', 'g r e g r y'], 'Gregory', 'Pike'],
    [['Ella Hart', 'h a r t e'], 'Ella', 'Harte'],
    [['Ella Hart', 'last name h e a r t'], 'Ella', 'Heart'],
    [['Ella Hart', 'first name a l l a'], 'Alla', 'Hart'],
    [['Jo Ann Beck', 'That is Jo Ann.'], 'Jo Ann', 'Beck'],
    [['j i l l space h a n d'], 'Jill', 'Hand'],
    [['Mary-Ann Lopez', 'm a r y dash a n n'], 'Mary Ann', 'Lopez'],
    [['Kristofer Blom', 'k r i s t o f e r b l o m'], 'Kristofer', 'Blom'],
    [['Regional Ruiz', 'r e g i n l d'], 'Reginald', 'Ruiz'],
    [['Gregory Pike', 'g r g r y p i k e'], 'Gregory', 'Pike'],
  ])('%j', (texts, first, last) => {
    expect(joinName(texts)).toMatchObject({ first, last });
  });

  it('is nothing when nothing was said', () => {
    expect(joinName([])).toBeNull();
    expect(joinName(['yes', 'no'])).toBeNull();
  });
});

describe('spelling', () => {
  it.each([
    ['S as in Sam, M I T H', 'Smith'],
    ['s, a, r, a', 'Sara'],
    ['N-G-U-Y-E-N', 'Nguyen'],
    ['S.M.I.T.H.', 'Smith'],
    ['b like boy, o, b', 'Bob'],
    ['d as in boy o b', 'Bob'],
    ['sierra mike india tango hotel', 'Smith'],
    ['capital D as in dog, o e', 'Doe'],
    ['double u h i double t', 'Whitt'],
    ['m c d o n a l d', 'McDonald'],
    ['s m i t h dash j o n e s', 'Smith-Jones'],
    ['o apostrophe b r i e n', "O'Brien"],
    ['j o n e s j o n e s', 'Jones'],
    ['s c o, sorry, s c o t t', 'Scott'],
    ['see o l e', 'Cole'],
    ['t e x ray', 'Tex'],
    ['b, uh, o, w', 'Bow'],
  ])('%s', (text, name) => {
    expect(readSpelling(text)).toBe(name);
  });

  it.each(['Smith', 'at 3 p.m.', 'I see', 'a car', 'I I am', 'Mike', 'see you', ''])('is not in "%s"', (text) => {
    expect(readSpelling(text)).toBeNull();
  });

  it('comes together from pieces', () => {
    expect(joinSpelling(['M c', 'd o n', 'a l d'])).toBe('McDonald');
    expect(joinSpelling(['yes'])).toBeNull();
  });

  it('is said letter by letter', () => {
    expect(saySpelled('Shayne')).toBe('S, H, A, Y, N, E');
    expect(saySpelled("Ann O'Neil-Fry")).toBe('A, N, N; O, apostrophe, N, E, I, L, hyphen, F, R, Y');
    expect(saySpelled('')).toBe('');
  });

  it('is read back as it is said', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][a-z]{2,11}$/), (name) => {
        fc.pre(!/^(.{3,})\1+$/i.test(name) && !name.startsWith('Mc') && /[^ai]/i.test(name));
        expect(readSpelling(saySpelled(name))).toBe(name);
      }),
      { numRuns: 500 },
    );
  });
});

describe('names that are alike', () => {
  it.each([
    ['Bob', 'Robert'],
    ['Liz', 'Elizabeth'],
    ['Shayne', 'Shane'],
    ['Sarah', 'Sara'],
    ['Jon Reade', 'John Reid'],
    ['Peggy Lowe', 'Margaret Low'],
    ['Whitfield', 'Dana Whitfield'],
    ['Dana', 'Dana Whitfield'],
    ['José Núñez', 'Jose Nunez'],
    ['Geoff Meyer', 'Jeff Maier'],
    ['Philip', 'Filip'],
    ['Kathy Reid', 'Cathy Reed'],
    ["O'Brien", 'Obrien'],
    ['Smith-Jones', 'Smith Jones'],
  ])('%s and %s', (a, b) => {
    expect(namesAlike(a, b)).toBeGreaterThanOrEqual(0.85);
    expect(namesAlike(b, a)).toBeCloseTo(namesAlike(a, b));
  });

  it.each([
    ['Dana Whitfield', 'Dana Brooks'],
    ['Jim', 'Tim'],
    ['Mark', 'Mike'],
    ['Smith', 'Jones'],
    ['Bob Jones', 'Robert Smith'],
    ['', 'Bob'],
  ])('%s and %s are not', (a, b) => {
    expect(namesAlike(a, b)).toBeLessThan(0.7);
  });

  it('are between 0 and 1, and any text may be compared', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ maxLength: 30 }), (a, b) => {
        const likeness = namesAlike(a, b);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text', () => {
  it('is read without complaint', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        readSpelling(text);
        const reading = readName(text);
        expect(reading === null || reading.first !== null || reading.last !== null).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
