/** The laboratory side of a simulated provider: its settings, read and changed while it runs. */

type Settings = Readonly<Record<string, unknown>>;

export async function readSettings(url: string): Promise<Settings> {
  const response = await fetch(`${url}/lab/settings`);
  return (await response.json()) as Settings;
}

/** Lays settings over those that hold; arrays are replaced. @throws Error with what the provider did not understand */
export async function changeSettings(url: string, settings: Settings): Promise<void> {
  const response = await fetch(`${url}/lab/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  if (!response.ok) throw new Error(`the settings of ${url} were refused: ${await response.text()}`);
}
