import { migrate } from '../platform/migrate.ts';
import { type Command, exits, jsonOption } from './command.ts';

export const migrateCommand: Command = {
  usage: 'migrate',
  creates: true,
  summary: 'bring the database’s schema up to this program',
  options: [jsonOption],
  help: `
The server does this itself when it starts. Safe to run again, from several places at once, and to be killed.

Examples:
  $ unitrail migrate
  $ DATABASE_URL=postgresql://unitrail@db/shop unitrail migrate`,
  async run({ postgres, terminal, options }) {
    const applied = await migrate(postgres);
    if (options.json === true) terminal.print(JSON.stringify({ applied }));
    else if (applied.length === 0) terminal.print('The schema is up to date.');
    else for (const name of applied) terminal.print(`${name} applied`);
    return exits.fine;
  },
};
