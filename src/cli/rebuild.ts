import { rebuild } from '../ledger/rebuild.ts';
import { requireCurrentSchema } from '../platform/schema-state.ts';
import { type Command, exits, jsonOption } from './command.ts';
import { countEvents, reportFindings } from './findings-report.ts';

export const rebuildCommand: Command = {
  usage: 'rebuild',
  summary: 'make all unit rows anew from the events, and compare or repair',
  options: [['--write', 'put what the events make in place of what differs'], jsonOption],
  help: `
Replays every event and compares the result with the rows of units, their numbers, the stock list, counts and pieces of
plain products, to the byte. With --write it repairs them; servers wait until it is done, so stop them for a large
ledger. The events themselves are taken as they are: run "unitrail verify" first.

Exit codes: 0 nothing differs, or all was repaired; 1 something differs.

Examples:
  $ unitrail rebuild
  $ unitrail rebuild --write`,
  async run(invocation) {
    const url = invocation.postgres.ownerUrl;
    await requireCurrentSchema(url);
    const mode = invocation.options.write === true ? 'write' : 'compare';
    const report = await rebuild({ url, mode, onProgress: countEvents(invocation) });
    return reportFindings(invocation, report, {
      clean: 'every row is what its events make',
      wrong: mode === 'write' ? 'repaired' : 'not every row is what its events make',
      exit: mode === 'write' ? exits.fine : exits.differs,
    });
  },
};
