/** One run of every test: unit tests beside their files, service tests against real servers, stories over the wire. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testMatch: ['<rootDir>/{packages,services,infra}/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.local/'],
  cacheDirectory: '<rootDir>/.local/jest',
  globalSetup: '<rootDir>/infra/local/test/global-setup.mjs',
  globalTeardown: '<rootDir>/infra/local/test/global-teardown.mjs',
  testTimeout: 20_000,
  coverageProvider: 'v8',
  coverageDirectory: '<rootDir>/.local/coverage',
  coverageReporters: ['json-summary', 'html'],
  collectCoverageFrom: ['{packages,services}/*/src/**/*.ts', '!**/generated/**', '!**/*.test.ts', '!**/main.ts'],
};
