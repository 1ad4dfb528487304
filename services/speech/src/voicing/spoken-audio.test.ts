import { readAudioBatch } from '@bayline/contracts';
import { SpokenAudio } from './spoken-audio.ts';

const audio = (fill: number, length = 800): Uint8Array => new Uint8Array(length).fill(fill);

function spoken() {
  const batches: { gatewayId: string; entries: [number, number, number, number][] }[] = [];
  const sink = new SpokenAudio((gatewayId, batch) => {
    const entries: [number, number, number, number][] = [];
    const whole = readAudioBatch(batch, (entry) =>
      entries.push([entry.slot, entry.generation, entry.sequence, entry.audio.length]),
    );
    expect(whole).toBe(true);
    batches.push({ gatewayId, entries });
  });
  return { sink, batches };
}

const one = { gatewayId: 'gateway-0001', slot: 1 };
const two = { gatewayId: 'gateway-0001', slot: 2 };
const other = { gatewayId: 'gateway-0002', slot: 1 };

beforeEach(() => {
  import.meta.jest.useFakeTimers();
});

afterEach(() => {
  import.meta.jest.useRealTimers();
});

describe('spoken audio', () => {
  it('waits 5 ms for company and travels as one batch per gateway', () => {
    const { sink, batches } = spoken();
    sink.add(one, { generation: 7, sequence: 1, audio: audio(1) }, false);
    sink.add(two, { generation: 9, sequence: 4, audio: audio(2) }, false);
    sink.add(other, { generation: 3, sequence: 0, audio: audio(3) }, false);
    import.meta.jest.advanceTimersByTime(4);
    expect(batches).toEqual([]);
    import.meta.jest.advanceTimersByTime(1);
    expect(batches).toEqual([
      {
        gatewayId: 'gateway-0001',
        entries: [
          [1, 7, 1, 800],
          [2, 9, 4, 800],
        ],
      },
      { gatewayId: 'gateway-0002', entries: [[1, 3, 0, 800]] },
    ]);
  });

  it('goes at once when it is urgent, and takes along what waits', () => {
    const { sink, batches } = spoken();
    sink.add(one, { generation: 7, sequence: 1, audio: audio(1) }, false);
    sink.add(two, { generation: 9, sequence: 0, audio: audio(2) }, true);
    expect(batches).toEqual([
      {
        gatewayId: 'gateway-0001',
        entries: [
          [1, 7, 1, 800],
          [2, 9, 0, 800],
        ],
      },
    ]);
    import.meta.jest.advanceTimersByTime(10);
    expect(batches).toHaveLength(1);
  });

  it('does not wait when much has come together', () => {
    const { sink, batches } = spoken();
    for (let i = 0; i < 21; i += 1) sink.add(one, { generation: 7, sequence: i, audio: audio(1, 1_600) }, false);
    expect(batches.map(({ entries }) => entries.length)).toEqual([21]);
  });

  it('forgets what waits of a cancelled generation, of that call only', () => {
    const { sink, batches } = spoken();
    sink.add(one, { generation: 7, sequence: 1, audio: audio(1) }, false);
    sink.add(one, { generation: 8, sequence: 0, audio: audio(1) }, false);
    sink.add(two, { generation: 5, sequence: 0, audio: audio(1) }, false);
    sink.drop(one, 7);
    sink.drop(other, 7);
    import.meta.jest.advanceTimersByTime(5);
    expect(batches).toEqual([
      {
        gatewayId: 'gateway-0001',
        entries: [
          [1, 8, 0, 800],
          [2, 5, 0, 800],
        ],
      },
    ]);
  });

  it('sends nothing when all that waited was forgotten', () => {
    const { sink, batches } = spoken();
    sink.add(one, { generation: 7, sequence: 1, audio: audio(1) }, false);
    sink.drop(one, 7);
    sink.close();
    expect(batches).toEqual([]);
  });

  it('sends what waits when it is closed', () => {
    const { sink, batches } = spoken();
    sink.add(one, { generation: 7, sequence: 1, audio: new Uint8Array(0) }, false);
    sink.close();
    expect(batches).toHaveLength(1);
  });
});
