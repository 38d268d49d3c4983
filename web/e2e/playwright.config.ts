import { defineConfig } from '@playwright/test';

const { UNITRAIL_BROWSER, UNITRAIL_SCREENS_PORT, UNITRAIL_SCREENS_DATA } = process.env;
const baseURL = `http://127.0.0.1:${UNITRAIL_SCREENS_PORT}`;

/** Run by tools/screens.mjs, which finds a browser and makes the directory of a database for this run alone. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../.tmp/screens',
  workers: 1,
  timeout: 90_000,
  // A browser starved by a busy machine gets a second try; what needed one is named at the end.
  retries: 1,
  maxFailures: 6,
  expect: { timeout: 20_000 },
  reporter: [['line'], ['json']],
  use: {
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // Kept screens would hide what the server says; web/e2e/offline.e2e.ts is about them.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: UNITRAIL_BROWSER!,
      args: ['--no-sandbox', '--disable-gpu'],
    },
  },
  projects: [
    { name: 'screens', testMatch: '*.e2e.ts' },
    { name: 'pictures', testMatch: '*.pictures.ts' },
  ],
  webServer: {
    command: 'node tools/start.mjs',
    cwd: '../..',
    url: `${baseURL}/health/ready`,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 12_000 },
    env: {
      UNITRAIL_DATA: UNITRAIL_SCREENS_DATA!,
      UNITRAIL_PORT: UNITRAIL_SCREENS_PORT!,
      UNITRAIL_LOG: 'error',
      UNITRAIL_LINK_HOSTS: 'shop.example,.maker.example',
      // Printers of the tests stand on this machine.
      UNITRAIL_PRINTERS: '127.0.0.1',
      UNITRAIL_ADMIN_KEY: 'screens-admin-key-for-this-run-alone',
    },
  },
});
