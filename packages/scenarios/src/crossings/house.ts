/** The house that attackers call: its model obeys them, and its simulated providers answer at once, for nobody waits for a voice. */
export const PROMPT_PROVIDERS = {
  SIMULATE_OPENAI__MODE: 'obedient',
  SIMULATE_OPENAI__HEADERS_MS: '5',
  SIMULATE_OPENAI__FIRST_TOKEN_MS: '10',
  SIMULATE_OPENAI__TOKENS_PER_SECOND: '5000',
  SIMULATE_GOOGLE__LATENCY: '20',
};
