import { exits, jsonOption, type ServerCommand } from './command.ts';
import { tableText } from './table.ts';

/** A key as GET /api/keys tells it, as far as it is shown here. */
interface Key {
  readonly id: number;
  readonly prefix: string;
  readonly name: string;
  readonly role: string;
  readonly sites: readonly string[] | null;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

interface Wishes {
  readonly role?: string;
  readonly sites?: readonly string[];
  readonly expires?: string;
}

const group = 'keys';

export const keyCommands: readonly ServerCommand[] = [
  {
    group,
    usage: 'list',
    summary: 'list API keys, revoked ones too',
    options: [jsonOption],
    help: `
Needs an administrator's key. The keys themselves are kept nowhere; the prefix tells them apart.

Examples:
  $ unitrail keys list`,
    async run({ client, terminal, options }) {
      const keys = await client.all<Key>('/api/keys');
      if (options.json === true) terminal.print(JSON.stringify(keys));
      else
        terminal.print(
          tableText(
            ['ID', 'PREFIX', 'NAME', 'ROLE', 'SITES', 'LAST USED', 'EXPIRES', 'REVOKED'],
            keys.map((key) => [
              key.id,
              key.prefix,
              key.name,
              key.role,
              key.sites?.join(' ') ?? 'all',
              key.lastUsedAt,
              key.expiresAt,
              key.revokedAt,
            ]),
          ),
        );
      return exits.fine;
    },
  },
  {
    group,
    usage: 'create <name>',
    summary: 'make an API key; it is shown once',
    options: [
      [
        '--role <role>',
        'what it may do: associate, lead, manager, finance, care, repair, auditor, admin or integration; associate if not given',
      ],
      ['--sites <codes...>', 'only at these sites; at all if not given'],
      ['--expires <time>', 'when it ends, RFC 3339; never if not given'],
      jsonOption,
    ],
    help: `
The key alone goes to standard output, so that a script can keep it.

Examples:
  $ unitrail keys create "Till 3" --role associate --sites STORE-1
  $ KEY=$(unitrail keys create "Web shop" --role integration --expires 2027-01-01T00:00:00Z)`,
    async run({ client, terminal, args: [name], options }) {
      const { role = 'associate', expires, sites } = options as Wishes;
      const wishes = {
        name,
        role,
        ...(sites === undefined ? {} : { sites }),
        ...(expires === undefined ? {} : { expiresAt: expires }),
      };
      const made = await client.ask<Key & { key: string }>('POST', '/api/keys', wishes);
      if (options.json === true) terminal.print(JSON.stringify(made));
      else {
        terminal.say(`Key ${made.id} for "${made.name}", role ${made.role}. It is shown only now:`);
        terminal.print(made.key);
      }
      return exits.fine;
    },
  },
  {
    group,
    usage: 'revoke <id>',
    summary: 'revoke an API key, at once and for ever',
    options: [jsonOption],
    help: `
Again is harmless. The last key of an administrator cannot be revoked.

Examples:
  $ unitrail keys revoke 7`,
    async run({ client, terminal, args: [id], options }) {
      const key = await client.ask<Key>('DELETE', `/api/keys/${encodeURIComponent(id!)}`);
      if (options.json === true) terminal.print(JSON.stringify(key));
      else terminal.print(`Key ${key.id} ("${key.name}") is revoked.`);
      return exits.fine;
    },
  },
];
