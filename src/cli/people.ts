import { StartProblem } from '../platform/start-problem.ts';
import { exits, jsonOption, type ServerCommand } from './command.ts';
import { tableText } from './table.ts';

/** A person as GET /api/people tells him, as far as he is shown here. */
interface Person {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly grants: readonly { readonly role: string; readonly site: string | null }[];
  readonly disabledAt: string | null;
}

const group = 'people';

export const peopleCommands: readonly ServerCommand[] = [
  {
    group,
    usage: 'list',
    summary: 'list people and what they were granted',
    options: [jsonOption],
    help: `
A grant is a role at a site; without a site it is everywhere.

Examples:
  $ unitrail people list`,
    async run({ client, terminal, options }) {
      const people = await client.all<Person>('/api/people');
      if (options.json === true) terminal.print(JSON.stringify(people));
      else
        terminal.print(
          tableText(
            ['ID', 'LOGIN', 'NAME', 'GRANTS', 'DISABLED'],
            people.map(({ id, login, name, grants, disabledAt }) => [
              id,
              login,
              name,
              grants.map(grantText).join(', ') || null,
              disabledAt,
            ]),
          ),
        );
      return exits.fine;
    },
  },
  {
    group,
    usage: 'create <login>',
    summary: 'make a person, with a password to be changed at once',
    options: [
      ['--name <name>', 'the name; the login if not given'],
      ['--grant <grants...>', 'role@site, like associate@STORE-1; a role alone is everywhere'],
      jsonOption,
    ],
    help: `
The password alone goes to standard output. It is good for some days, and only to choose another.

Examples:
  $ unitrail people create ana --name "Ana Lima" --grant associate@STORE-1
  $ unitrail people create ben --grant manager@STORE-1 auditor`,
    async run({ client, terminal, args, options }) {
      const [login] = args as [string];
      const { name = login, grant = [] } = options as { name?: string; grant?: string[] };
      const made = await client.ask<Person & { password: string; passwordUntil: string }>(
        'POST',
        '/api/people',
        { login, name, grants: grant.map(grantOf) },
      );
      if (options.json === true) terminal.print(JSON.stringify(made));
      else {
        terminal.say(`Person ${made.id}, "${made.login}". The password, good until ${made.passwordUntil}:`);
        terminal.print(made.password);
      }
      return exits.fine;
    },
  },
  {
    group,
    usage: 'disable <login>',
    summary: 'end all sessions of a person, and let him sign in no more',
    options: [['--enable', 'let him sign in again'], jsonOption],
    help: `
The person is given by login or by id. What he recorded stays under his name.

Examples:
  $ unitrail people disable ana
  $ unitrail people disable ana --enable`,
    async run({ client, terminal, args, options }) {
      const [given] = args as [string];
      const people = await client.all<Person>('/api/people');
      const one = people.find(({ id, login }) => login === given.toLowerCase() || String(id) === given);
      if (one === undefined) throw new StartProblem('notThere', `Nobody signs in as "${given}".`);
      const disabled = options.enable !== true;
      const now = await client.ask<Person>('PATCH', `/api/people/${one.id}`, { disabled });
      if (options.json === true) terminal.print(JSON.stringify(now));
      else terminal.print(`"${now.login}" ${disabled ? 'can sign in no more' : 'can sign in again'}.`);
      return exits.fine;
    },
  },
];

function grantOf(text: string): { role: string; site: string | null } {
  const [role, site = null] = text.split('@', 2) as [string, string?];
  return { role, site };
}

function grantText({ role, site }: Person['grants'][number]): string {
  return site === null ? role : `${role}@${site}`;
}
