import { LineTime } from './line-time.ts';

describe('the time of a line', () => {
  it('has room until the lead is filled', () => {
    const line = new LineTime(100, 400);
    let frames = 0;
    while (line.hasRoom(1_000)) {
      line.send(1_000, 20, false);
      frames += 1;
    }
    expect(frames).toBe(5);
    expect(line.endsAt).toBe(1_100);
    expect(line.hasRoom(1_019)).toBe(true);
  });

  it('widens the lead when our own clock was late, and not when there was nothing to send', () => {
    const line = new LineTime(100, 400);
    line.send(0, 20, false);
    line.send(500, 20, false);
    expect([line.underruns, line.leadMs]).toEqual([0, 100]);
    line.send(900, 20, true);
    expect([line.underruns, line.leadMs]).toEqual([1, 200]);
    line.send(1_900, 20, true);
    line.send(2_900, 20, true);
    expect(line.leadMs).toBe(400);
  });

  it('learns from a late mark that the line ran dry, once for each time', () => {
    const line = new LineTime(100, 400);
    for (let i = 0; i < 10; i += 1) line.send(0, 20, false);
    line.markedAt(70, 20);
    expect(line.behind).toBe(0);
    line.markedAt(270, 100);
    expect([line.behind, line.underruns, line.leadMs, line.endsAt]).toEqual([120, 1, 200, 320]);
    line.markedAt(370, 200 + line.behind);
    expect([line.behind, line.underruns]).toEqual([120, 1]);
  });

  it('takes back what a mark that dawdled on its way made it believe', () => {
    const line = new LineTime(100, 400);
    line.send(0, 200, false);
    line.markedAt(50, 20);
    line.markedAt(230, 100);
    expect([line.behind, line.endsAt]).toEqual([100, 300]);
    line.markedAt(230, 200 + line.behind);
    expect([line.behind, line.endsAt]).toEqual([0, 200]);
  });

  it('knows when a mark is overdue once it has seen one', () => {
    const line = new LineTime(100, 400);
    expect(line.overdueAfter(100)).toBeUndefined();
    line.markedAt(60, 20);
    expect(line.overdueAfter(100)).toBe(340);
  });

  it('is free at once after a clear', () => {
    const line = new LineTime(100, 400);
    line.send(0, 100, false);
    line.clear(30);
    expect(line.endsAt).toBe(30);
    line.clear(500);
    expect(line.endsAt).toBe(30);
  });
});
