import { readPhone } from '@bayline/spoken';
import { type CustomerSaid, customerOnFile, newCustomer } from './booking-customer.ts';
import { bookingVehicle, readWholeVin } from './booking-vehicle.ts';
import type { Customer, Vehicle } from './customer.ts';
import { agreesByName, kindsOf, saidNothing } from './facts.ts';
import { readGivenName, readWholeName } from './given-name.ts';

const outback: Vehicle = {
  id: 'o',
  year: 2018,
  make: 'Subaru',
  model: 'Outback',
  description: null,
  vin: '4S4BSANC5J3001234',
};
const civic: Vehicle = { id: 'c', year: 2016, make: 'Honda', model: 'Civic', description: null, vin: null };
const nora: Customer = {
  ...{ id: 'nora', firstName: 'Nora', lastName: 'Bennett', phone: '+12155551001', email: null, vehicles: [outback] },
};
const said: CustomerSaid = {
  ...{ name: { first: 'Nora', last: 'Bennett' }, phone: null, callNumber: '+12155551001', email: 'Nora@Example.com' },
};

describe('a given name', () => {
  it('is read in two parts, in one, or in letters', () => {
    expect(readGivenName('dana', 'whitfield')).toEqual({ first: 'Dana', last: 'Whitfield' });
    expect(readGivenName('Dana Whitfield', null)).toMatchObject({ first: 'Dana', last: 'Whitfield' });
    expect(readGivenName(null, 'Whitfield')).toEqual({ first: null, last: 'Whitfield' });
    expect(readWholeName('')).toEqual({ first: null, last: null });
    expect(readWholeName(null)).toEqual({ first: null, last: null });
  });

  it("keeps capitals and marks that are the name's own", () => {
    expect(readGivenName('DeShawn', "o'neill-smith")).toEqual({ first: 'DeShawn', last: "O'Neill-Smith" });
  });

  it('agrees with a record in the parts that were said', () => {
    expect(agreesByName({ first: 'Nora', last: null }, nora)).toBe(true);
    expect(agreesByName({ first: null, last: 'Bennett' }, nora)).toBe(true);
    expect(agreesByName({ first: 'Nora', last: 'Porter' }, nora)).toBe(false);
    expect(agreesByName({ first: 'Nora', last: 'Bennett' }, { ...nora, lastName: null })).toBe(false);
    expect(kindsOf({ ...saidNothing, first: 'Nora' })).toEqual([]);
  });
});

describe('the customer of a booking', () => {
  it('is new with name and number: the one said, else the one of the call', () => {
    expect(newCustomer('id', said)).toMatchObject({ isNew: true, phone: '+12155551001', email: 'nora@example.com' });
    const other = newCustomer('id', { ...said, phone: readPhone('two one five five five five two zero zero two') });
    expect(other).toMatchObject({ phone: '+12155552002' });
  });

  it('lacks a name, or a number that is whole', () => {
    expect(newCustomer('id', { ...said, name: { first: null, last: null }, callNumber: null })).toEqual([
      'name',
      'phone',
    ]);
    expect(newCustomer('id', { ...said, phone: readPhone('two one five') })).toEqual(['phone']);
  });

  it('adds an e-mail to a record only at level 2, and never replaces one', () => {
    expect(customerOnFile(nora, 1, said).email).toBeNull();
    expect(customerOnFile(nora, 2, said).email).toBe('nora@example.com');
    expect(customerOnFile({ ...nora, email: 'old@example.com' }, 2, said).email).toBeNull();
    expect(customerOnFile(nora, 2, { ...said, email: 'not an address' }).email).toBeNull();
  });
});

describe('the vehicle of a booking', () => {
  const nothing = { words: null, vin: null };

  it('goes without saying for who may hear the file and has one', () => {
    expect(bookingVehicle('n', [outback], true, nothing)).toMatchObject({
      said: '2018 Subaru Outback',
      vehicle: { id: 'o' },
    });
    expect(bookingVehicle('n', [outback], false, nothing)).toBeNull();
    expect(bookingVehicle('n', [outback, civic], true, nothing)).toBeNull();
    expect(bookingVehicle('n', [], true, nothing)).toBeNull();
  });

  it('is one of the file when the words fit it, and is named as it was said to who may not hear the file', () => {
    const words = '2018 Subaru Outback';
    expect(bookingVehicle('n', [outback, civic], false, { words, vin: null })).toMatchObject({
      said: words,
      vehicle: { id: 'o' },
    });
  });

  it('is found by its VIN, and gets one when the file has none', () => {
    expect(bookingVehicle('n', [outback, civic], true, { words: null, vin: '4S4BSANC5J3001234' })?.vehicle.id).toBe(
      'o',
    );
    const vin = '2HGFC2F59GH000001';
    expect(bookingVehicle('n', [civic], true, { words: null, vin })?.vehicle).toMatchObject({ id: 'c', vin });
    expect(bookingVehicle('n', [outback], true, { words: null, vin })?.vehicle).toMatchObject({ id: 'o', vin: null });
  });

  it('is new otherwise, also when its words cannot be read', () => {
    expect(bookingVehicle('n', [outback], true, { words: '2001 Ford Focus', vin: null })?.vehicle).toMatchObject({
      ...{ id: 'n', isNew: true, year: 2001, make: 'Ford', model: 'Focus', description: null },
    });
    expect(bookingVehicle('n', [], false, { words: 'the old blue thing', vin: null })).toMatchObject({
      ...{ said: 'the old blue thing', vehicle: { make: null, description: 'the old blue thing' } },
    });
  });

  it('takes whole VINs only', () => {
    expect(readWholeVin('1HGCM82633A004352')).toBe('1HGCM82633A004352');
    expect(readWholeVin('1HGCM826')).toBeNull();
    expect(readWholeVin(null)).toBeNull();
  });
});
