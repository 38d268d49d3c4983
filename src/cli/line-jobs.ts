import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportOnWire } from '../operations/importing/contract.ts';
import { fileProblem, StartProblem } from '../platform/start-problem.ts';
import type { Client } from './client.ts';
import { exits, grouped, jsonOption, type ServerCommand, type ServerInvocation } from './command.ts';
import { tableText, visible } from './table.ts';

/** Imports and bulk moves are watched, stopped and taken back by the same words under two names. */
export interface JobHome {
  readonly path: string;
  readonly group: string;
  /** `import`, and with a capital where a line begins with it. */
  readonly one: string;
  readonly title: string;
  /** How what was mended is sent again. */
  readonly again: (id: number) => string;
}

const commandWords = {
  pause: (one: string) => `stop ${one} for now`,
  resume: (one: string) => `go on with ${one} that was paused or has failed`,
  cancel: (one: string) => `end ${one}; what was recorded stays`,
  undo: (one: string) => `take back what ${one} recorded; what has moved since stays`,
  redo: () => 'record again what an undo took back',
} as const;

/** What can be done with those that are there. */
export function jobCommands(home: JobHome): readonly ServerCommand[] {
  const { path, group, one, title } = home;
  const article = /^[aeiou]/.test(one) ? `an ${one}` : `a ${one}`;
  const argument = one.replaceAll(' ', '-');
  return [
    {
      group,
      usage: 'list',
      summary: `list ${one}s, the newest first`,
      options: [jsonOption],
      help: `
Examples:
  $ unitrail ${group} list`,
      async run({ client, terminal, options }) {
        const jobs = await client.all<ImportOnWire>(path);
        if (options.json === true) terminal.print(JSON.stringify(jobs));
        else terminal.print(tableOf(title.toUpperCase(), jobs));
        return exits.fine;
      },
    },
    {
      group,
      usage: `watch <${argument}>`,
      summary: `wait for the end of ${article}, and say what became of it`,
      options: [['--errors <file>', 'where lines that were refused are written'], jsonOption],
      help: `
Exit codes: 0 every line is recorded, 1 some were refused.

Examples:
  $ unitrail ${group} watch 12 --errors refused.csv`,
      run: async (asked) =>
        told(asked, home, await watched(asked, home, idOf(asked, home)), asked.options.errors),
    },
    ...Object.entries(commandWords).map(
      ([name, summary]): ServerCommand => ({
        group,
        usage: `${name} <${argument}>`,
        summary: summary(article),
        options: [jsonOption],
        help: `
Examples:
  $ unitrail ${group} ${name} 12`,
        async run(asked) {
          const id = idOf(asked, home);
          await asked.client.ask('POST', `${path}/${id}/task`, { do: name });
          const waits = name !== 'pause' && name !== 'cancel';
          const row = waits
            ? await watched(asked, home, id)
            : await asked.client.ask<ImportOnWire>('GET', `${path}/${id}`);
          return told(asked, home, row, undefined);
        },
      }),
    ),
  ];
}

function tableOf(title: string, jobs: readonly ImportOnWire[]): string {
  return tableText(
    [title, 'KIND', 'STATE', 'RECORDED', 'REFUSED', 'LINES', 'CREATED', 'BY'],
    jobs.map(({ id, kind, settings, state, progress, createdAt, by }) => [
      String(id),
      settings.moving?.move ?? kind,
      state,
      grouped(progress.recorded),
      grouped(progress.refused),
      grouped(progress.lines),
      createdAt,
      by,
    ]),
  );
}

function idOf({ args: [id] }: ServerInvocation, { one }: JobHome): number {
  if (/^[1-9]\d{0,9}$/.test(id!)) return Number(id);
  const article = /^[aeiou]/.test(one) ? 'an' : 'a';
  throw new StartProblem('unusable', `"${id}" is no number of ${article} ${one}.`);
}

/** Sends a file as it lies on the disk. */
export async function sendFile(client: Client, path: string, address: string): Promise<ImportOnWire> {
  const isSheet = /\.xlsx$/i.test(path);
  const type = isSheet ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv';
  const file = createReadStream(path);
  await new Promise<void>((resolve, reject) => {
    file.once('open', () => resolve());
    file.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(new StartProblem('notThere', `${path} cannot be read (${code}).`)),
    );
  });
  const body = Readable.toWeb(file) as ReadableStream;
  const reply = await client.open('POST', address, { body, headers: { 'content-type': type } });
  return (await reply.json()) as ImportOnWire;
}

/** The part of a path that names the file. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}

/** `name=value` as it is typed after an option. */
export function pairsOf(option: string, given: unknown): readonly (readonly [string, string])[] {
  return ((given as readonly string[] | undefined) ?? []).map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new StartProblem('unusable', `${option} ${pair}: it is written name=value.`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}

/** Asks how far it is until the server has come to an end. */
export async function watched(
  { client, terminal, stop }: ServerInvocation,
  { path, group, one }: JobHome,
  id: number,
): Promise<ImportOnWire> {
  for (;;) {
    const row = await client.ask<ImportOnWire>('GET', `${path}/${id}`);
    if (row.state !== 'working') return row;
    terminal.progress(barOf(row));
    await sleep(250, undefined, { signal: stop }).catch(() => {
      throw new StartProblem('taken', `The server goes on with ${one} ${id}: unitrail ${group} watch ${id}`);
    });
  }
}

function barOf({ progress: { lines, done, perSecond, secondsLeft } }: ImportOnWire): string {
  const share = lines === 0 ? 0 : Math.min(1, done / lines);
  const full = Math.round(share * 24);
  const rate = perSecond === null ? '' : `, ${grouped(Math.round(perSecond))} a second`;
  const left = secondsLeft === null ? '' : `, ${secondsLeft} s left`;
  return `[${'#'.repeat(full)}${'-'.repeat(24 - full)}] ${grouped(done)} of ${grouped(lines)} lines${rate}${left}`;
}

/** Says what became of it, writes the refused lines where somebody wants them, and gives the exit code. */
export async function told(
  { client, terminal, options }: ServerInvocation,
  home: JobHome,
  row: ImportOnWire,
  errors: unknown,
): Promise<number> {
  const { id, state, task, progress, findings, problem } = row;
  const writes = typeof errors === 'string' && progress.refused > 0;
  if (writes) await writeErrors(client, `${home.path}/${id}/errors.csv`, errors);
  if (options.json === true) {
    terminal.print(JSON.stringify(row));
  } else {
    const { recorded, repeated, refused, exceptions } = progress;
    const words = task === 'judge' ? 'would be recorded' : 'recorded';
    terminal.print(
      `${home.title} ${id} is ${state}: ${grouped(recorded)} ${words}, ${grouped(repeated)} recorded before, ` +
        `${grouped(refused)} refused, ${grouped(exceptions)} questions opened.`,
    );
    for (const { outcome, count, lines, sentence } of findings)
      terminal.print(
        `  ${grouped(count)} ${outcome}, line ${lines.slice(0, 5).join(', ')}${count > 5 ? ' …' : ''}: ${visible(sentence)}`,
      );
    if (problem) terminal.print(`  ${problem.sentence}`);
    if (writes)
      terminal.say(`The refused lines are in ${errors}; mend them and send them ${home.again(id)}.`);
  }
  const isForward = task === 'judge' || task === 'run';
  return (isForward && progress.refused > 0) || state === 'failed' ? exits.differs : exits.fine;
}

async function writeErrors(client: Client, address: string, path: string): Promise<void> {
  const reply = await client.open('GET', address);
  try {
    await writeFile(path, Readable.fromWeb(reply.body as never));
  } catch (error) {
    throw fileProblem(error, path);
  }
}
