import { CommanderError, Command as Program } from 'commander';
import { backupCommand } from './cli/backup.ts';
import { type Command, exits, type Terminal } from './cli/command.ts';
import { migrateCommand } from './cli/migrate.ts';
import { rebuildCommand } from './cli/rebuild.ts';
import { restoreCommand } from './cli/restore.ts';
import { verifyCommand } from './cli/verify.ts';
import { describeVariables, readConfig, unknownVariables } from './config.ts';
import { main } from './main.ts';
import { systemClock } from './platform/clock.ts';
import { openPostgres, type PostgresSource } from './platform/postgres-source.ts';
import { StartProblem } from './platform/start-problem.ts';
import { aborted, stopSignal } from './platform/stop-signal.ts';

const commands = [migrateCommand, verifyCommand, rebuildCommand, backupCommand, restoreCommand];

const help = `
Without DATABASE_URL the commands use the embedded PostgreSQL of UNITRAIL_DATA: that of a server that is running, or
one that they start and stop themselves.

Exit codes:
  0   done                             70  a fault in the program
  1   done, and something differs      73  a directory cannot be written
  64  wrong usage                      74  the disk is full or fails
  65  a damaged backup                 75  somebody else has the data or the port
  69  the database does not answer     78  a setting, a version or the schema does not fit

Settings, from the environment:
${describeVariables()}

Examples:
  $ unitrail serve
  $ unitrail verify
  $ unitrail backup /backups/2026-11-23`;

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
    .action(({ empty }: { empty?: true }) => main(empty ? ['--empty'] : []));
  for (const command of commands) addCommand(program, command);
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
  $ UNITRAIL_PORT=8090 unitrail serve --empty`;

function addCommand(program: Program, command: Command): void {
  const own = program.command(command.usage).summary(command.summary).description(command.summary);
  for (const [flags, meaning] of command.options) own.option(flags, meaning);
  own
    .addHelpText('after', command.help)
    .exitOverride()
    .action(async () => {
      process.exitCode = await runCommand(command, own.args, own.opts());
    });
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
  const postgres = await openPostgres({ ...config, url: `unitrail ${name}`, share: true, say: terminal.say });
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
