/** `npm run bench`: the benchmarks, built when stale. */
process.argv.splice(2, 0, 'bench/main.ts');
await import('./run.mjs');
