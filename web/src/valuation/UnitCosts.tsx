import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { costKinds } from '../../../src/domain/valuation/cost-kinds.ts';
import type { CostEntryOnWire, UnitCostsOnWire } from '../../../src/operations/valuation/costs/contract.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { ChoiceField, TextField } from '../forms/fields.tsx';
import { useForm } from '../forms/use-form.ts';
import { ask } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { signedMinorOf } from './signed-money.ts';
import { valuationWords } from './valuation-words.ts';
import './valuation.css';

/** What a unit cost, line by line, for those who may know; the others are shown nothing of it. */
export function UnitCosts({ unit }: { unit: number }) {
  const may = useMay();
  return may('costs') ? <Book unit={unit} /> : null;
}

function Book({ unit }: { unit: number }) {
  const say = useSliceWords(valuationWords);
  const { language } = useSpeech();
  const [isAdding, setAdding] = useState(false);
  const costs = useQuery({
    queryKey: ['unit', String(unit), 'costs'],
    queryFn: () => ask<UnitCostsOnWire>('GET', `/api/units/${unit}/costs`),
    retry: false,
  });
  // He may see the costs of other sites' units.
  if (costs.isError && 'status' in costs.error && costs.error.status === 404) return null;
  return (
    <section className="panel" aria-labelledby="unit-costs">
      <h2 id="unit-costs">{say('cost')}</h2>
      {costs.isPending && <Loading />}
      {costs.isError && <Trouble error={costs.error} reset={() => void costs.refetch()} />}
      {costs.data && <Lines costs={costs.data} />}
      {costs.data && <Sums costs={costs.data} language={language} />}
      {costs.data && !isAdding && (
        <Button variant="default" onClick={() => setAdding(true)}>
          {say('addCost')}
        </Button>
      )}
      {costs.data && isAdding && (
        <AddCost
          unit={unit}
          currency={costs.data.sums[0]?.currency ?? 'EUR'}
          close={() => setAdding(false)}
        />
      )}
    </section>
  );
}

function Lines({ costs: { items, estimate } }: { costs: UnitCostsOnWire }) {
  const say = useSliceWords(valuationWords);
  const { language } = useSpeech();
  if (items.length === 0 && estimate === null) return <p className="soft">{say('noCost')}</p>;
  return (
    <ul className="plain-list valuation-book">
      {items.map((entry) => (
        <li key={entry.id} data-off={entry.takenBack || entry.takesBack !== null}>
          <span>{say(`kind_${entry.kind}`)}</span>
          <strong>{moneyText(entry.amount, entry.currency, language)}</strong>
          <span className="soft">
            <Source entry={entry} />
          </span>
        </li>
      ))}
      {estimate && (
        <li>
          <span>{say('kind_purchase')}</span>
          <strong>{moneyText(estimate.amount, estimate.currency, language)}</strong>
          <span className="soft">{say('estimateOf', { from: estimate.from })}</span>
        </li>
      )}
    </ul>
  );
}

function Source({ entry }: { entry: CostEntryOnWire }) {
  const say = useSliceWords(valuationWords);
  const { time } = useSpeech();
  const { source, document, invoice, reason, at, takenBack, takesBack, actor } = entry;
  const parts = [
    say(`source_${source}`, { number: invoice?.number ?? document?.number ?? '' }),
    ...(source === 'hand' ? [actor] : []),
    ...(reason === null ? [] : [reason]),
    time(at),
    ...(takenBack ? [say('entryTakenBack')] : []),
    ...(takesBack === null ? [] : [say('entryTakesBack')]),
  ];
  return parts.join(' · ');
}

function Sums({ costs: { sums, sale }, language }: { costs: UnitCostsOnWire; language: string }) {
  const say = useSliceWords(valuationWords);
  return (
    <dl className="facts valuation-sums">
      {sums.map(({ currency, value, all }) => (
        <div key={currency}>
          <dt>{value === all ? say('value') : `${say('value')} / ${say('allCosts')}`}</dt>
          <dd>
            {moneyText(value, currency, language)}
            {value !== all && ` / ${moneyText(all, currency, language)}`}
          </dd>
        </div>
      ))}
      {sale?.price != null && sale.currency !== null && (
        <>
          <div>
            <dt>{say('soldFor')}</dt>
            <dd>{moneyText(sale.price, sale.currency, language)}</dd>
          </div>
          <div>
            <dt>{say('margin')}</dt>
            <dd>
              {sale.margin === null ? say('marginUnknown') : moneyText(sale.margin, sale.currency, language)}
            </dd>
          </div>
        </>
      )}
    </dl>
  );
}

function AddCost({ unit, currency, close }: { unit: number; currency: string; close: () => void }) {
  const say = useSliceWords(valuationWords);
  const client = useQueryClient();
  const request = useRef(crypto.randomUUID());
  const form = useForm(
    { kind: 'repair', amount: '', currency, reason: '' },
    async ({ kind, amount, reason, ...values }) => {
      const code = values.currency.trim().toUpperCase();
      const minor = signedMinorOf(amount, code);
      if (minor === null) throw new Error(say('amountWrong', { currency: code }));
      const said = { request: request.current, kind, amount: minor, currency: code, reason };
      return ask('POST', `/api/units/${unit}/costs`, said);
    },
    () => {
      void client.invalidateQueries({ queryKey: ['unit', String(unit), 'costs'] });
      close();
    },
  );
  return (
    <FormPanel form={form} title={say('addCost')} submit={say('add')} cancel={close}>
      <ChoiceField
        form={form}
        name="kind"
        label={say('kind')}
        choices={costKinds.map((value) => ({ value, label: say(`kind_${value}`) }))}
      />
      <div className="form-pair">
        <TextField form={form} name="amount" label={say('invoiceAmount')} type="number" required />
        <TextField form={form} name="currency" label={say('currency')} required maxLength={3} />
      </div>
      <TextField form={form} name="reason" label={say('reason')} required maxLength={200} />
    </FormPanel>
  );
}
