import '../tasks/task-lines.css';
import './transfers.css';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { PostingOnWire } from '../../../src/operations/transfers/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { readAll } from '../server/read-all.ts';
import { useMay } from '../server/use-may.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { Agreements } from './Agreements.tsx';
import { booksWords } from './books-words.ts';
import { transfersWords } from './transfers-words.ts';

export interface Company {
  readonly code: string;
  readonly name: string;
}

/** Our companies: when goods pass between them, and what transfers have left in each one's book. */
export function BooksPage() {
  const say = useSliceWords(booksWords);
  const companies = useQuery({
    queryKey: ['companies'],
    queryFn: () => readAll<Company>('/api/companies'),
  });
  if (companies.error) return <Trouble error={companies.error} reset={() => void companies.refetch()} />;
  if (!companies.data) return <Loading />;
  return (
    <div className="stack">
      <header>
        <h1>{say('books')}</h1>
        <p className="soft under-title">{say('booksHint')}</p>
      </header>
      {companies.data.length < 2 ? (
        <p className="panel">{say('oneCompany')}</p>
      ) : (
        <Books companies={companies.data} />
      )}
    </div>
  );
}

function Books({ companies }: { companies: readonly Company[] }) {
  const say = useSliceWords(booksWords);
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ from: '/company-books' }) as { readonly company?: string };
  const chosen = companies.find(({ code }) => code === search.company) ?? companies[0]!;
  return (
    <>
      <Agreements companies={companies} mayAgree={may('catalog', null)} />
      {may('import', null) && (
        <>
          <NativeSelect
            className="transfers-company"
            label={say('company')}
            value={chosen.code}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ to: '/company-books', search: { company: value } })
            }
            data={companies.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))}
          />
          <Postings key={chosen.code} company={chosen} />
        </>
      )}
    </>
  );
}

function Postings({ company }: { company: Company }) {
  const say = useSliceWords(booksWords);
  const sayTransfer = useSliceWords(transfersWords);
  const { time, language } = useSpeech();
  const list: List<PostingOnWire> = {
    name: `postings-${company.code}`,
    label: say('postings', { company: company.name }),
    path: `/api/companies/${encodeURIComponent(company.code)}/postings`,
    empty: say('noPostings'),
    keyOf: ({ id }) => String(id),
    linkTo: ({ number }) => ({ to: '/transfers/$number', params: { number } }),
    toneOf: ({ reverses }) => (reverses === null ? undefined : 'off'),
    columns: [
      {
        key: 'id',
        title: say('posting'),
        cell: ({ id, reverses }) => (
          <>
            <span className="number">{id}</span>
            {reverses !== null && <span className="soft"> {say('takesBack', { id: reverses })}</span>}
          </>
        ),
      },
      { key: 'postedAt', title: say('postedAt'), cell: ({ postedAt }) => time(postedAt) },
      {
        key: 'side',
        title: say('side'),
        cell: ({ side }) => (
          <span className="chip" data-tone={side === 'in' ? 'good' : undefined}>
            {say(side)}
          </span>
        ),
      },
      { key: 'other', title: say('other'), cell: ({ other }) => other },
      {
        key: 'unit',
        title: sayTransfer('unit'),
        cell: ({ unit }) => (
          <Link to="/units/$id" params={{ id: String(unit.id) }} className="number">
            {unit.serial}
          </Link>
        ),
      },
      { key: 'sku', title: sayTransfer('product'), cell: ({ unit }) => unit.sku },
      {
        key: 'amount',
        title: say('amount'),
        isNumber: true,
        cell: ({ amount, currency }) =>
          amount === null || currency === null ? (
            <span className="soft">{say('noPrice')}</span>
          ) : (
            moneyText(amount, currency, language)
          ),
      },
      {
        key: 'number',
        title: sayTransfer('number'),
        cell: ({ number }) => <span className="number">{number}</span>,
      },
    ],
    filters: [
      { kind: 'day', key: 'from', label: say('fromDay') },
      { kind: 'day', key: 'to', label: say('toDay') },
    ],
  };
  return <DataList list={list} />;
}
