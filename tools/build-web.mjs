import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstLoad, firstLoadMax } from './first-load.mjs';

/** Whether dist-web/ is what the sources of the screens would give. */
export function isWebBuilt(root) {
  try {
    return readFileSync(join(root, 'dist-web/built-from'), 'utf8') === hashOfWeb(root);
  } catch {
    return false;
  }
}

/** Builds the screens beside the old ones and swaps them in when whole; prints what a device loads first. */
export async function buildWeb(root) {
  const sources = hashOfWeb(root);
  const [next, old] = ['.dist-web', '.dist-web-old'].map((name) => join(root, `${name}-${process.pid}`));
  try {
    const { build } = await import('vite');
    const config = join(root, 'web/vite.config.ts');
    await build({ configFile: config, build: { outDir: next } });
    await build(serviceWorkerOf(root, next, sources));
    writeFileSync(join(next, '.gitignore'), '*\n');
    writeFileSync(join(next, 'built-from'), sources);
    const { bytes } = firstLoad(next);
    const kilobytes = (number) => `${(number / 1_000).toFixed(0)} kB`;
    console.error(`Screens: a first load is ${kilobytes(bytes)} gzip of ${kilobytes(firstLoadMax)}.`);
    if (existsSync(join(root, 'dist-web'))) renameSync(join(root, 'dist-web'), old);
    renameSync(next, join(root, 'dist-web'));
  } finally {
    for (const directory of [next, old]) rmSync(directory, { recursive: true, force: true });
  }
}

/** The service worker knows every file that was built, and is another one whenever one of them is. */
function serviceWorkerOf(root, outDir, version) {
  const files = readdirSync(outDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(outDir.length).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('/.') && path !== '/index.html');
  const name = 'service-worker.js';
  const entry = join(root, 'web/src/offline/service-worker.ts');
  return {
    configFile: false,
    root: join(root, 'web'),
    logLevel: 'warn',
    publicDir: false,
    define: {
      builtFiles: JSON.stringify(files.sort()),
      builtVersion: JSON.stringify(version.slice(0, 16)),
    },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'screens', fileName: () => name },
    },
  };
}

/** What the screens are made of: their own files, the rules they share with the server, and the packages. */
function hashOfWeb(root) {
  const hash = createHash('sha256');
  const inside = ['web', 'src/domain'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.startsWith(join(root, 'web/e2e')) && !path.endsWith('.test.ts')),
  );
  for (const path of [...inside.sort(), join(root, 'package-lock.json')]) {
    hash
      .update(`${path.slice(root.length)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex');
}
