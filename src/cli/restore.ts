import { continueFeed, seedRows } from '../ledger/restored.ts';
import { verify } from '../ledger/verify.ts';
import { restore } from '../platform/restore.ts';
import { type Command, exits, jsonOption } from './command.ts';
import { countEvents, reportFindings } from './findings-report.ts';

export const restoreCommand: Command = {
  usage: 'restore <directory>',
  creates: true,
  summary: 'fill an empty database from a backup, then verify it',
  options: [jsonOption],
  help: `
The database must be empty: another UNITRAIL_DATA directory, or a database that was just created. Every file of the
backup is checked before anything is written. A backup of an older program is migrated, one of a newer program refused.
Readers of the feed go on with the positions they have. Clients may send again what they recorded since the backup: their
scans' ids say what is already known.

Exit codes: 0 restored and as it was written, 1 restored but something differs, 65 the backup is damaged.

Examples:
  $ UNITRAIL_DATA=/srv/unitrail-new unitrail restore /backups/2026-11-23
  $ createdb shop && DATABASE_URL=postgresql://localhost/shop unitrail restore /backups/2026-11-23`,
  async run(invocation) {
    const { postgres, terminal, args } = invocation;
    const [directory] = args as [string];
    const manifest = await restore({
      ownerUrl: postgres.ownerUrl,
      app: postgres.app,
      directory,
      seeds: seedRows,
      afterLoad: continueFeed,
      onProgress: terminal.progress,
    });
    terminal.say(`Restored the backup of ${manifest.createdAt}; verifying it.`);
    const { clean: _clean, ...report } = await verify({
      url: postgres.ownerUrl,
      onProgress: countEvents(invocation),
    });
    return reportFindings(invocation, report, {
      clean: 'all is as it was written',
      wrong: 'not all is as it was written',
      exit: exits.differs,
    });
  },
};
