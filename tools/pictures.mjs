/** `npm run pictures`: a picture of every screen at 360 and 1440 points, light and dark, into pictures/. */
import { requireNode } from './node-version.mjs';

requireNode();
const { setUp } = await import('./set-up.mjs');
const { tryScreens } = await import('./screens.mjs');
await setUp();
const { failed } = await tryScreens(['--project', 'pictures']);
process.exitCode = failed === 0 ? 0 : 1;
