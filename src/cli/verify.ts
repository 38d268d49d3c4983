import { verify } from '../ledger/verify.ts';
import { requireCurrentSchema } from '../platform/schema-state.ts';
import { type Command, exits, jsonOption } from './command.ts';
import { countEvents, reportFindings } from './findings-report.ts';

export const verifyCommand: Command = {
  usage: 'verify',
  summary: 'check that nothing was changed behind the ledger’s back',
  options: [jsonOption],
  help: `
Recomputes every hash from what its event says, makes every unit's row, numbers, lists and counts anew from the
events, and compares. Names what differs. Writes nothing, and may run beside a working server.

Exit codes: 0 all is as it was written, 1 something differs.

Examples:
  $ unitrail verify
  $ unitrail verify --json | jq .totals`,
  async run(invocation) {
    const url = invocation.postgres.ownerUrl;
    await requireCurrentSchema(url);
    const { clean: _clean, ...report } = await verify({ url, onProgress: countEvents(invocation) });
    return reportFindings(invocation, report, {
      clean: 'all is as it was written',
      wrong: 'not all is as it was written',
      exit: exits.differs,
    });
  },
};
