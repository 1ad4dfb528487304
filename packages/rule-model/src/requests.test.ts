import { type Goal, goalsOf } from './requests.ts';

const goals = (text: string): Goal[] => goalsOf(text).map(({ goal }) => goal);

describe('what a caller wants', () => {
  it.each([
    ["I'd like to make an appointment for an oil change"],
    ['Could you help me with setting up a visit?'],
    ['I wanted to bring my Corolla in to you guys'],
    ['Do you have any openings on Friday?'],
    ['Can you squeeze me in tomorrow?'],
    ['My truck needs to be looked at'],
    ['I need to get my brakes checked'],
    ['schedule me for Tuesday'],
  ])('is a booking: %s', (text) => {
    expect(goals(text)).toEqual(['book']);
  });

  it.each([
    ['I need to cancel my appointment on Friday'],
    ["I don't need the appointment tomorrow"],
    ['Please call it off'],
    ['Hi, this is Victor Hale. I need to cancel my appointment.'],
    ['Good morning. I want to cancel an appointment.'],
  ])('is a cancellation: %s', (text) => {
    expect(goals(text)).toEqual(['cancel']);
  });

  it.each([
    ['can you move my appointment to Thursday'],
    ['Hello, it is Leonard. I have to move my appointment for tomorrow to Friday next week.'],
    ['I have an appointment on Tuesday and need to reschedule'],
    ["I can't make it on Friday, can we move it to Monday?"],
    ['I need to reschedule and book it for Thursday instead'],
    ["I'd like to move my ten o'clock to two"],
    ['cancel it and reschedule for next week'],
  ])('is another time: %s', (text) => {
    expect(goals(text)).toEqual(['move']);
  });

  it.each([
    ['when is my appointment'],
    ['Leonard Brooks here. Can you tell me when my appointment is?'],
    ['Could you look up what time our next visit is?'],
    ['what do I have scheduled?'],
    ["I'd like to confirm my appointment for tomorrow"],
    ['Do I have anything booked?'],
  ])('is to hear what is booked: %s', (text) => {
    expect(goals(text)).toEqual(['hear']);
  });

  it.each([
    ["I can't make it tomorrow"],
    ["I'd like to cancel or reschedule"],
    ['I have an appointment on Friday'],
    ["I'm calling about my appointment"],
  ])('is not sure yet: %s', (text) => {
    expect(goals(text)).toEqual(['unsure']);
  });

  it.each([["Don't cancel it"], ['My van drifts to the right'], ['Hello?'], ['']])('is nothing: %j', (text) => {
    expect(goals(text)).toEqual([]);
  });

  it('can be two things in one breath, in the order of the words', () => {
    expect(goals('cancel my Friday appointment and book an oil change for Monday')).toEqual(['cancel', 'book']);
    expect(goals('book an oil change for Monday and cancel my Friday appointment')).toEqual(['book', 'cancel']);
  });
});
