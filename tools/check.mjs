/** `npm run check`: format and lint, types, pure tests, side by side; says what failed. Under half a minute. */
import { requireNode } from './node-version.mjs';

requireNode();
const { spawn } = await import('node:child_process');
const { join } = await import('node:path');
const { installWhenStale, root } = await import('./set-up.mjs');

installWhenStale();
const checks = {
  'format and lint': ['@biomejs/biome/bin/biome', 'check', '.'],
  types: ['typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  'pure tests': ['vitest/vitest.mjs', 'run', '--project', 'pure', '--reporter=dot', '--testTimeout=60000'],
};
const failed = [];
await Promise.all(Object.entries(checks).map(check));
process.exitCode = failed.length === 0 ? 0 : 1;
console.log(failed.length === 0 ? 'All checks pass.' : `Failed: ${failed.join(', ')}.`);

function check([name, [tool, ...args]]) {
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: root });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (code !== 0) failed.push(name);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      if (code !== 0) process.stdout.write(`${Buffer.concat(said)}\n`);
      resolve();
    });
  });
}
