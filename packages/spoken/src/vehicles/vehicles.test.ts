import fc from 'fast-check';
import { vehiclesAlike } from './alikeness.ts';
import { MAKES, MODELS } from './models.ts';
import { readVehicle } from './reading.ts';
import { MODEL_KEYS } from './spoken-forms.ts';
import { sayVehicle } from './vehicle.ts';

const read = (text: string): [number | null, string | null, string | null] | null => {
  const vehicle = readVehicle(text);
  return vehicle === null ? null : [vehicle.year, vehicle.make, vehicle.model];
};

describe('a vehicle', () => {
  it.each([
    ['twenty eighteen Subaru Outback', 2018, 'Subaru', 'Outback'],
    ["'05 Camry", 2005, 'Toyota', 'Camry'],
    ['oh five camry', 2005, 'Toyota', 'Camry'],
    ['my Civic', null, 'Honda', 'Civic'],
    ['two thousand and twelve nissan murano', 2012, 'Nissan', 'Murano'],
    ['two thousand six ford explorer', 2006, 'Ford', 'Explorer'],
    ['nineteen ninety nine Ford Ranger', 1999, 'Ford', 'Ranger'],
    ['f one fifty', null, 'Ford', 'F-150'],
    ["It's a 2019 Ford F 250.", 2019, 'Ford', 'F-250'],
    ['a 2012 rav four', 2012, 'Toyota', 'RAV4'],
    ["It's a C class, an 08.", 2008, 'Mercedes-Benz', 'C-Class'],
    ['three series, an oh nine', 2009, 'BMW', '3 Series'],
    ['The Honda Pilot, 13.', 2013, 'Honda', 'Pilot'],
    ['2011 nice and rogue', 2011, 'Nissan', 'Rogue'],
    ['2,015 Lexus arc 350', 2015, 'Lexus', 'RX 350'],
    ['2008 Mercedes Ben sea class', 2008, 'Mercedes-Benz', 'C-Class'],
    ['my Honda Pilot, 10 in the morning', null, 'Honda', 'Pilot'],
    ['my air conditioner is out, it is a Chrysler 300', null, 'Chrysler', '300'],
    ['honda c r v 2016', 2016, 'Honda', 'CR-V'],
    ['my chevy', null, 'Chevrolet', null],
    ['ninety eight chevy s ten', 1998, 'Chevrolet', 'S-10'],
    ['my beamer', null, 'BMW', null],
    ['2014 mazda cx five', 2014, 'Mazda', 'CX-5'],
    ['mazda three', null, 'Mazda', '3'],
    ['2014 Nissan Altima, sorry, 2013', 2013, 'Nissan', 'Altima'],
    ['bmw 328i', null, 'BMW', '3 Series'],
    ['three series', null, 'BMW', '3 Series'],
    ['toyota four runner', null, 'Toyota', '4Runner'],
    ['2019 forerunner', 2019, 'Toyota', '4Runner'],
    ['2018 lexus is 250', 2018, 'Lexus', 'IS 250'],
    ['a G X four sixty', null, 'Lexus', 'GX 460'],
    ['Tesla model three', null, 'Tesla', 'Model 3'],
    ['mercedes c 300', null, 'Mercedes-Benz', 'C-Class'],
    ['I have a Mercedes Mercedes Benz E Class, 2012', 2012, 'Mercedes-Benz', 'E-Class'],
    ['v w golf', null, 'Volkswagen', 'Golf'],
    ['mini cooper', null, 'Mini', 'Cooper'],
    ['range rover', null, 'Land Rover', 'Range Rover'],
    ['2020 ram fifteen hundred', 2020, 'Ram', '1500'],
    ['dodge ram 1500', null, 'Dodge', 'Ram'],
    ['town and country', null, 'Chrysler', 'Town and Country'],
    ['2016 jeep grand cherokee', 2016, 'Jeep', 'Grand Cherokee'],
    ['my Dodge 2012 Durango needs tires', 2012, 'Dodge', 'Durango'],
    ['a Mazda Tribute, 2004 model', 2004, 'Mazda', 'Tribute'],
    ["It's from 2017. The model is a Tacoma.", 2017, 'Toyota', 'Tacoma'],
    ["It's from 2016, I think.", 2016, null, null],
    ['2016', 2016, null, null],
    ['Outlander', null, 'Mitsubishi', 'Outlander'],
    ["my wife's pilot", null, 'Honda', 'Pilot'],
    ['2003 honda a cord', 2003, 'Honda', 'Accord'],
    ['2017 hunday alantra', 2017, 'Hyundai', 'Elantra'],
    ['2013 Soobaru Forrester', 2013, 'Subaru', 'Forester'],
    ['2012 Toyoda Camaree', 2012, 'Toyota', 'Camry'],
    ['2016 Nissen Patfinder', 2016, 'Nissan', 'Pathfinder'],
    ['Honda Civic, no, Honda Accord', null, 'Honda', 'Accord'],
    ['my 20, excuse me, my 2012 Kia Sorento', 2012, 'Kia', 'Sorento'],
    ['a civic and a 2018 outback', 2018, 'Subaru', 'Outback'],
    ['my Subaru needs new tires', null, 'Subaru', null],
    ['2016 Cadillac', 2016, 'Cadillac', null],
    ['two hondas', null, 'Honda', null],
  ])('is heard in "%s"', (text, year, make, model) => {
    expect(read(text)).toEqual([year, make, model]);
  });

  it.each([
    'yes',
    'I need to escape',
    'spark plugs',
    'it is 250 dollars',
    '$2000',
    'thirty minutes',
    'next Thursday at 8:30',
    '454 Lincoln',
    'the edge of the door is scratched',
    'bugle b u g l e',
    'I have a note for the mechanic',
    'my number is 610 482 3057 and I would like to come in on Thursday',
    '',
  ])('is not in "%s"', (text) => {
    expect(read(text)).toBeNull();
  });

  it('is said as it stands in the papers', () => {
    expect(sayVehicle({ year: 2018, make: 'Subaru', model: 'Outback' })).toBe('2018 Subaru Outback');
    expect(sayVehicle({ year: null, make: 'Kia', model: null })).toBe('Kia');
    expect(sayVehicle({ year: null, make: null, model: null })).toBe('vehicle');
  });

  it('is read back as it is said, whatever its make and model', () => {
    const known = MAKES.flatMap((make) => (MODELS.get(make) ?? []).map((model) => ({ make, model })));
    const vehicles = fc.tuple(fc.integer({ min: 1990, max: 2030 }), fc.constantFrom(...known));
    fc.assert(
      fc.property(vehicles, ([year, { make, model }]) => {
        expect(readVehicle(sayVehicle({ year, make, model }))).toEqual({ year, make, model });
      }),
      { numRuns: 500 },
    );
  });

  it('has a form for every model, and no form for a model that does not exist', () => {
    expect(MAKES.length).toBeGreaterThanOrEqual(45);
    expect([...MODELS.values()].flat().length).toBeGreaterThanOrEqual(400);
    for (const models of MODEL_KEYS.values()) {
      for (const { make, model } of models) expect(MODELS.get(make)).toContain(model);
    }
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const vehicle = readVehicle(text);
        expect(vehicle === null || typeof sayVehicle(vehicle) === 'string').toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

it.each(["It's 4 9 6 0 1 5 6 4 8 7 1.", 'six one oh four eight two three oh one five'])('is not in "%s"', (text) => {
  expect(readVehicle(text)).toBeNull();
});

describe('two vehicles', () => {
  const outback = { year: 2018, make: 'Subaru', model: 'Outback' };

  it.each([
    [outback, 1],
    [{ year: null, make: 'Subaru', model: 'Outback' }, 1],
    [{ year: 2018, make: null, model: null }, 1],
    [{ year: null, make: null, model: 'Outback' }, 1],
    [{ year: 2017, make: 'Subaru', model: 'Outback' }, 0.96],
    [{ year: 2012, make: 'Subaru', model: 'Outback' }, 0.84],
    [{ year: null, make: null, model: null }, 0],
  ])('are alike: %j', (other, likeness) => {
    expect(vehiclesAlike(outback, other)).toBeCloseTo(likeness);
  });

  it('are not alike when make or model differ', () => {
    expect(vehiclesAlike(outback, { year: 2018, make: 'Subaru', model: 'Forester' })).toBeLessThan(0.75);
    expect(vehiclesAlike(outback, { year: 2018, make: 'Honda', model: 'Outback' })).toBeLessThan(0.3);
    const lexus = { year: null, make: 'Lexus', model: 'RX 350' };
    expect(vehiclesAlike(lexus, { ...lexus, model: 'RX' })).toBeGreaterThan(0.8);
    expect(vehiclesAlike(lexus, { ...lexus, model: 'RX 400h' })).toBeLessThan(0.7);
  });
});
