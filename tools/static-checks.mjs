import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './set-up.mjs';

/** What needs no test runner. */
export const staticChecks = {
  'format and lint': ['@biomejs/biome/bin/biome', 'check', '.'],
  types: types('tsconfig.json', 'server'),
  'types of the screens': types('web/tsconfig.json', 'screens'),
};

/** What was found out is kept: the next time only what changed, and what leans on it, is looked at (15 s, then 2). */
function types(project, name) {
  const kept = join(root, `.tmp/types-of-${name}.tsbuildinfo`);
  return ['typescript/bin/tsc', '--noEmit', '-p', project, '--incremental', '--tsBuildInfoFile', kept];
}

/** Runs tools of node_modules side by side, says how each went, and gives the names of those that failed. */
export async function runChecks(checks, env = process.env) {
  const results = await Promise.all(Object.entries(checks).map((check) => runCheck(check, env)));
  return results.filter(({ isFine }) => !isFine).map(({ name }) => name);
}

/** Garbage is what short-lived programs make most of: less time goes into it (docs/decisions/0016). */
export const youngSpace = '--max-semi-space-size=64';

function runCheck([name, [tool, ...args]], env) {
  const started = performance.now();
  const child = spawn(process.execPath, [youngSpace, join(root, 'node_modules', tool), ...args], {
    cwd: root,
    env,
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const isFine = code === 0;
      console.log(`${isFine ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      if (!isFine) process.stdout.write(`${Buffer.concat(said)}\n`);
      resolve({ name, isFine });
    });
  });
}
