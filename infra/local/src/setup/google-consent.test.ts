import { type Simulator, startGoogle } from '@bayline/simulators';
import { askGoogle, refreshAccess } from './google-consent.ts';

const client = { clientId: 'simulated-google-client', clientSecret: 'simulated-google-secret' };
let google: Simulator | undefined;

async function start(settings: Parameters<typeof startGoogle>[0] = {}) {
  google = await startGoogle({ ...settings, tokenLatency: { ms: 0 } });
  return { authUrl: `${google.url}/o/oauth2/v2/auth`, tokenUrl: `${google.url}/token` };
}

/** A person with a browser who follows where Google sends them. */
const browser = async (url: string): Promise<void> => {
  await (await fetch(url)).text();
};

afterEach(() => google?.close());

describe('Google’s consent', () => {
  it('brings a refresh token that is good', async () => {
    const addresses = await start();
    const { refreshToken, expiresInSeconds } = await askGoogle(client, browser, addresses);
    expect(expiresInSeconds).toBeUndefined();
    expect(await refreshAccess(client, refreshToken, addresses.tokenUrl)).toMatch(/^ya29\./);
  });

  it('tells how long a token of an app in testing lives', async () => {
    const addresses = await start({ refreshTokenSeconds: 604_800 });
    expect((await askGoogle(client, browser, addresses)).expiresInSeconds).toBe(604_800);
  });

  it('says what to do when the person refuses', async () => {
    const addresses = await start({ consent: 'refused' });
    await expect(askGoogle(client, browser, addresses)).rejects.toMatchObject({
      code: 'BL-3007',
      message: expect.stringContaining('access_denied'),
    });
  });

  it('gives up on a person who does not answer', async () => {
    const addresses = await start();
    await expect(askGoogle(client, () => {}, addresses, 20)).rejects.toMatchObject({ code: 'BL-3007' });
  });

  it('takes no answer that does not know the question', async () => {
    const addresses = await start();
    const forger = async (url: string): Promise<void> => {
      const back = new URL(url).searchParams.get('redirect_uri');
      expect((await fetch(`${back}?code=4/forged&state=guessed`)).status).toBe(400);
      await browser(url);
    };
    expect((await askGoogle(client, forger, addresses)).refreshToken).toBe('simulated-google-refresh');
  });

  it('explains a token that has expired', async () => {
    const { tokenUrl } = await start({ revoked: true });
    await expect(refreshAccess(client, 'simulated-google-refresh', tokenUrl)).rejects.toMatchObject({
      code: 'BL-3008',
      mend: expect.stringContaining('7 days'),
    });
  });

  it('tells a wrong client from a Google that is away', async () => {
    const { tokenUrl } = await start();
    await expect(refreshAccess({ ...client, clientSecret: 'no' }, 'x', tokenUrl)).rejects.toMatchObject({
      code: 'BL-3001',
    });
    await expect(refreshAccess(client, 'x', 'http://127.0.0.1:9/token')).rejects.toMatchObject({ code: 'BL-3002' });
  });
});
