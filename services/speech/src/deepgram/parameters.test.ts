import { listeningParameters } from './parameters.ts';

const settings = {
  model: 'nova-2-phonecall',
  endpointingMs: 300,
  utteranceEndMs: 1_000,
  smartFormat: true,
  keywordBoost: 2,
};

describe('what the recogniser is asked for', () => {
  it('is telephone audio with interims, pauses and voice events', () => {
    expect(listeningParameters(settings, [])).toEqual({
      model: 'nova-2-phonecall',
      encoding: 'mulaw',
      sample_rate: 8_000,
      channels: 1,
      interim_results: 'true',
      endpointing: 300,
      utterance_end_ms: 1_000,
      vad_events: 'true',
      smart_format: 'true',
    });
  });

  it('is punctuated only, when nothing is to wait for an entity to be complete', () => {
    const asked = listeningParameters({ ...settings, smartFormat: false }, []);
    expect(asked).toMatchObject({ punctuate: 'true' });
    expect(asked).not.toHaveProperty('smart_format');
  });

  it('favours whole terms where the model takes them', () => {
    const asked = listeningParameters({ ...settings, model: 'nova-3' }, [
      'Honda Civic',
      'Honda Civic',
      ' ',
      'Bay: Motors',
    ]);
    expect(asked).toMatchObject({ keyterm: ['Honda Civic', 'Bay  Motors'] });
    expect(asked).not.toHaveProperty('keywords');
  });

  it('favours single words with a boost on earlier models', () => {
    const asked = listeningParameters(settings, ['Honda Civic', 'Honda of El Paso']);
    expect(asked).toMatchObject({ keywords: ['Honda:2', 'Civic:2', 'Paso:2'] });
    expect(asked).not.toHaveProperty('keyterm');
  });
});
