import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CostInvoiceOnWire } from '../../../src/operations/valuation/landed/contract.ts';
import { ask, withQuery } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import type { Page } from '../server/wire.ts';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { valuationWords } from './valuation-words.ts';
import './valuation.css';

/** What came on top of the price of a receipt's units, and the way to add to it; for those who may see costs there. */
export function ReceiptCosts({ receipt, site }: { receipt: string; site: string }) {
  const may = useMay();
  return may('costs', site) ? <Invoices receipt={receipt} /> : null;
}

function Invoices({ receipt }: { receipt: string }) {
  const say = useSliceWords(valuationWords);
  const { language } = useSpeech();
  const { data } = useQuery({
    queryKey: ['list', 'cost-invoices', 'receipt', receipt],
    queryFn: () => ask<Page<CostInvoiceOnWire>>('GET', withQuery('/api/cost-invoices', { receipt })),
  });
  const standing = data?.items.filter(({ takenBackAt }) => takenBackAt === null);
  return (
    <section className="panel" aria-labelledby="receipt-costs">
      <h2 id="receipt-costs">{say('receiptInvoices')}</h2>
      {standing?.length === 0 && <p className="soft">{say('noReceiptInvoices')}</p>}
      {standing && standing.length > 0 && (
        <ul className="plain-list valuation-shares">
          {standing.map(({ id, number, kind, amount, currency }) => (
            <li key={id}>
              <span>{say(`kind_${kind}`)}</span>{' '}
              <Link to="/valuation/invoices" search={{ receipt, open: String(id) }} className="number">
                {number}
              </Link>{' '}
              <strong>{moneyText(amount, currency, language)}</strong>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to="/valuation/invoices/new" search={{ receipt }} className="valuation-link">
          {say('addToReceipt')}
        </Link>
      </p>
    </section>
  );
}
