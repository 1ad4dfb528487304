import { parseEnv } from 'node:util';
import { withValues } from './env-file.ts';

describe('.env', () => {
  it('gains what is new and keeps what it held, comments too', () => {
    const text = '# ours\nA=1\n\n#B=\nC=3\n';
    expect(withValues(text, { B: '2', D: '4' })).toBe('# ours\nA=1\n\nB=2\nC=3\nD=4\n');
  });

  it('replaces a value where it stands', () => {
    expect(withValues('A=old\nB=2\n', { A: 'new' })).toBe('A=new\nB=2\n');
  });

  it('comments out what is taken away', () => {
    expect(withValues('A=1\nB=2\n', { A: undefined })).toBe('#A=\nB=2\n');
  });

  it.each(['sk-abc_DEF-123', 'two words', 'a#b', 'x=y', '$HOME', '4/0Ab_c-d'])(
    'is read back as it was written: %s',
    (value) => {
      expect(parseEnv(withValues('', { KEY: value })).KEY).toBe(value);
    },
  );
});
