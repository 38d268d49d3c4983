import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccess } from '../src/access/change-access.ts';
import { openGate } from '../src/access/gate.ts';
import { openApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { endpoint, route } from '../src/http/endpoint.ts';
import { openDoors } from '../src/http/overload.ts';
import { buildServer } from '../src/http/server.ts';
import type { ScanRequest } from '../src/ledger/prepare.ts';
import { emptyReference, loadReference } from '../src/ledger/reference.ts';
import { scanAnswerOf } from '../src/operations/scanning/answer.ts';
import { scanAnswers, scanRequest } from '../src/operations/scanning/contract.ts';
import { appRole } from '../src/platform/app-role.ts';
import { systemClock } from '../src/platform/clock.ts';
import { openDatabase } from '../src/platform/database.ts';
import { openLog } from '../src/platform/log.ts';
import { bareShell } from '../src/testing/shell.ts';
import type { Variant } from './processes.ts';
import { bareStatements, fiveStatements, oneStatement, openPool } from './transactions.ts';

// One server, in a process of its own: the product, or the product's HTTP shell before another way of writing.

const [given, appUrl, ownerUrl, key] = process.argv.slice(2) as [string, string, string, string];
const sheds = given === 'shedding';
const variant = (sheds ? 'grouped' : given) as Variant;
const say = (sentence: string) => console.error(`${variant}: ${sentence}`);
const log = openLog({ level: 'error', clock: systemClock, write: say });
const database = openDatabase({ url: appUrl, role: appRole, maxWriters: 16 });
const files = mkdtempSync(join(tmpdir(), 'unitrail-bench-'));
process.on('exit', () => rmSync(files, { recursive: true, force: true }));
process.on('disconnect', () => process.exit());
const listen = { host: '127.0.0.1', port: 0 };

if (variant === 'grouped' || variant === 'ungrouped') await serveProduct();
else await serveOther();

async function serveProduct(): Promise<void> {
  // How fast it is; bench/overload.ts measures what it does when it is asked for more.
  const doors = sheds ? {} : { overload: openDoors() };
  const config = readConfig({
    UNITRAIL_ADMIN_KEY: key,
    UNITRAIL_GROUPING: variant === 'grouped' ? 'on' : 'off',
    UNITRAIL_LOG: 'error',
    UNITRAIL_DATA: files,
  });
  const app = await openApp({ config, database, ownerUrl, clock: systemClock, say, log, ...doors });
  process.on('message', () => {
    const { groups, scans } = app.ledger.load.small;
    process.send!({ groups, scans });
  });
  process.send!({ port: portOf(await app.server.listen(listen)) });
}

async function serveOther(): Promise<void> {
  const reference = await loadReference(database, emptyReference);
  const parts = { pool: openPool(appUrl), reference };
  const isBare = variant === 'bare';
  const record = { five: fiveStatements, one: oneStatement, bare: bareStatements }[variant as 'five'](parts);
  const nobody = { id: 1, code: 'system', isLead: false };
  const scans = endpoint({
    id: 'recordScans',
    summary: variant,
    body: scanRequest,
    replies: { 200: { description: 'The answer.', schema: scanAnswers } },
    async handle({ body, caller }) {
      const answer = await record(body as ScanRequest, isBare ? nobody : caller.actor);
      return { answers: [scanAnswerOf(answer, body.scans[0]!.codes)] };
    },
  });
  const gate = openGate({ database, access: openAccess(database), clock: systemClock });
  const routes = [route('POST', '/api/scans', isBare ? 'public' : 'scan', 'site', scans)];
  const server = buildServer({ ...bareShell(), routes, gate, onFault: (error) => say(String(error)) });
  process.send!({ port: portOf(await server.listen(listen)) });
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
