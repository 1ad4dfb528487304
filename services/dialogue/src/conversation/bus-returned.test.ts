import { greeted, Play } from '../../test/playing.ts';

describe('when the bus was away', () => {
  it('says again what was told and never begun to be heard', () => {
    const play = new Play();
    const [greeting] = play.told(play.on({ type: 'started', wall: 0 }));
    const again = play.on({ type: 'bus-returned' });
    expect(again).toContainEqual(expect.objectContaining({ type: 'cancel-replies', reason: 'superseded' }));
    expect(play.told(again)).toEqual([greeting]);
  });

  it('leaves alone what is being heard, and says nothing when everything was', () => {
    const play = new Play();
    play.on({ type: 'started', wall: 0 });
    const [reply] = play.conversation.replies;
    play.on({ type: 'played', generation: reply?.generation ?? 0, state: 'started', playedMs: 0 });
    expect(play.told(play.on({ type: 'bus-returned' }))).toEqual([]);
    const heard = greeted();
    expect(heard.told(heard.on({ type: 'bus-returned' }))).toEqual([]);
  });
});
