import { taskClose, taskList, wishLeft } from '@bayline/contracts';
import { until } from '@bayline/local';
import { openHouse, type TestHouse } from '../../test/house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(() => house.close());

const at = '2026-11-23T15:06:00.000Z';

async function leftWish(matter: string) {
  const { callId, shopId } = await house.call();
  await house.bus.record(wishLeft, callId, {
    ...{ shopId, name: 'Dana Whitfield', phone: null, wish: matter, why: 'nobody answered at the desk', at },
  });
  return until('the task to be there', async () => {
    const { tasks } = await house.bus.ask(taskList, { state: 'open', most: 500 }, { callId });
    return tasks.find((task) => task.callId === callId);
  });
}

describe('a task', () => {
  it('says who is to be called back, at which number, about what', async () => {
    const task = await leftWish('The last bill looks wrong');
    expect(task.what).toMatch(/^Call Dana Whitfield back at \+1\d{10}: The last bill looks wrong\./);
    expect(task).toMatchObject({ kind: 'call-back', state: 'open', owner: null, closedAt: null });
  });

  it('is another one for each matter of a call, and one however often the matter is told', async () => {
    const { callId, shopId } = await house.call();
    const tell = (wish: string, second: number) =>
      house.bus.record(wishLeft, callId, {
        ...{ shopId, name: null, phone: null, wish, why: 'the database was away' },
        at: `2026-11-23T15:06:0${second}.000Z`,
      });
    await tell('An oil change on Tuesday', 1);
    await tell('An oil change on Tuesday', 2);
    await tell('The last bill looks wrong', 3);
    const whats = await until('the last matter to be there', async () => {
      const { tasks } = await house.bus.ask(taskList, { state: 'open', most: 500 }, {});
      const own = tasks.filter((task) => task.callId === callId).map(({ what }) => what);
      return own.some((what) => what.includes('bill')) && own;
    });
    expect(whats).toEqual([expect.stringContaining('oil change'), expect.stringContaining('bill')]);
  });

  it('is closed once, by the beginning of its id', async () => {
    const { taskId } = await leftWish('Brakes');
    const ask = { task: taskId.slice(0, 23), owner: 'Mike', at };
    expect(await house.bus.ask(taskClose, ask, {})).toMatchObject({ type: 'closed', task: { taskId, owner: 'Mike' } });
    expect(await house.bus.ask(taskClose, ask, {})).toMatchObject({ type: 'closed-before' });
    const { tasks } = await house.bus.ask(taskList, { state: 'open', most: 500 }, {});
    expect(tasks.some((task) => task.taskId === taskId)).toBe(false);
  });

  it('that nobody knows, or that several ids begin like, is not closed', async () => {
    expect(await house.bus.ask(taskClose, { task: 'ffffffff', owner: null, at }, {})).toEqual({ type: 'unknown' });
  });
});
