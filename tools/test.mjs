/**
 * `npm test`: set-up, format, lint and types, then every test, and the screens in a real browser. The last line, alone, is "N passed, N failed"; a file
 * that cannot even be loaded counts as one failure. Arguments go to vitest: `npm test -- src/domain`.
 */
import { requireNode } from './node-version.mjs';

requireNode();
const { spawnSync } = await import('node:child_process');
const { readFileSync, rmSync } = await import('node:fs');
const { join } = await import('node:path');
const { root, setUp } = await import('./set-up.mjs');
const { runChecks, staticChecks, youngSpace } = await import('./static-checks.mjs');
const { tryScreens } = await import('./screens.mjs');

await setUp();
const isWhole = process.argv.length === 2;
const wrong = isWhole ? await runChecks(staticChecks) : [];
const results = join(root, '.tmp/test-results.json');
rmSync(results, { force: true });
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
const run = spawnSync(process.execPath, [youngSpace, vitest, 'run', ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', 1, 2],
});
const { passed, failed } = count(results);
const unexplained = run.status !== 0 && failed === 0 ? 1 : 0;
const screens = isWhole ? await tryScreens(['--project', 'screens']) : { passed: 0, failed: 0 };
const allFailed = failed + unexplained + wrong.length + screens.failed;
console.log(`\n${passed + screens.passed} passed, ${allFailed} failed`);
process.exitCode = wrong.length > 0 || screens.failed > 0 ? 1 : (run.status ?? 1);

function count(file) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const broken = testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
    );
    return { passed: numPassedTests, failed: numFailedTests + broken.length };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
