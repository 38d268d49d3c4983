import { readConfig } from '../config.ts';
import { openPhotoStore } from '../operations/photos/photo-store.ts';
import { backup } from '../platform/backup.ts';
import { type Command, exits, grouped, jsonOption } from './command.ts';

export const backupCommand: Command = {
  usage: 'backup <directory>',
  summary: 'copy the whole database, as it is at one moment, into a directory',
  options: [jsonOption],
  help: `
Servers go on working meanwhile. The directory is made, and is there only when the backup is whole: a file a table (COPY
text, gzipped), where sequences stand, and checksums of everything in manifest.json. Restore it with "unitrail restore".
Photographs are kept apart from the database: it says where they are, to be copied too.

Examples:
  $ unitrail backup /backups/2026-11-23
  $ unitrail backup "/backups/$(date +%F)" --json`,
  async run({ postgres, terminal, options, args, clock }) {
    const [directory] = args as [string];
    const manifest = await backup({
      url: postgres.ownerUrl,
      directory,
      clock,
      onProgress: (table, done, of) =>
        terminal.progress(`table ${done} of ${of}: ${table.name}, ${grouped(table.rows)} rows`),
    });
    const { tables, createdAt } = manifest;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const photos = tables.find(({ name }) => name === 'photo')?.rows ?? 0;
    if (photos > 0)
      terminal.say(
        `${grouped(photos)} photographs are not in it: they are in ${openPhotoStore(readConfig()).where}. Copy them too.`,
      );
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
    if (options.json === true)
      terminal.print(JSON.stringify({ directory, createdAt, tables: tables.length, rows, bytes }));
    else
      terminal.print(
        `${directory} holds ${grouped(rows)} rows of ${tables.length} tables, ${grouped(bytes)} bytes, as of ${createdAt}.`,
      );
    return exits.fine;
  },
};
