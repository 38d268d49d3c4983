import { setTimeout as sleep } from 'node:timers/promises';
import { startApp } from './app.ts';
import { type Config, describeVariables, readConfig, unknownVariables } from './config.ts';
import { limits } from './domain/limits.ts';
import { appRole } from './platform/app-role.ts';
import { systemClock } from './platform/clock.ts';
import { openDatabase } from './platform/database.ts';
import { openingProblem } from './platform/database-problem.ts';
import { lanAnnouncement } from './platform/lan-announcement.ts';
import { openLog } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { ensurePortFree, portProblem } from './platform/port.ts';
import { openPostgres } from './platform/postgres-source.ts';
import { StartProblem } from './platform/start-problem.ts';
import { aborted, stopSignal } from './platform/stop-signal.ts';
import { openTlsSource } from './platform/tls-source.ts';

const USAGE = `Usage: npm start [-- --empty --lan]

  --empty   start without the small demo retailer that a new database is given
  --lan     listen on the network over HTTPS, with a certificate of this machine's own, for handhelds

Settings, from the environment:
${describeVariables()}`;

/** What was opened and must be closed again, last first; `how` is for PostgreSQL. */
type Closers = ((how: 'fast' | 'immediate') => Promise<void>)[];

/**
 * The server's life: settings → PostgreSQL → migrations → the app, until it is asked to stop. Whatever can go wrong
 * for reasons outside the program is one sentence and an exit code (start-problem.ts), never a stack trace.
 */
export async function main(args: readonly string[]): Promise<never> {
  const opened: Closers = [];
  const stop = stopSignal(() => {
    for (const close of opened) void close('immediate');
    process.exit(130);
  });
  try {
    await start(args, opened, stop);
    await aborted(stop);
    say('Stopping …');
  } catch (error) {
    // Ctrl-C also ends the programs we call; one turn lets us hear of it before their failure is reported.
    await sleep(0);
    if (!stop.aborted) process.exitCode = report(error);
  }
  for (const close of opened.toReversed()) await close('fast').catch((error: unknown) => report(error));
  process.exit();
}

async function start(args: readonly string[], opened: Closers, stop: AbortSignal): Promise<void> {
  if (args.includes('--help')) return finish(USAGE, 0);
  const unknown = args.find((arg) => arg !== '--empty' && arg !== '--lan');
  if (unknown !== undefined) return finish(`${unknown} is not known here.\n\n${USAGE}`, 64);
  const lan = args.includes('--lan');
  const config = readConfig(undefined, lan ? { host: '0.0.0.0' } : {});
  for (const name of unknownVariables()) say(`${name} is not a setting of Unitrail; it is ignored.`);
  await ensurePortFree(config.host, config.port);
  const postgres = await openPostgres({ ...config, url: urlOf(config), share: false, create: true, say });
  opened.push((how) => postgres.stop(how));
  stop.throwIfAborted();
  await migrate(postgres);
  stop.throwIfAborted();
  const database = openDatabase({ url: postgres.appUrl, role: appRole });
  // A statement that hangs is given up with its session, and PostgreSQL undoes it.
  opened.push(() => Promise.race([database.close(), sleep(limits.sessionsCloseMs)]));
  const days = {
    authority: limits.authorityDays,
    server: limits.serverCertificateDays,
    renew: limits.renewCertificateDays,
  };
  const files = filesOf(config);
  const tls = await openTlsSource({ ...config, files, lan, clock: systemClock, say, days });
  const app = await startApp({
    config,
    tls,
    database,
    ownerUrl: postgres.ownerUrl,
    clock: systemClock,
    say,
    log: openLog({
      level: config.log,
      clock: systemClock,
      write: (line) => process.stderr.write(`${line}\n`),
      forPeople: process.stderr.isTTY === true,
    }),
    demo: !args.includes('--empty'),
  }).catch((error: unknown) => {
    throw portProblem(error, config.host, config.port) ?? openingProblem(error, postgres.appUrl) ?? error;
  });
  // Replies under way get a quarter of a minute; what hangs longer is cut off with its connection.
  opened.push(() => Promise.race([app.close(), sleep(config.redSeconds * 1_000 + limits.drainMs)]));
  say(`Unitrail is ready at ${app.url}`);
  const isTerminal = process.stdout.isTTY === true;
  if (lan && tls?.authority) {
    const { authority } = tls;
    const { certificate } = await tls.read();
    const { url, pairingCode } = app;
    say(lanAnnouncement({ url, host: config.host, authority, certificate, isTerminal, pairingCode }));
  }
  if (app.adminKey !== undefined) say(firstKeySentence(app.adminKey));
  say(`Its data is in ${postgres.where}. Ctrl-C stops it.`);
}

function firstKeySentence(key: string): string {
  return (
    `The first administrator's key, shown only now: ${key}\n` +
    'It opens everything. Make yourself a person with it, who signs in with a password: docs/guides/people-and-access.md'
  );
}

function filesOf({ tlsCertificate, tlsKey }: Config) {
  if (tlsCertificate === undefined || tlsKey === undefined) return undefined;
  return { certificate: tlsCertificate, key: tlsKey };
}

function finish(text: string, code: number): never {
  console.log(text);
  process.exit(code);
}

function report(error: unknown): number {
  if (error instanceof StartProblem) {
    console.error(error.message);
    return error.exitCode;
  }
  console.error(error);
  return 70;
}

function say(sentence: string): void {
  console.log(sentence);
}

function urlOf({ host, port }: Config): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
