import { CommanderError, Command as Program } from 'commander';
import { backupCommand } from './cli/backup.ts';
import { bulkCommand, bulkMovesCommands } from './cli/bulk.ts';
import { openClient } from './cli/client.ts';
import { type Command, exits, type ServerCommand, type Terminal } from './cli/command.ts';
import { demoCommand } from './cli/demo.ts';
import { exportCommand } from './cli/export.ts';
import { importCommand, importsCommands } from './cli/import.ts';
import { keyCommands } from './cli/keys.ts';
import { labelCommands } from './cli/labels.ts';
import { migrateCommand } from './cli/migrate.ts';
import { numberCommands } from './cli/numbers.ts';
import { peopleCommands } from './cli/people.ts';
import { rebuildCommand } from './cli/rebuild.ts';
import { reindexCommand } from './cli/reindex.ts';
import { restoreCommand } from './cli/restore.ts';
import { rotateCustomerKeyCommand } from './cli/rotate-customer-key.ts';
import { siteCommands } from './cli/sites.ts';
import { unitCommands } from './cli/units.ts';
import { verifyCommand } from './cli/verify.ts';
import { describeVariables, readConfig, readEnvironment, unknownVariables } from './config.ts';
import { systemClock } from './platform/clock.ts';
import { openPostgres, type PostgresSource } from './platform/postgres-source.ts';
import { StartProblem } from './platform/start-problem.ts';
import { aborted, stopSignal } from './platform/stop-signal.ts';

/** They work on the database. */
const commands = [
  migrateCommand,
  verifyCommand,
  rebuildCommand,
  reindexCommand,
  backupCommand,
  restoreCommand,
  rotateCustomerKeyCommand,
];

/** They ask a running server, in groups of which each has a line in the help. */
const serverCommands: readonly ServerCommand[] = [
  ...unitCommands,
  ...siteCommands,
  ...numberCommands,
  ...labelCommands,
  ...peopleCommands,
  ...keyCommands,
  importCommand,
  ...importsCommands,
  bulkCommand,
  ...bulkMovesCommands,
  exportCommand,
  demoCommand,
];

const groups: Readonly<Record<string, string>> = {
  units: 'find units, show one, read its history',
  sites: 'list sites, show one, make one',
  people: 'list people, make one, disable one',
  keys: 'list, make and revoke API keys',
  labels: 'print labels',
  'bulk-moves': 'list bulk moves, watch, pause, resume, undo one',
  imports: 'list imports, watch, pause, resume, undo one',
};

const help = `
migrate, verify, rebuild, reindex, backup, restore and rotate-customer-key work on the database: that of DATABASE_URL, or
the embedded PostgreSQL of UNITRAIL_DATA, of a server that is running or started and stopped by themselves. The others
ask a running server: that of UNITRAIL_URL, with the key UNITRAIL_KEY.

Exit codes:
  0   done                               70  a fault in the program or the server
  1   done, and something differs        73  a directory cannot be written
  64  wrong usage                        74  the disk is full or fails
  65  wrong data, a damaged backup       75  taken or busy: try again later
  66  nothing has this name              77  the key is missing or may not do this
  69  database or server do not answer   78  a setting, a version or the schema does not fit
  130 interrupted

Settings, from the environment:
${describeVariables()}

Examples:
  $ unitrail serve
  $ unitrail verify
  $ unitrail backup /backups/2026-11-23
  $ UNITRAIL_KEY=utk_… unitrail units find 356938035643809
  $ UNITRAIL_KEY=utk_… unitrail import stock.csv --site DC --dry-run`;

/** The command line: reads it, does it, ends the process. What goes wrong outside the program is one sentence. */
async function cli(argv: readonly string[]): Promise<void> {
  const program = new Program('unitrail');
  program
    .description('Unitrail, the system of record for serialized retail.')
    .addHelpText('after', help)
    .exitOverride()
    .showHelpAfterError('(unitrail --help lists the commands and settings)');
  program
    .command('serve')
    .summary('run the server, as "npm start" does')
    .option('--empty', 'start without the demo retailer that a new database is given')
    .addHelpText('after', serveHelp)
    .exitOverride()
    .option('--lan', 'listen on the network over HTTPS, for handhelds')
    .action(async (chosen: Readonly<Record<string, unknown>>) => {
      // Reading the whole server takes a second and a half, which no other command needs.
      const { main } = await import('./main.ts');
      await main(Object.keys(chosen).map((name) => `--${name}`));
    });
  for (const command of commands) addCommand(program, command);
  for (const command of serverCommands) addServerCommand(program, command);
  try {
    await program.parseAsync(argv as string[]);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
  process.exit();
}

const serveHelp = `
Runs until Ctrl-C or SIGTERM; what was taken in is answered first.

Examples:
  $ unitrail serve
  $ UNITRAIL_PORT=8090 unitrail serve --empty
  $ unitrail serve --lan`;

function addCommand(program: Program, command: Command): void {
  const own = described(program, command);
  own.action(async () => {
    process.exitCode = await runCommand(command, own.args, own.opts());
  });
}

function addServerCommand(program: Program, command: ServerCommand): void {
  const own = described(groupOf(program, command.group), command)
    .option('--url <address>', 'the server, instead of UNITRAIL_URL')
    .option('--key <key>', 'the API key, instead of UNITRAIL_KEY; other users of this machine may see it');
  own.action(async () => {
    process.exitCode = await runServerCommand(command, own.args, own.opts());
  });
}

function described(parent: Program, command: Command | ServerCommand): Program {
  const own = parent.command(command.usage).summary(command.summary).description(command.summary);
  for (const [flags, meaning] of command.options) own.option(flags, meaning);
  return own.addHelpText('after', command.help).exitOverride();
}

function groupOf(program: Program, name: string | undefined): Program {
  if (name === undefined) return program;
  const known = program.commands.find((command) => command.name() === name);
  const summary = groups[name] ?? '';
  return known ?? program.command(name).summary(summary).description(summary).exitOverride();
}

async function runServerCommand(
  command: ServerCommand,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const stop = stopSignal(() => process.exit(exits.interrupted));
  const terminal = standardTerminal();
  const { url, key } = options;
  const config = readConfig({
    ...readEnvironment(),
    ...(typeof url === 'string' ? { UNITRAIL_URL: url } : {}),
    ...(typeof key === 'string' ? { UNITRAIL_KEY: key } : {}),
  });
  const client = openClient({ url: config.serverUrl, key: config.key });
  const interrupted = aborted(stop).then((): number => exits.interrupted);
  const work = command.run({ client, terminal, args, options, stop });
  return Promise.race([work, interrupted]).finally(() => terminal.progress(''));
}

/** Opens the database, runs the command on it, and closes it again: also when somebody presses Ctrl-C. */
async function runCommand(
  command: Command,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const stop = stopSignal(() => process.exit(exits.interrupted));
  const terminal = standardTerminal();
  const config = readConfig();
  for (const name of unknownVariables()) terminal.say(`${name} is not a setting of Unitrail; it is ignored.`);
  const [name] = command.usage.split(' ');
  const { say } = terminal;
  const create = command.creates === true;
  const postgres = await openPostgres({ ...config, create, url: `unitrail ${name}`, share: true, say });
  const work = command.run({ postgres, terminal, clock: systemClock, args, options });
  try {
    const interrupted = aborted(stop).then((): number => exits.interrupted);
    return await Promise.race([work, interrupted]);
  } finally {
    terminal.progress('');
    await close(postgres, work);
  }
}

/** Without its database the command ends, and clears away what it has begun. */
async function close(postgres: PostgresSource, work: Promise<number>): Promise<void> {
  await postgres.stop('fast');
  await Promise.race([work.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 1000))]);
}

function standardTerminal(): Terminal {
  const isTerminal = process.stderr.isTTY === true;
  let shown = false;
  const clear = () => {
    if (shown) process.stderr.write('\r\x1b[K');
    shown = false;
  };
  return {
    print(text) {
      clear();
      process.stdout.write(`${text}\n`);
    },
    say(sentence) {
      clear();
      process.stderr.write(`${sentence}\n`);
    },
    progress(text) {
      if (!isTerminal) return;
      clear();
      process.stderr.write(text);
      shown = text !== '';
    },
  };
}

/** Commander has shown its own errors already. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exits.fine : exits.usage;
  if (error instanceof StartProblem) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return exits.fault;
}

await cli(process.argv);
