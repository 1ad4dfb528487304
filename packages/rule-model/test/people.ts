/** The people of the played calls. */
import type { Customer } from './shop.ts';

export const dana: Customer = {
  first: 'Dana',
  last: 'Whitfield',
  phone: '2155550123',
  vehicles: ['2018 Subaru Outback'],
  visits: [{ start: '2026-12-01T09:00:00-05:00', service: 'oil change', vehicle: '2018 Subaru Outback' }],
};

/** Has two vehicles and a visit with each. */
export const luis: Customer = {
  first: 'Luis',
  last: 'Ortega',
  phone: '2155550144',
  vehicles: ['2018 Subaru Outback', '2011 Honda Civic'],
  visits: [
    { start: '2026-12-01T09:00:00-05:00', service: 'oil change', vehicle: '2018 Subaru Outback' },
    { start: '2026-12-03T14:00:00-05:00', service: 'brake service', vehicle: '2011 Honda Civic' },
  ],
};

/** Two customers of one name. */
export const oneMaria: Customer = {
  first: 'Maria',
  last: 'Gomez',
  phone: '2155550161',
  vehicles: ['2015 Toyota Camry'],
  visits: [{ start: '2026-11-25T10:00:00-05:00', service: 'oil change', vehicle: '2015 Toyota Camry' }],
};
export const otherMaria: Customer = {
  first: 'Maria',
  last: 'Gomez',
  phone: '2155550162',
  vehicles: ['2020 Ford Escape'],
  visits: [{ start: '2026-11-27T11:00:00-05:00', service: 'brake service', vehicle: '2020 Ford Escape' }],
};

/** Has a car whose model is a word like any other. */
export const mira: Customer = {
  first: 'Mira',
  last: 'Sandhu',
  phone: '2155550163',
  vehicles: ['2017 Toyota RAV4', '2011 Honda Accord'],
};
