import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWeb, isWebBuilt } from './build-web.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Dependencies as the lockfile wants them, dist/ and dist-web/ as the sources are; quick when nothing has changed. */
export async function setUp() {
  try {
    installWhenStale();
    await buildWhenStale();
  } catch (error) {
    if (error.code === 'EACCES' || error.code === 'EROFS')
      stop(73, `${root} cannot be written (${error.code}).`);
    if (error.code === 'ENOSPC') stop(74, `The disk that holds ${root} is full.`);
    throw error;
  }
}

/** Compared by content: after a checkout the lockfile's date says nothing. */
export function installWhenStale() {
  if (isInstalled()) return;
  console.error('Installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm?.endsWith('npm-cli.js') ? [process.execPath, npm] : ['npm'];
  const done = spawnSync(command, [...first, 'ci', '--include=dev', '--include=optional'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) stop(69, 'The dependencies could not be installed; what npm says is above.');
}

function isInstalled() {
  const installed = readJson('node_modules/.package-lock.json')?.packages;
  if (installed === undefined) return false;
  const wanted = Object.entries(readJson('package-lock.json').packages);
  return wanted.every(([path, { version, integrity, optional, devOptional }]) => {
    const found = installed[path];
    if (path === '' || (found === undefined && (optional || devOptional))) return true;
    return found?.version === version && found?.integrity === integrity;
  });
}

/**
 * Compiled beside and swapped in when whole: a killed build leaves the old one. Types are not checked here
 * (`npm run check` does): whoever starts the server wants it running.
 */
export async function buildWhenStale() {
  const sources = hashOfSources();
  if (isBuiltFrom(sources) && isWebBuilt(root)) return;
  const release = await takeBuildLock();
  try {
    if (!isBuiltFrom(sources)) build(sources);
    if (!isWebBuilt(root)) await buildWeb(root);
  } finally {
    release();
  }
}

const isBuiltFrom = (sources) => read('dist/built-from') === sources;

function hashOfSources() {
  const hash = createHash('sha256');
  const folders = ['src', 'bench'].filter((folder) => existsSync(join(root, folder)));
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [
    ...files.sort(),
    ...['tsconfig.json', 'tsconfig.build.json'].map((name) => join(root, name)),
  ]) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function build(sources) {
  const [next, old] = [join(root, `.dist-${process.pid}`), join(root, `.dist-old-${process.pid}`)];
  try {
    mkdirSync(next, { recursive: true });
    writeFileSync(join(next, '.gitignore'), '*\n');
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const done = spawnSync(
      process.execPath,
      [tsc, '-p', 'tsconfig.build.json', '--noCheck', '--outDir', next],
      {
        cwd: root,
        stdio: ['ignore', 2, 2],
      },
    );
    if (done.status !== 0) stop(70, 'The sources could not be compiled; what the compiler says is above.');
    writeFileSync(join(next, 'built-from'), sources);
    if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
    renameSync(next, join(root, 'dist'));
  } catch (error) {
    if (error.code === 'EACCES' || error.code === 'EROFS')
      stop(73, `${root} cannot be written (${error.code}).`);
    if (error.code === 'ENOSPC') stop(74, `The disk that holds ${root} is full.`);
    throw error;
  } finally {
    for (const directory of [next, old]) rmSync(directory, { recursive: true, force: true });
  }
}

/** Two starts at once would swap under each other's feet; a lock whose process is gone does not count. */
async function takeBuildLock() {
  const path = join(root, '.tmp/build.lock');
  const mine = `${path}.${randomBytes(4).toString('hex')}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(mine, String(process.pid));
  for (let waited = 0; !linked(mine, path); waited += 1) {
    if (waited > 600 || !isRunning(Number(read('.tmp/build.lock')))) rmSync(path, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  rmSync(mine);
  return () => rmSync(path, { force: true });
}

function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function read(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

function readJson(path) {
  const text = read(path);
  return text === undefined ? undefined : JSON.parse(text);
}

function stop(code, sentence) {
  console.error(sentence);
  process.exit(code);
}
