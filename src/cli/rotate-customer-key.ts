import { readConfig } from '../config.ts';
import { forgetOldKeys, rotateKeys } from '../operations/customers/rotate-keys.ts';
import { CustomersLocked } from '../operations/customers/vault.ts';
import { openDatabase } from '../platform/database.ts';
import { masterKeysOf } from '../platform/master-keys.ts';
import { requireCurrentSchema } from '../platform/schema-state.ts';
import { StartProblem } from '../platform/start-problem.ts';
import { type Command, exits, grouped, jsonOption } from './command.ts';

export const rotateCustomerKeyCommand: Command = {
  usage: 'rotate-customer-key',
  summary: 'wrap every customer’s key by a new master key',
  options: [
    ['--forget', 'forget the old master keys afterwards: backups made before can then show no customer'],
    jsonOption,
  ],
  help: `
Servers go on meanwhile. A new key is added to the file customer-keys in UNITRAIL_DATA; where UNITRAIL_CUSTOMER_KEY gives
the keys, put a new one before the old one there first (openssl rand -base64 32 | tr '+/' '-_'), and restart the servers
with both. Old keys stay until --forget: a backup made before needs them to show its customers.

Examples:
  $ unitrail rotate-customer-key
  $ unitrail rotate-customer-key --forget`,
  async run({ postgres, terminal, options }) {
    await requireCurrentSchema(postgres.ownerUrl);
    const database = openDatabase({ url: postgres.ownerUrl });
    const { customerKeys, dataDirectory } = readConfig();
    const keys = masterKeysOf(customerKeys, dataDirectory);
    try {
      const { people, master } = await rotateKeys(database, keys, (done) =>
        terminal.progress(`${grouped(done)} customers`),
      );
      const left = options.forget === true ? await forgetOldKeys(database, keys) : null;
      if (options.json === true) terminal.print(JSON.stringify({ people, master, keysLeft: left }));
      else {
        terminal.print(`${grouped(people)} customers are now under the key ${master} of ${keys.where}.`);
        if (left !== null) terminal.print('Older keys are forgotten.');
      }
      return exits.fine;
    } catch (error) {
      throw error instanceof CustomersLocked ? new StartProblem('configuration', error.message) : error;
    } finally {
      await database.close();
    }
  },
};
