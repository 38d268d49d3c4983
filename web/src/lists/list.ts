import type { ReactNode } from 'react';
import type { router } from '../shell/router.tsx';
import type { ListQuery } from './read-page.ts';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  cell(row: Row): ReactNode;
  /** What the server calls the order by this column (`sort=NAME`, `sort=-NAME`); absent: it cannot be ordered by. */
  readonly sort?: string;
  /** Figures: right-aligned, with even digits. */
  readonly isNumber?: boolean;
  /** Hidden until somebody chooses it. */
  readonly isExtra?: boolean;
  /** The columns of the export that it stands for; a column without has no part in a file. */
  readonly exported?: string;
}

interface Field {
  /** Its name in the address and in the question to the server. */
  readonly key: string;
  readonly label: string;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What the server is asked instead of `key=value`: `{}` for all, where no choice would mean something else. */
  readonly asks?: ListQuery;
}

export type Filter =
  | (Field & { readonly kind: 'text'; readonly hint?: string })
  | (Field & {
      readonly kind: 'choice';
      readonly choices: readonly Choice[];
      /** What it says while nothing is chosen; absent: something always is. */
      readonly all?: string;
      /** What is chosen where the address says nothing; it is put into the address, which can be shared. */
      readonly preset?: string;
    })
  | (Field & { readonly kind: 'day' });

/** Where a row leads to. */
export interface Target {
  readonly to: keyof (typeof router)['routesByPath'];
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, string>>;
}

/**
 * A list as a page describes it; DataList shows it and does the rest: pages by cursor, filters and order in the address,
 * columns to choose from, a file of what is seen, arrow keys and Enter, cards on a handheld.
 *
 * ```
 * // router.tsx: the route lets the filters through
 * validateSearch: listSearch('q', 'site'),
 * // the page
 * const people: List<PersonOnWire> = {
 *   name: 'people', label: say('people'), path: '/api/people', empty: say('nobody'),
 *   columns: [{ key: 'name', title: say('name'), cell: ({ name }) => name }],
 *   filters: [{ kind: 'text', key: 'q', label: say('name') }],
 *   keyOf: ({ id }) => String(id),
 *   linkTo: ({ id }) => ({ to: '/people/$id', params: { id: String(id) } }),
 * };
 * return <DataList list={people} />;
 * ```
 *
 * After a change: `forgetList('people')`. The server's list takes `limit` and `after`, and gives `items` and `next`; with
 * `before` and `previous` it pages back by itself, with `total` the count is shown.
 */
export interface List<Row> {
  /** Under which it is kept, and its columns are remembered: unique among the lists. */
  readonly name: string;
  readonly label: string;
  /** The address of the server's list. */
  readonly path: string;
  /** What is asked besides the filters. */
  readonly query?: ListQuery;
  /** The first one names the row, and cannot be hidden. */
  readonly columns: readonly Column<Row>[];
  readonly filters?: readonly Filter[];
  /** What is said where nothing is found and no filter is set. */
  readonly empty: string;
  keyOf(row: Row): string;
  /** The page of a row. */
  linkTo?(row: Row): Target;
  /** Instead of a page: what is shown below a row that is opened. It stands in the address as `open`. */
  detail?(row: Row): ReactNode;
  /** Marks a row: `bad`, `ask`, `off`. */
  toneOf?(row: Row): string | undefined;
  /** The list of /api/exports with the same rows, instead of `path` itself as a file; `query`: asked besides the filters. */
  readonly exported?: { readonly list: string; readonly query?: ListQuery };
  /** What the server orders by where nobody says: `name`, `-openedAt`. */
  readonly order?: string;
  /** Buttons beside the filters: “New product”. */
  readonly actions?: ReactNode;
}
