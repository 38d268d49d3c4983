/**
 * `npm test`: set-up, format, lint and types, then every test, and beside them the screens in a real browser: each alone
 * leaves half of two cores idle. The last line, alone, is "N passed, N failed"; a file that cannot even be loaded counts
 * as one failure. Arguments go to vitest: `npm test -- src/domain`.
 */
import { requireNode } from './node-version.mjs';

requireNode();
const { spawn } = await import('node:child_process');
const { readFileSync, rmSync } = await import('node:fs');
const { join } = await import('node:path');
const { root, setUp } = await import('./set-up.mjs');
const { runChecks, staticChecks, youngSpace } = await import('./static-checks.mjs');
const { tryScreens } = await import('./screens.mjs');

await setUp();
const isWhole = process.argv.length === 2;
const wrong = isWhole ? await runChecks(staticChecks) : [];
const screens = isWhole ? screensBeside() : nothing();
const results = join(root, '.tmp/test-results.json');
rmSync(results, { force: true });
const status = await runVitest(process.argv.slice(2));
const { passed, failed } = count(results);
const unexplained = status !== 0 && failed === 0 ? 1 : 0;
const seen = await screens;
process.stdout.write(seen.said);
const allFailed = failed + unexplained + wrong.length + seen.failed;
console.log(`\n${passed + seen.passed} passed, ${allFailed} failed`);
process.exitCode = allFailed === 0 ? 0 : 1;

function runVitest(args) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const child = spawn(process.execPath, [youngSpace, vitest, 'run', ...reporters, ...args], {
    cwd: root,
    stdio: ['ignore', 1, 2],
  });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

/** What the browser's tests say is kept until the others have spoken. */
async function screensBeside() {
  const said = [];
  const counted = await tryScreens(['--project', 'screens'], (text) => said.push(Buffer.from(text)));
  return { ...counted, said: Buffer.concat(said) };
}

async function nothing() {
  return { passed: 0, failed: 0, said: '' };
}

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
