import { Button, Checkbox, NativeSelect, Popover, TextInput } from '@mantine/core';
import { Columns3, Download, SlidersHorizontal } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMay } from '../server/use-may.ts';
import { useSliceWords } from '../words/words.ts';
import { narrowing } from './filter-values.ts';
import type { Column, Filter, List } from './list.ts';
import { listsWords } from './lists-words.ts';
import { type ExportFormat, exportFormats, takeExport } from './take-export.ts';
import type { OpenList } from './use-list.ts';
import { useNarrow } from './use-narrow.ts';

interface ListBarProps<Row> {
  readonly list: List<Row>;
  readonly open: OpenList<Row>;
  readonly shown: readonly Column<Row>[];
  toggle(key: string): void;
}

/** What stands above a list: its filters, its columns, a file of it, and what its page adds. */
export function ListBar<Row>({ list, open, shown, toggle }: ListBarProps<Row>) {
  const isNarrow = useNarrow();
  const say = useSliceWords(listsWords);
  const { filters = [] } = list;
  const set = narrowing(filters, open.filters).length;
  const [isUnfolded, unfold] = useState(false);
  return (
    <div className="list-bar">
      {isNarrow && filters.length > 1 && (
        <Button
          variant="default"
          aria-expanded={isUnfolded}
          leftSection={<SlidersHorizontal size={16} aria-hidden />}
          onClick={() => unfold(!isUnfolded)}
        >
          {set === 0 ? say('filters') : say('filtersSet', { count: set })}
        </Button>
      )}
      {(!isNarrow || isUnfolded || filters.length === 1) && filters.length > 0 && (
        <search className="list-filters">
          {filters.map((filter) => (
            <FilterField key={filter.key} filter={filter} open={open} />
          ))}
          {isNarrow && <Order list={list} open={open} />}
        </search>
      )}
      <div className="list-actions">
        <ColumnChoice list={list} shown={shown} toggle={toggle} />
        <Exports list={list} open={open} shown={shown} />
        {list.actions}
      </div>
    </div>
  );
}

function FilterField<Row>({ filter, open }: { filter: Filter; open: OpenList<Row> }) {
  const { key, label, kind } = filter;
  const value = open.filters[key] ?? '';
  if (kind === 'text') return <TextFilter key={key} filter={filter} open={open} value={value} />;
  if (kind === 'day')
    return (
      <TextInput
        label={label}
        type="date"
        value={value}
        onChange={({ currentTarget }) => open.state.set({ [key]: currentTarget.value })}
      />
    );
  const isKnown = value === '' || filter.choices.some((choice) => choice.value === value);
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={({ currentTarget }) => open.state.set({ [key]: currentTarget.value })}
      data={[
        ...(filter.all === undefined ? [] : [{ value: '', label: filter.all }]),
        ...filter.choices.map((choice) => ({ value: choice.value, label: choice.label })),
        // What an address says is shown, even where nobody would offer it.
        ...(isKnown ? [] : [{ value, label: value }]),
      ]}
    />
  );
}

/** Milliseconds after the last key until the list is asked anew; Enter asks at once. */
const typingMs = 350;

function TextFilter<Row>({
  filter,
  open,
  value,
}: {
  filter: Filter & { kind: 'text' };
  open: OpenList<Row>;
  value: string;
}) {
  const [typed, setTyped] = useState(value);
  const [from, setFrom] = useState(value);
  // The address was changed by somebody else: the way back, a link, “clear”.
  if (from !== value) {
    setFrom(value);
    setTyped(value);
  }
  const apply = () => {
    if (typed.trim() !== value) open.state.set({ [filter.key]: typed.trim() }, true);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a key restarts the wait, nothing else does
  useEffect(() => {
    const wait = setTimeout(apply, typingMs);
    return () => clearTimeout(wait);
  }, [typed]);
  return (
    <TextInput
      type="search"
      label={filter.label}
      placeholder={filter.hint}
      value={typed}
      autoComplete="off"
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onKeyDown={({ key }) => key === 'Enter' && apply()}
    />
  );
}

/** On a handheld there are no headings to order by. */
function Order<Row>({ list, open }: { list: List<Row>; open: OpenList<Row> }) {
  const say = useSliceWords(listsWords);
  const sortable = list.columns.flatMap(({ sort, title }) => (sort === undefined ? [] : [{ sort, title }]));
  if (sortable.length === 0) return null;
  return (
    <NativeSelect
      label={say('order')}
      value={open.state.search.sort ?? list.order ?? ''}
      onChange={({ currentTarget }) => open.state.set({ sort: currentTarget.value })}
      data={[
        ...(list.order === undefined ? [{ value: '', label: say('usualOrder') }] : []),
        ...sortable.flatMap(({ sort, title }) => [
          { value: sort, label: `${title} ↑` },
          { value: `-${sort}`, label: `${title} ↓` },
        ]),
      ]}
    />
  );
}

function ColumnChoice<Row>({ list, shown, toggle }: Pick<ListBarProps<Row>, 'list' | 'shown' | 'toggle'>) {
  const say = useSliceWords(listsWords);
  return (
    <Popover position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Columns3 size={16} aria-hidden />}>
          {say('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('columns')} className="list-columns">
        {list.columns.slice(1).map(({ key, title }) => (
          <Checkbox
            key={key}
            label={title}
            checked={shown.some((column) => column.key === key)}
            onChange={() => toggle(key)}
          />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

function Exports<Row>({ list, open, shown }: Pick<ListBarProps<Row>, 'list' | 'open' | 'shown'>) {
  const say = useSliceWords(listsWords);
  const may = useMay();
  const [busy, setBusy] = useState<ExportFormat | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { exported } = list;
  // A list with an export of its own is brought in again by who may import; any other is a file for who reads it.
  if (exported && !may('import')) return null;
  const columns = shown.flatMap((column) => column.exported ?? []).join(',');
  const path = exported ? `/api/exports/${exported.list}` : list.path;
  async function take(format: ExportFormat) {
    setBusy(format);
    setProblem(null);
    const own = exported ? exported.query : list.query;
    const hasColumns = columns !== '' && (exported !== undefined || format !== 'json');
    const query = { ...own, ...open.asked, ...(hasColumns ? { columns } : {}) };
    await takeExport(path, query, format).catch((error: Error) => setProblem(error.message));
    setBusy(null);
  }
  return (
    <Popover position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Download size={16} aria-hidden />}>
          {say('export')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('export')} className="list-columns">
        <p className="soft">{say('exportHint')}</p>
        {exportFormats.map((format) => (
          <Button key={format} variant="default" loading={busy === format} onClick={() => void take(format)}>
            {format.toUpperCase()}
          </Button>
        ))}
        {problem !== null && (
          <p role="alert" className="form-problem">
            {problem}
          </p>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
