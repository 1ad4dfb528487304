import { createFaultPoint, faultPointSetting } from './fault-point.ts';

describe('a fault point', () => {
  it('kills the process the time it is told to, and no other point does', () => {
    const passed: string[] = [];
    const reached = createFaultPoint({ BAYLINE_ENV: 'test', FAULT_POINT: 'commit.after:2' }, () => passed.push('died'));
    for (const name of ['commit.after', 'commit.before', 'commit.after', 'commit.before']) {
      reached(name);
      passed.push(name);
    }
    expect(passed).toEqual(['commit.after', 'commit.before', 'died', 'commit.after', 'commit.before']);
  });

  it('is refused in production', () => {
    expect(() => createFaultPoint({ BAYLINE_ENV: 'production', FAULT_POINT: 'commit.after' })).toThrow('production');
    expect(() => createFaultPoint({ BAYLINE_ENV: 'production' })).not.toThrow();
  });

  it.each(['commit.after', 'write.during:12'])('can be named %s', (setting) => {
    expect(faultPointSetting.parse(setting)).toBe(setting);
  });

  it.each(['', 'Commit', 'commit.after:0', 'commit.after:x'])('cannot be named %j', (setting) => {
    expect(faultPointSetting.safeParse(setting).success).toBe(false);
  });
});
