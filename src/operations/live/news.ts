import { sitesFor } from '../../access/caller.ts';
import type { Permission, Rights } from '../../access/roles.ts';
import { limits } from '../../domain/limits.ts';
import { covers, within } from '../../domain/sites.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { feedEnd } from '../../ledger/feed-numbers.ts';
import type { Reference } from '../../ledger/reference.ts';
import { readTouched, type Touched, type TouchedSite } from '../../ledger/touched.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import type { LiveHint } from './contract.ts';
import * as sql from './queries.ts';

/** An import that has moved on since the last look, and the sites that it is of; null: all. */
export interface ImportStep {
  readonly sites: readonly number[] | null;
  readonly permission: Permission;
  readonly step: { readonly id: number };
}

/** A count that somebody has worked on since the last look, and its site. */
export interface CountMove {
  readonly site: number;
  readonly number: string;
}

export interface NewsParts {
  readonly database: Database;
  readonly reference: ReadReference;
  /** What has become of imports since it was asked last. */
  readonly importSteps: () => Promise<readonly ImportStep[]>;
  /** Counts that were worked on since it was asked last: their scans are no events. */
  readonly countMoves: () => Promise<readonly CountMove[]>;
}

type Told = (rights: Rights) => LiveHint | null;

/** Looks at what has changed, once for everybody who listens; the answer says what each may hear, and that by site. */
export function lookForNews({ database, reference, importSteps, countMoves }: NewsParts) {
  return async () => {
    const [names, position, steps, counts] = await Promise.all([
      reference(),
      feedEnd(database),
      importSteps(),
      countMoves(),
    ]);
    return {
      position,
      async since(after: string): Promise<Told | null> {
        const touched = await readTouched(database, names, after, position, limits.liveItemsMax);
        if (touched === null) return null;
        const asked = [...touched].filter(([, { hasQuestions }]) => hasQuestions).map(([site]) => site);
        const [open, documents] = await Promise.all([
          openExceptions(database, asked),
          documentNames(database, touched),
        ]);
        return (rights) => hintOf({ names, touched, documents, open, steps, counts }, rights);
      },
      async begin(): Promise<Told> {
        const open = await openExceptions(database, null);
        return (rights) => ({ ...nothing, openExceptions: openAt(open, names, rights) });
      },
    };
  };
}

const nothing: LiveHint = { units: [], documents: [], sites: [], openExceptions: {}, imports: [] };

interface News {
  readonly names: Reference;
  readonly touched: Touched;
  readonly documents: ReadonlyMap<number, { readonly kind: string; readonly number: string }>;
  readonly open: ReadonlyMap<number, number>;
  readonly steps: readonly ImportStep[];
  readonly counts: readonly CountMove[];
}

function hintOf({ names, touched, documents, open, steps, counts }: News, rights: Rights): LiveHint | null {
  const sites = sitesFor(rights, 'read');
  const here = [...touched].filter(([site]) => within(sites, site));
  const imports = steps
    .filter(
      ({ sites: of, permission }) =>
        rights.has(permission) && covers(sitesFor(rights, permission), of === null ? null : new Set(of)),
    )
    .map(({ step }) => step);
  const counted = counts.filter(({ site }) => within(sites, site));
  if (here.length === 0 && imports.length === 0 && counted.length === 0) return null;
  return {
    units: named(here, ({ units }) => units),
    documents: withCounts(
      named(here, (one) => one.documents)?.flatMap((id) => documents.get(id) ?? []),
      counted,
    ),
    sites: here.map(([site]) => names.sites.get(site)?.code ?? '').filter((code) => code !== ''),
    openExceptions: openAt(open, names, rights),
    imports,
  };
}

type DocumentHint = { readonly kind: string; readonly number: string };

/** A count is a document that has changed; null where there are too many to be named. */
function withCounts(
  documents: readonly DocumentHint[] | undefined,
  counts: readonly CountMove[],
): DocumentHint[] | null {
  if (documents === undefined) return null;
  const named = counts.filter(
    ({ number }) => !documents.some((one) => one.kind === 'count' && one.number === number),
  );
  return [...documents, ...named.map(({ number }) => ({ kind: 'count', number }))];
}

/** All of them, or null where they are too many to be named. */
function named(
  sites: readonly (readonly [number, TouchedSite])[],
  of: (site: TouchedSite) => ReadonlySet<number>,
): number[] | null {
  const all = new Set(sites.flatMap(([, site]) => [...of(site)]));
  return all.size > limits.liveNamesMax ? null : [...all];
}

function openAt(open: ReadonlyMap<number, number>, names: Reference, rights: Rights): Record<string, number> {
  const sites = sitesFor(rights, 'read');
  const here = [...open].filter(([site]) => within(sites, site));
  return Object.fromEntries(
    here.flatMap(([site, count]) => {
      const code = names.sites.get(site)?.code;
      return code === undefined ? [] : [[code, count]];
    }),
  );
}

/** By the numbers of sites; each that was asked for is in it, all others only where they have any. */
async function openExceptions(
  database: Database,
  sites: readonly number[] | null,
): Promise<ReadonlyMap<number, number>> {
  if (sites?.length === 0) return new Map();
  const values = [sites === null ? null : numberColumn([...sites])];
  const { rows } = await database.query<sql.OpenRow>(sql.countOpenExceptions, values);
  const none = (sites ?? []).map((site) => [site, 0] as const);
  return new Map([...none, ...rows.map(({ site_id, open }) => [site_id, open] as const)]);
}

async function documentNames(database: Database, touched: Touched): Promise<News['documents']> {
  const ids = [...new Set([...touched.values()].flatMap(({ documents }) => [...documents]))];
  if (ids.length === 0) return new Map();
  const { rows } = await database.query<sql.DocumentRow>(sql.selectDocuments, [numberColumn(ids)]);
  return new Map(rows.map(({ id, kind, number }) => [id, { kind, number }]));
}
