/** Words that are not names, however they stand in an answer: everyday words, and those of this trade. */
import { MONTHS, WEEKDAYS } from '../time/saying.ts';
import { listed, wordSet } from '../words.ts';

const EVERYDAY = listed(`
  a, able, about, absolutely, accurate, actually, add, address, after, afternoon, again, ago, ah, all, almost, already, alright, also, always, am, an,
  and, another, any, anybody, anyone, anything, anytime, anyway, appointment, are, area, around, as, ask, asap, at, available, away, awesome,
  back, bad, basically, be, because, been, before, being, best, better, between, big, bit, black, blue, both, bring, bringing, bunch, busy,
  but, buy, by, bye, call, called, caller, calling, came, can, cancel, cant, car, cars, care, cell, change, check, checked, city, clock, close,
  code, color, come, coming, concerned, confirm, cool, correct, cost, could, couple, course, currently, customer, daily, day, days, definitely, did,
  didnt, different, digits, do, does, doesnt, doing, done, dont, double, down, drive, drop, dropping, due, during, each, early, either, else, email,
  evening, ever, every, everything, exactly, excellent, except, excuse, fantastic, far, fast, few, fifteen, fill, fine, first, fix, fixed, flexible, for,
  forget, fourteen, from, front, full, funny, gave, get, getting, girl, give, glad, go, goes, going, gone, gonna, good, goodbye, got, great, green,
  guess, guy, guys, had, happen, happened, happening, hang, happy, has, have, havent, having, he, hear, heard, hello, help, her, here, hers, hey, hi,
  him, his, hold, home, hope, hoping, hour, hours, house, how, however, huh, husband, i, id, idea, if, ill, im, important, in, indeed, information, inside,
  instead, interested, into, is, isnt, issue, issues, it, itll, its, ive, job, just, keep, keeps, kind, kinda, knew, know, lady, last, late, later, lately,
  least, leave, left, less, let, lets, like, line, listen, little, live, long, look, looked, looking, lot, lots, love, made, make, makes, making, man, many, matter,
  may, maybe, me, mean, meant, meet, middle, might, mind, mine, minute, minutes, miss, mister, mobile, moment, money, month, months, more, morning, most,
  mostly, mr, mrs, ms, much, must, my, myself, name, named, names, near, need, needed, needing, needs, neither, never, new, next, nice, night, no, nobody,
  none, noon, nope, nor, normal, not, note, nothing, now, number, of, off, often, oh, ok, okay, old, on, once, one, ones, only, open, or, order, other,
  others, our, ours, out, outside, over, own, owner, part, pay, people, perfect, perhaps, person, phone, pick, picked, place, please, pm, possible,
  preference, prefer, pretty, price, probably, problem, problems, put, question, quick, quickly, quite, quote, rather, ready, real, really, reason,
  receptionist, red, regular, reschedule, reserve, right, said, same, saw, say, saying, says, schedule, scheduled, scheduling, second, see, seem, seems,
  send, set, several, shall, she, shop, short, should, show, sick, side, since, sir, so, some, somebody, someone, something, sometime, sometimes, soon,
  sorry, sort, sound, sounds, speak, speaking, spell, spelled, spelling, start, started, state, still, stop, store, street, such, super, sure,
  surname, take, taken, taking, talk, talking, tell, ten, text, than, thank, thanks, that, thatd, thatll, thats, the, their, theirs, them, then,
  there, theres, these, they, theyre, thing, things, think, thinking, this, those, though, thought, through, time, times, to, today, together, told,
  tomorrow, tonight, too, took, total, totally, town, tried, true, try, trying, turn, two, uh, um, umm, under, understand, unfortunately, until, up,
  upcoming, us, use, used, usually, very, visit, wait, waiting, wanna, want, wanted, wants, was, wasnt, way, we, week, weekend, weeks, welcome, well,
  went, were, weve, what, whatever, whats, when, whenever, where, whether, which, while, white, who, whole, whos, whose, why, wife, wish, with, within,
  without, wonder, wonderful, wondering, wont, word, work, working, works, worried, worry, would, wouldnt, wow, wrong, yah, ya, yeah, year, years, yep, yes,
  yesterday, yet, you, youd, youll, your, youre, yours, yourself, yup, hyphen, dash, space, apostrophe, capital, letter, letters, middle, initial,
  junior, jr, sr, senior, nah, mhm, hmm, mm, hm, er, erm, canada, operator, human, representative, agent, robot, machine, assistant, manager, mechanic,
  technician, hurry, emergency, stuck, stranded, running, hungry, tired, married, google, alexa, siri, bot, awful, terrible, road, lane, avenue, drive, boulevard, court, highway, route,
  hell, heck, uber, parts, echo, rx, eating, headphones
`);
const TRADE = listed(`
  ac, acura, air, airbag, alarm, alignment, alternator, audi, auto, automobile, automotive, axle, battery, bearing, belt, blinker, bmw, body, bolt,
  brake, brakes, broken, buick, bulb, bulbs, bumper, burning, cadillac, camry, charge, chevrolet, chevy, chrysler, civic, clutch, collision,
  conditioner, conditioning, coolant, corolla, crash, dashboard, dead, dealer, dent, diagnose, diagnostic, dodge, door, driveway, electrical,
  emissions, engine, estimate, exhaust, fee, filter, flat, fluid, ford, fuse, garage, gas, gear, gears, gmc, grinding, headlight, headlights, heat, heater, hit,
  honda, hood, horn, hose, hyundai, ignition, imports, infiniti, inspect, inspected, inspection, insurance, intelligent, interior, exterior, jeep, jump, key, keys, kia,
  leak, leakage, leaking, leaks, lexus, light, lights, maintenance, mazda, mechanical, mercedes, mileage, miles, mirror, misfire, model, motor,
  mitsubishi, muffler, nissan, noise, noises, noisy, oil, outback, overheating, paint, pedal, plate, porsche, pull, pulling, pulls, pump, radiator, repair,
  repaired, repairs, replace, replaced, replacement, rim, rogue, rotate, rotation, rotor, rotors, scratch, seat, sedan, service, serviced, services, shake, shakes, shaking,
  shift, shifting, smell, smog, smoke, smoking, spark, squeak, squeaking, squealing, stall, stalling, stalls, steering, strange, struts, subaru,
  suspension, suv, suzuki, tesla, tire, tires, tow, towed, toyota, traffic, transmission, truck, tune, tuned, tuneup, van, vehicle, vibrating, vibration, vin,
  volkswagen, volvo, warranty, water, weird, wheel, wheels, window, windshield, wiper, wipers, wiring
`);
const NUMBERS = listed(`
  zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen,
  nineteen, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety, hundred, thousand, half, quarter, third, fourth, fifth, sixth
`);

/** Everyday words that are common last names: behind a first name they are names. */
const LAST_NAMES = wordSet(`
    black, white, green, brown, gray, young, king, long, park, price, rose, day, love, street, best, little, short, wise, good, law, rich, small,
    strong, sharp, bush, stone, wood, woods, field, fields, rivers, banks, bell, cook, baker, carter, hall, hill, lake, page, case, cross, power,
    powers, church, west, east, north, may, march, august, holiday, sweet, savage, noble, major, friend, frost, winter, summers, snow, storm, fox,
    wolf, bird, fish, pope, bishop, abbott, knight, duke, prince, earl, marshall, ford, lincoln, dodge, mercedes, house, rice, bean, berry, cherry, olive,
    moody, gay, gray, bright, blunt, hardy, hand, foot, head, back, beard, bond, booth, bowers, branch, bridges, brooks, burns, bean, chase, close,
    cotton, crane, dale, fry, gates, gold, grant, hood, hope, hunt, jump, key, lamb, light, lord, luck, mann, marsh, mason, miles, mills, moon, moss, pack, penny,
    pike, pool, porter, post, pratt, puller, rush, salt, sands, self, shields, silver, singer, slaughter, spence, spring, still, teller, trout, tucker, vance, wall, ward, waters, way, weeks, wells, wheeler, workman, worth
  `);

/** Months that are names of people. */
const PEOPLE: ReadonlySet<string> = new Set(['april', 'may', 'june', 'august']);
const OTHER_WORDS: ReadonlySet<string> = new Set([
  ...EVERYDAY,
  ...TRADE,
  ...NUMBERS,
  ...WEEKDAYS.map((day) => day.toLowerCase()),
  ...MONTHS.map((month) => month.toLowerCase()).filter((month) => !PEOPLE.has(month)),
]);

/** Whether a word, in lower case and without apostrophes, is no name; behind a first name fewer words are none. */
export function isOtherWord(word: string, behindFirstName: boolean): boolean {
  return OTHER_WORDS.has(word) && !(behindFirstName && LAST_NAMES.has(word));
}
