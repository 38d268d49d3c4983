/** `node tools/run.mjs src/cli/print-schema.ts …`: builds when stale, then runs that TypeScript file. */
import { requireNode } from './node-version.mjs';

requireNode();
const { setUp } = await import('./set-up.mjs');
const [file, ...rest] = process.argv.slice(2);
if (file === undefined || !/^(src|bench)\/.*\.ts$/.test(file)) {
  console.error('Usage: node tools/run.mjs src/….ts [arguments]');
  process.exit(64);
}
await setUp();
const built = new URL(`../dist/${file.replace(/\.ts$/, '.js')}`, import.meta.url);
process.argv = [process.argv[0], built.pathname, ...rest];
await import(built.href);
