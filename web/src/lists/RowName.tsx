import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { List } from './list.ts';
import type { OpenList } from './use-list.ts';

interface RowNameProps<Row> {
  readonly list: List<Row>;
  readonly open: OpenList<Row>;
  readonly row: Row;
  readonly children: ReactNode;
}

/** What a row is called: a link to its page, or a button that opens it in place. */
export function RowName<Row>({ list, open, row, children }: RowNameProps<Row>) {
  const key = list.keyOf(row);
  if (list.linkTo) {
    const { to, params, search } = list.linkTo(row);
    return (
      <Link className="row-name" to={to} params={(params ?? {}) as never} search={(search ?? {}) as never}>
        {children}
      </Link>
    );
  }
  if (!list.detail) return <span>{children}</span>;
  const isOpen = open.state.search.open === key;
  const Mark = isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      className="row-name"
      aria-expanded={isOpen}
      aria-controls={isOpen ? `row-${key}` : undefined}
      onClick={() => open.state.open(isOpen ? undefined : key)}
    >
      <Mark size={16} aria-hidden /> <span>{children}</span>
    </button>
  );
}
