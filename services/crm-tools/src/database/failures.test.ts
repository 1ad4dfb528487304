import { describeDatabaseFailure } from './failures.ts';

/** As Prisma 7 throws: the driver's code inside meta. */
function byPrisma(originalCode: string, code = 'P2010'): Error {
  return Object.assign(new Error('Raw query failed'), {
    ...{
      code,
      meta: { driverAdapterError: Object.assign(new Error('DriverAdapterError'), { cause: { originalCode } }) },
    },
  });
}

describe('a failed query', () => {
  it.each([
    [byPrisma('23P01', 'P2039'), 'taken'],
    [byPrisma('40P01'), 'again'],
    [byPrisma('55P03'), 'again'],
    [byPrisma('40001'), 'again'],
    [byPrisma('57P01'), 'away'],
    [byPrisma('53300'), 'away'],
    [byPrisma('57014'), 'busy'],
    [byPrisma('23505'), 'failed'],
    [byPrisma('22P02'), 'failed'],
    [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'away'],
    [new Error('Connection terminated unexpectedly'), 'away'],
    [new Error('Query read timeout'), 'away'],
    [new Error('timeout exceeded when trying to connect'), 'busy'],
    [new Error('something else'), 'failed'],
    ['not even an error', 'failed'],
    [null, 'failed'],
  ])('%s means %s', (error, failure) => {
    expect(describeDatabaseFailure(error)).toBe(failure);
  });

  it('is read through any number of causes', () => {
    const low = Object.assign(new Error('x'), { code: '40P01' });
    expect(describeDatabaseFailure(new Error('outer', { cause: new Error('inner', { cause: low }) }))).toBe('again');
  });
});
