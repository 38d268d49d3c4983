/** `npm run check`: format and lint, types, pure tests, side by side; says what failed. Under half a minute. */
import { requireNode } from './node-version.mjs';

requireNode();
const { installWhenStale } = await import('./set-up.mjs');
const { runChecks, staticChecks } = await import('./static-checks.mjs');

installWhenStale();
const pure = ['vitest/vitest.mjs', 'run', '--project', 'pure', '--reporter=dot'];
const failed = await runChecks(
  { ...staticChecks, 'pure tests': pure },
  { ...process.env, UNITRAIL_TEST_SHORT: 'yes' },
);
process.exitCode = failed.length === 0 ? 0 : 1;
console.log(failed.length === 0 ? 'All checks pass.' : `Failed: ${failed.join(', ')}.`);
