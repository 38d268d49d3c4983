#!/usr/bin/env -S node --max-semi-space-size=64
/** The command line: built when stale, so that a checkout is enough. `unitrail --help` lists the commands. */
import { requireNode } from '../tools/node-version.mjs';

requireNode();
const { setUp } = await import('../tools/set-up.mjs');
await setUp();
await import('../dist/src/cli.js');
