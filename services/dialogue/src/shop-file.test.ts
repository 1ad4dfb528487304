import { ownFacts } from './shop-file.ts';

const FILE = `What callers may be told.

    Parking: an example, which is no fact

Wi-Fi: Free in the waiting room.

# Bayline Motors

Parking: In front of the building.

# Bayline West

Parking: Behind the building.
`;

it("gives a shop what is every shop's and what is its own", () => {
  expect(ownFacts(FILE, 'Bayline Motors')).toEqual([
    'Wi-Fi: Free in the waiting room.',
    'Parking: In front of the building.',
  ]);
  expect(ownFacts(FILE, 'Another')).toEqual(['Wi-Fi: Free in the waiting room.']);
});

it('gives nothing for an empty file', () => {
  expect(ownFacts('', 'Bayline Motors')).toEqual([]);
});
