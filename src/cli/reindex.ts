import { resetSearchIndex } from '../operations/search/begin-anew.ts';
import { requireCurrentSchema } from '../platform/schema-state.ts';
import { type Command, exits } from './command.ts';

export const reindexCommand: Command = {
  usage: 'reindex',
  summary: 'empty the search index, for the servers to fill it anew',
  options: [],
  help: `
The index is derived from the ledger, so nothing is lost. The running servers, or the next one that is started, fill it
again; until then searching by a fragment finds part of what there is. Whole numbers are found all the time.

Examples:
  $ unitrail reindex`,
  async run({ postgres, terminal }) {
    await requireCurrentSchema(postgres.ownerUrl);
    await resetSearchIndex(postgres.ownerUrl);
    terminal.say('The search index is empty; a running server fills it again from here on.');
    return exits.fine;
  },
};
