import './vendor-returns.css';
import { Link } from '@tanstack/react-router';
import type { OpenCreditOnWire } from '../../../src/operations/vendor-returns/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useSuppliersInUse } from './return-queries.ts';
import { vendorReturnsWords } from './vendor-returns-words.ts';

/** Money that suppliers owe for what went back, the longest owed first. */
export function VendorCreditsPage() {
  const say = useSliceWords(vendorReturnsWords);
  const { language, number } = useSpeech();
  const suppliers = useSuppliersInUse().data?.items ?? [];
  const money = (of: OpenCreditOnWire['open']) => of && moneyText(of.amount, of.currency, language);
  const list: List<OpenCreditOnWire> = {
    name: 'vendor-credits',
    label: say('creditsTitle'),
    path: '/api/vendor-credits',
    empty: say('noCredits'),
    keyOf: ({ number: of, unit }) => `${of} ${unit.id}`,
    linkTo: (row) => ({ to: '/vendor-returns/$number', params: { number: row.number } }),
    toneOf: ({ days }) => (days > 60 ? 'bad' : days > 30 ? 'ask' : undefined),
    columns: [
      { key: 'unit', title: say('unit'), cell: ({ unit }) => <span className="number">{unit.serial}</span> },
      { key: 'product', title: say('product'), cell: ({ name }) => name },
      { key: 'supplier', title: say('supplier'), cell: ({ supplierName }) => supplierName },
      { key: 'rma', title: say('rma'), cell: ({ rma }) => <span className="number">{rma}</span> },
      { key: 'open', title: say('stillOpen'), isNumber: true, cell: ({ open }) => money(open) },
      { key: 'expected', title: say('expected'), isNumber: true, cell: ({ expected }) => money(expected) },
      {
        key: 'expectedBy',
        title: say('expectedBy'),
        cell: ({ expectedBy: by }) => (by ? say(`expectedBy_${by}`) : ''),
      },
      { key: 'credited', title: say('received'), isNumber: true, cell: ({ credited }) => money(credited) },
      { key: 'days', title: say('days'), isNumber: true, cell: ({ days }) => number(days) },
      { key: 'number', title: say('number'), cell: (row) => <span className="number">{row.number}</span> },
    ],
    filters: [
      {
        kind: 'choice',
        key: 'supplier',
        label: say('supplier'),
        all: say('anySupplier'),
        choices: suppliers.map(({ code, name }) => ({ value: code, label: name })),
      },
    ],
    actions: <Link to="/vendor-returns">{say('vendorReturns')}</Link>,
  };
  return (
    <div className="stack">
      <h1>{say('creditsTitle')}</h1>
      <DataList list={list} />
    </div>
  );
}
