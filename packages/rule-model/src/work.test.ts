import { readServices, serviceCodes } from '@bayline/spoken';
import { isUnread, isVague, workOf } from './work.ts';

describe('the work of a visit', () => {
  it.each(serviceCodes.filter((code) => code !== 'other').map((code) => [code]))(
    'is passed in words it is read from again: %s',
    (code) => {
      expect(readServices(workOf(code))).toContain(code);
    },
  );

  it('is vague when nobody knows more than that the car shall be looked at', () => {
    expect(isVague([])).toBe(true);
    expect(isVague([workOf('other')])).toBe(true);
    expect(isVague(['oil change'])).toBe(false);
    expect(isUnread(['something with the thingamajig'])).toBe(true);
    expect(isUnread([workOf('other')])).toBe(false);
  });
});
