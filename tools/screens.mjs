import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './set-up.mjs';

/**
 * Tries the screens in a real browser, on a server and a database of their own, and counts. `args` go to Playwright; `say`
 * gets what it prints. Where no browser can be had it says so and counts nothing.
 */
export async function tryScreens(args = [], say = (text) => process.stdout.write(text)) {
  const browser = await findBrowser();
  if (browser === undefined) {
    say('No browser here: set CHROMIUM_PATH to try the screens.\n');
    return { passed: 0, failed: 0 };
  }
  const data = mkdtempSync(join(tmpdir(), 'unitrail-screens-'));
  const results = join(root, '.tmp/screens-results.json');
  rmSync(results, { force: true });
  try {
    const env = {
      ...process.env,
      ...{ PLAYWRIGHT_JSON_OUTPUT_NAME: results, UNITRAIL_BROWSER: browser },
      ...{ UNITRAIL_SCREENS_PORT: String(await freePort()), UNITRAIL_SCREENS_DATA: data },
    };
    await run(['test', '--config', 'web/e2e/playwright.config.ts', ...args], env, say);
    return count(results);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** The one that is named, one that is installed, or the one that npm brings. */
async function findBrowser() {
  const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome'];
  const found = process.env.CHROMIUM_PATH ?? installed.find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  // It unpacks what it needs, its libraries too, into the temporary directory: one of ours, by version.
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  );
  const home = join(tmpdir(), `unitrail-chromium-${version}`);
  mkdirSync(home, { recursive: true });
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
  const before = process.env.TMPDIR;
  process.env.TMPDIR = home;
  const { default: chromium } = await import('@sparticuz/chromium');
  const path = await chromium.executablePath();
  // The settings it brings look for its fonts in /tmp/fonts alone; without one it ends at the first input field.
  const fonts = join(home, 'our-fonts.conf');
  writeFileSync(fonts, fontsOf(home));
  process.env.FONTCONFIG_FILE = fonts;
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  return path;
}

const fontsOf = (home) => `<?xml version="1.0"?>
<fontconfig><dir>${join(home, 'fonts')}</dir><cachedir>${join(home, 'fonts-cache')}</cachedir></fontconfig>
`;

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function run(args, env, say) {
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', say);
  return new Promise((resolve) => child.on('close', resolve));
}

/** A run that left no results has failed. */
function count(file) {
  try {
    const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
