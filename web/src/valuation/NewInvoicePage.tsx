import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { landedKinds } from '../../../src/domain/valuation/cost-kinds.ts';
import { sharings } from '../../../src/domain/valuation/share-out.ts';
import type {
  CostInvoiceOnWire,
  CostInvoicePreview,
} from '../../../src/operations/valuation/landed/contract.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { ChoiceField, TextField } from '../forms/fields.tsx';
import { useForm } from '../forms/use-form.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import { forgetUnits } from '../server/queries.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { signedMinorOf } from './signed-money.ts';
import { valuationWords } from './valuation-words.ts';
import './valuation.css';

/** An invoice over receipts: what it says, how it comes to their units, and then it is shared out. */
export function NewInvoicePage() {
  const say = useSliceWords(valuationWords);
  const { language } = useSpeech();
  const navigate = useNavigate();
  const { receipt = '' } = useSearch({ from: '/valuation/invoices/new' });
  const request = useRef(crypto.randomUUID());
  const [seen, setSeen] = useState<{ readonly preview: CostInvoicePreview; readonly of: string } | null>(
    null,
  );
  const blank = {
    ...{ number: '', supplier: '', kind: 'freight_in', amount: '', currency: 'EUR', sharedBy: 'value' },
    receipts: receipt,
  };
  const said = (values: typeof blank) => {
    const { supplier, amount, currency, receipts, ...rest } = values;
    const code = currency.trim().toUpperCase();
    const minor = signedMinorOf(amount, code);
    if (minor === null) throw new Error(say('amountWrong', { currency: code }));
    return {
      ...rest,
      ...(supplier.trim() === '' ? {} : { supplier: supplier.trim() }),
      amount: minor,
      currency: code,
      receipts: receipts
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    };
  };
  const form = useForm(
    blank,
    (values) =>
      ask<CostInvoiceOnWire>('POST', '/api/cost-invoices', { request: request.current, ...said(values) }),
    ({ id }) => {
      forgetList('cost-invoices');
      forgetUnits();
      void navigate({ to: '/valuation/invoices', search: { open: String(id) } });
    },
  );
  const look = useAct(async () => {
    setSeen(null);
    const preview = await ask<CostInvoicePreview>('POST', '/api/cost-invoices/preview', said(form.values));
    setSeen({ preview, of: JSON.stringify(form.values) });
  });
  const money = (amount: number) => moneyText(amount, form.values.currency.trim().toUpperCase(), language);
  const preview = seen?.of === JSON.stringify(form.values) ? seen.preview : null;
  return (
    <div className="stack">
      <p className="valuation-back">
        <Link to="/valuation/invoices">{say('invoices')}</Link>
      </p>
      <h1>{say('newInvoice')}</h1>
      <FormPanel form={form} title={say('invoices')} submit={say('book')}>
        <div className="form-pair">
          <TextField form={form} name="number" label={say('number')} required maxLength={64} />
          <TextField form={form} name="supplier" label={say('supplier')} maxLength={200} />
          <ChoiceField
            form={form}
            name="kind"
            label={say('kind')}
            choices={landedKinds.map((value) => ({ value, label: say(`kind_${value}`) }))}
          />
        </div>
        <div className="form-pair">
          <TextField
            form={form}
            name="amount"
            label={say('invoiceAmount')}
            hint={say('creditHint')}
            type="number"
            required
          />
          <TextField form={form} name="currency" label={say('currency')} required maxLength={3} />
          <ChoiceField
            form={form}
            name="sharedBy"
            label={say('sharedBy')}
            choices={sharings.map((value) => ({ value, label: say(`sharedBy_${value}`) }))}
          />
        </div>
        <TextField form={form} name="receipts" label={say('receipts')} hint={say('receiptsHint')} required />
        <div>
          <Button variant="default" loading={look.isBusy} onClick={() => void look.run()}>
            {say('look')}
          </Button>
        </div>
        <ProblemNote problem={look.problem} />
        {preview && <Shares preview={preview} money={money} />}
      </FormPanel>
    </div>
  );
}

interface SharesProps {
  readonly preview: CostInvoicePreview;
  money(amount: number): string;
}

/** How the amount comes to the units, by product, and how much of it goes to units that are not in stock any more. */
function Shares({ preview, money }: SharesProps) {
  const say = useSliceWords(valuationWords);
  const { number } = useSpeech();
  const { units, least, most, goneUnits, goneAmount, shares } = preview;
  const amount = shares.reduce((sum, share) => sum + share.amount, 0);
  return (
    <div className="valuation-preview" role="status">
      <p>
        {say('shareOf', {
          ...{ amount: money(amount), units: number(units) },
          ...{ least: money(least), most: money(most) },
        })}{' '}
        {goneUnits === 0
          ? say('noneGone')
          : say('goneOf', { units: number(goneUnits), amount: money(goneAmount) })}
      </p>
      <ul className="plain-list valuation-shares">
        {shares.map((share) => (
          <li key={share.sku}>
            <span className="number">{share.sku}</span>{' '}
            <span className="soft">{say('unitsOf', { units: number(share.units) })}</span>{' '}
            <strong>{money(share.amount)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
