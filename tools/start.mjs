/** `npm start`: everything from a bare checkout to a running server. `npm start -- --empty` skips the demo retailer. */
import { requireNode } from './node-version.mjs';

requireNode();
const { setUp } = await import('./set-up.mjs');
await setUp();
const { main } = await import('../dist/src/main.js');
await main(process.argv.slice(2));
