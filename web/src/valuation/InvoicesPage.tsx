import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type {
  CostInvoiceOnWire,
  CostShareOnWire,
} from '../../../src/operations/valuation/landed/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import type { Page } from '../server/wire.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { valuationWords } from './valuation-words.ts';
import './valuation.css';

/** Freight, duty and insurance: each invoice with its receipts, and what each unit got of it. */
export function InvoicesPage() {
  const say = useSliceWords(valuationWords);
  const { language, number, time } = useSpeech();
  const list: List<CostInvoiceOnWire> = {
    name: 'cost-invoices',
    label: say('invoices'),
    path: '/api/cost-invoices',
    empty: say('noInvoices'),
    filters: [{ kind: 'text', key: 'receipt', label: say('receipts') }],
    keyOf: ({ id }) => String(id),
    toneOf: ({ takenBackAt }) => (takenBackAt === null ? undefined : 'off'),
    detail: (invoice) => <Invoice invoice={invoice} />,
    columns: [
      {
        key: 'number',
        title: say('number'),
        cell: (row) => (
          <>
            <span className="number">{row.number}</span>{' '}
            {row.takenBackAt !== null && <span className="chip">{say('takenBack')}</span>}
          </>
        ),
      },
      { key: 'kind', title: say('kind'), cell: ({ kind }) => say(`kind_${kind}`) },
      { key: 'supplier', title: say('supplier'), cell: ({ supplier }) => supplier ?? '–' },
      { key: 'receipts', title: say('receipts'), cell: ({ receipts }) => receipts.join(', ') },
      { key: 'units', title: say('units'), isNumber: true, cell: ({ units }) => number(units) },
      {
        key: 'amount',
        title: say('invoiceAmount'),
        isNumber: true,
        cell: ({ amount, currency }) => moneyText(amount, currency, language),
      },
      { key: 'at', title: say('at'), cell: ({ at }) => time(at), isExtra: true },
    ],
    actions: (
      <Link to="/valuation/invoices/new" className="valuation-link">
        <Plus size={18} aria-hidden /> {say('newInvoice')}
      </Link>
    ),
  };
  return (
    <div className="stack">
      <p className="valuation-back">
        <Link to="/valuation">{say('back')}</Link>
      </p>
      <h1>{say('invoices')}</h1>
      <p className="soft valuation-hint">{say('invoicesHint')}</p>
      <DataList list={list} />
    </div>
  );
}

const shown = 20;

function Invoice({ invoice }: { invoice: CostInvoiceOnWire }) {
  const say = useSliceWords(valuationWords);
  const { language, number, time } = useSpeech();
  const path = `/api/cost-invoices/${invoice.id}`;
  const shares = useQuery({
    queryKey: ['cost-shares', invoice.id],
    queryFn: () => ask<Page<CostShareOnWire>>('GET', `${path}/shares?limit=${shown}`),
  });
  const { currency, units, goneUnits, goneAmount, takenBackAt } = invoice;
  return (
    <section className="stack" aria-label={`${say('shares')} ${invoice.number}`}>
      <p>
        {say(`sharedBy_${invoice.sharedBy}`)} ·{' '}
        {goneUnits === 0
          ? say('noneGone')
          : say('goneOf', { units: number(goneUnits), amount: moneyText(goneAmount, currency, language) })}
      </p>
      {shares.isPending && <Loading />}
      {shares.isError && <Trouble error={shares.error} reset={() => void shares.refetch()} />}
      {shares.data && (
        <ul className="plain-list valuation-shares">
          {shares.data.items.map(({ unit, name, amount }) => (
            <li key={unit.id}>
              <Link to="/units/$id" params={{ id: String(unit.id) }} className="number">
                {unit.serial}
              </Link>{' '}
              <span className="soft">{name}</span> <strong>{moneyText(amount, currency, language)}</strong>
            </li>
          ))}
        </ul>
      )}
      {shares.data?.next && <p className="soft">{say('moreShares', { units: number(units) })}</p>}
      {takenBackAt === null ? (
        <Confirmed
          label={say('takeBack')}
          about={`${say('takeBack')} ${invoice.number}`}
          hint={say('takeBackHint')}
          reason="needed"
          isDangerous
          confirm={async (reason) => {
            await ask('POST', `${path}/take-back`, { reason });
            forgetList('cost-invoices');
          }}
        />
      ) : (
        <p>
          {say('takenBackBy', {
            actor: invoice.takenBackBy ?? '',
            time: time(takenBackAt),
            reason: invoice.takenBackReason ?? '',
          })}
        </p>
      )}
    </section>
  );
}
