/** Things that callers of the stories say and that were once taken for something else. */
import { Call } from './call.ts';
import { dana, mira } from './people.ts';

it('takes the time that follows a phone number for a time, and its digits for digits', () => {
  const call = new Call();
  call.say(
    "I'm Rita Holloway, I've got a 2017 Chevy Equinox, my number is two one five, five five five, nine five two six, and I need brakes on Friday, January eighth around two.",
  );
  expect(call.calls('get_available_slots')[0]?.when).toMatch(/january eighth around two/);
});

it('keeps the car when a phone number is corrected', () => {
  const call = new Call();
  call.say('I need an oil change for my 2012 Ford Escape on January sixth at nine.', 'Paul Ferris.');
  call.say('Wait, my number is two one five, five five five, oh one nine six.');
  const cars = call.calls('book_appointment').map(({ vehicle }) => vehicle);
  expect(cars.every((car) => car === '2012 Ford Escape')).toBe(true);
});

it('knows the model on file that is a word like any other', () => {
  const call = new Call({ known: [mira] });
  call.say("It's Mira Sandhu. The headlights are dim, can you look at them on January thirteenth at ten?");
  expect(call.last()).toMatch(/is this for/i);
  expect(call.say('Yes, for the Accord.')).not.toMatch(/is this for/i);
});

it('understands a week of a month, and "leave it" for a no', () => {
  const call = new Call({ known: [dana] });
  call.say("It's Dana Whitfield. An oil change for the Outback in the first week of January, please.");
  expect(call.calls('get_available_slots')[0]?.when).toMatch(/first week of january/);
  expect(call.say('Leave it.')).toMatch(/left everything|haven't changed/);
});

it('takes no name for a car', () => {
  const call = new Call();
  call.say('I need an oil change for my 2003 Honda Accord on January sixth at nine.', 'Liam Forde.', 'F O R D E.');
  expect(call.last()).not.toMatch(/what year/i);
});
