import { doubtfulCharacter, readVin } from '@bayline/spoken';
import { Call } from './call.ts';

const VIN = '1 H G C M 8 2 6 3 3 A 0 0 4 3 5 2';

/** A call whose VIN decoder answers as told, first to last. */
function decodes(...answers: unknown[]): Call {
  const call = new Call();
  const shop = call.shop.answer.bind(call.shop);
  call.shop.answer = (tool, args, proof) => (tool === 'decode_vin' ? answers.shift() : shop(tool, args, proof));
  return call;
}
const decoded = (certain: boolean): unknown => ({
  ok: true,
  vin: '1HGCM82633A004352',
  vehicle: { year: 2003, make: 'Honda', model: 'Accord', say: '2003 Honda Accord' },
  certain,
  say: certain ? "That's a 2003 Honda Accord." : 'Is it a 2003 Honda Accord?',
});

describe('a VIN', () => {
  it('is asked for when the caller has one to give', () => {
    const call = decodes(decoded(true));
    expect(call.say('I need an oil change and I can give you the VIN')).toMatch(/VIN/);
    expect(call.say(VIN)).toMatch(/when|what day/i);
    expect(call.calls('decode_vin')).toEqual([{ vin: VIN }]);
  });

  it('may come in pieces', () => {
    const call = decodes(decoded(true));
    call.say('I need an oil change', 'My VIN is 1 H G C M 8 2 6');
    expect(call.calls('decode_vin')).toEqual([]);
    expect(call.last()).toMatch(/rest/);
    call.say('3 3 A 0 0 4 3 5 2');
    expect(readVin(String(call.calls('decode_vin')[0]?.vin)).characters).toBe('1HGCM82633A004352');
  });

  it('that is doubtful is confirmed', () => {
    const call = decodes(decoded(false));
    expect(call.say('I need an oil change', `My VIN is ${VIN}`)).toMatch(/Is it a 2003 Honda Accord\?/);
    expect(call.say('Yes, that is right')).toMatch(/when|what day/i);
  });

  it('that was decoded to another car is left, and the car asked for', () => {
    const call = decodes(decoded(false));
    call.say('I need an oil change', `My VIN is ${VIN}`);
    expect(call.say("No, that's not it")).toMatch(/year, make/i);
  });

  it.each([['Yes.'], ["That's right."], ['M as in Mary.'], ["No, it's an M like Mike"]])(
    'with one misheard character is corrected: %s',
    (words) => {
      const heard = '1HGCN82633A004352';
      const doubt = { ok: false, no: 'invalid-vin', say: doubtfulCharacter(heard)?.ask ?? 'Could you repeat the VIN?' };
      const call = decodes(doubt, decoded(true));
      call.say('I need an oil change', `My VIN is ${[...heard].join(' ')}`, words);
      expect(call.calls('decode_vin').map(({ vin }) => readVin(String(vin)).characters)).toEqual([
        heard,
        '1HGCM82633A004352',
      ]);
    },
  );

  it('that cannot be read is given up for year, make and model', () => {
    const no = { ok: false, no: 'invalid-vin', say: "That VIN doesn't seem right. Could you read it to me again?" };
    const call = decodes(no, no, no);
    call.say('I need an oil change', `My VIN is ${VIN}`, 'I have no idea', 'Really, I cannot read it');
    expect(call.last()).toMatch(/year, make|car/i);
    expect(call.say('2003 Honda Accord')).toMatch(/when|what day/i);
  });

  it('that nobody can decode just now does not stop the booking', () => {
    const call = decodes({ ok: false, no: 'vin-not-decoded', say: "I'll note the VIN." });
    call.say(
      'I need an oil change',
      `My VIN is ${VIN}`,
      '2003 Honda Accord',
      'Wednesday at nine',
      'my name is Bob Miller',
      '215 555 0177',
      'yes',
    );
    expect(call.shop.booked[0]?.arguments).toMatchObject({ vin: '1HGCM82633A004352', vehicle: '2003 Honda Accord' });
  });
});
