import { sqlstateOf } from './sqlstate.ts';
import { StartProblem } from './start-problem.ts';

/** The oldest PostgreSQL our SQL runs on, as `server_version_num` counts. */
const OLDEST = 150_000;

/** Undefined when the server is new enough. */
export function versionProblem(versionNumber: number): StartProblem | undefined {
  if (versionNumber >= OLDEST) return undefined;
  const [found, needed] = [Math.floor(versionNumber / 10_000), OLDEST / 10_000];
  return new StartProblem(
    'configuration',
    `The database is PostgreSQL ${found}; Unitrail needs ${needed} or newer.`,
  );
}

/** Why a database could not be opened, in a sentence without its password; undefined for any other error. */
export function openingProblem(error: unknown, url: string): StartProblem | undefined {
  const place = placeOf(url);
  const state = sqlstateOf(error);
  const said = error instanceof Error ? error.message : String(error);
  switch (state) {
    case '28P01':
    case '28000':
      return new StartProblem('configuration', `The database at ${place} does not let us in: ${said}.`);
    case '3D000':
      return new StartProblem('configuration', `There is no such database at ${place}: ${said}.`);
    case '42501':
      return new StartProblem(
        'configuration',
        `The role in the database’s URL may not do what is needed: ${said}.`,
      );
    case '53100':
      return new StartProblem('diskFull', `The disk of the database at ${place} is full.`);
    case '53300':
      return new StartProblem('unavailable', `The database at ${place} has no free connections: ${said}.`);
  }
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const network = state === undefined && (code !== undefined || /timeout|terminated/.test(said));
  if (!network && !state?.startsWith('57P') && !state?.startsWith('08')) return undefined;
  return new StartProblem('unavailable', `The database at ${place} cannot be reached (${code ?? said}).`);
}

function placeOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `${searchParams.get('host') ?? hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}
