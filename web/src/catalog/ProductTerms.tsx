import { Button } from '@mantine/core';
import { useState } from 'react';
import { FormPanel } from '../forms/FormPanel.tsx';
import { ChoiceField, TextField } from '../forms/fields.tsx';
import { useForm } from '../forms/use-form.ts';
import { ask } from '../server/ask.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { minorOf, moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { forgetCatalog, productPath, useCosts, useWarranties } from './catalog-queries.ts';
import { catalogWords } from './catalog-words.ts';

const warrantyKinds = ['statutory', 'maker', 'store', 'extended', 'repair'] as const;
const warrantyStarts = ['sale', 'delivery', 'activation'] as const;

/** What was agreed about a product's warranty, from which day on. Terms are added, never changed. */
export function Warranties({ sku, mayChange }: { sku: string; mayChange: boolean }) {
  const say = useSliceWords(catalogWords);
  const terms = useWarranties(sku);
  const [isAdding, setAdding] = useState(false);
  return (
    <section className="panel">
      <h2>{say('warranty')}</h2>
      {terms.isPending && <Loading />}
      {terms.isError && <Trouble error={terms.error} reset={() => void terms.refetch()} />}
      {terms.data?.items.length === 0 && <p className="soft">{say('noTerms')}</p>}
      {terms.data && terms.data.items.length > 0 && (
        <table className="plain-table terms-table">
          <thead>
            <tr>
              <th scope="col">{say('from')}</th>
              <th scope="col">{say('kind')}</th>
              <th scope="col" data-number="true">
                {say('months')}
              </th>
              <th scope="col">{say('starts')}</th>
              <th scope="col">{say('setBy')}</th>
            </tr>
          </thead>
          <tbody>
            {terms.data.items.map(({ kind, months, starts, from, setBy, setAt }) => (
              <tr key={`${kind} ${from} ${setAt}`}>
                <th scope="row">{from}</th>
                <td>{say(`warranty_${kind}`)}</td>
                <td data-number="true">{months}</td>
                <td>{say(`starts_${starts}`)}</td>
                <td className="soft">{setBy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayChange && !isAdding && (
        <Button variant="default" onClick={() => setAdding(true)}>
          {say('addWarranty')}
        </Button>
      )}
      {isAdding && <NewWarranty sku={sku} close={() => setAdding(false)} />}
    </section>
  );
}

function NewWarranty({ sku, close }: { sku: string; close: () => void }) {
  const say = useSliceWords(catalogWords);
  const form = useForm(
    { kind: 'maker', months: '24', starts: 'sale', from: '' },
    ({ kind, months, starts, from }) =>
      ask('POST', `${productPath(sku)}/warranties`, { kind, months: Number(months), starts, from }),
    () => {
      forgetCatalog();
      close();
    },
  );
  return (
    <FormPanel form={form} title={say('addWarranty')} submit={say('add')} cancel={close}>
      <div className="form-pair">
        <ChoiceField
          form={form}
          name="kind"
          label={say('kind')}
          choices={warrantyKinds.map((value) => ({ value, label: say(`warranty_${value}`) }))}
        />
        <TextField form={form} name="months" label={say('months')} type="number" required />
      </div>
      <div className="form-pair">
        <ChoiceField
          form={form}
          name="starts"
          label={say('starts')}
          choices={warrantyStarts.map((value) => ({ value, label: say(`starts_${value}`) }))}
        />
        <TextField form={form} name="from" label={say('from')} type="date" required />
      </div>
    </FormPanel>
  );
}

/** What one unit costs us, for those who may know. */
export function Costs({ sku }: { sku: string }) {
  const say = useSliceWords(catalogWords);
  const { language } = useSpeech();
  const costs = useCosts(sku);
  const [isAdding, setAdding] = useState(false);
  return (
    <section className="panel">
      <h2>{say('cost')}</h2>
      {costs.isPending && <Loading />}
      {costs.isError && <Trouble error={costs.error} reset={() => void costs.refetch()} />}
      {costs.data?.items.length === 0 && <p className="soft">{say('noTerms')}</p>}
      {costs.data && costs.data.items.length > 0 && (
        <table className="plain-table terms-table">
          <thead>
            <tr>
              <th scope="col">{say('from')}</th>
              <th scope="col" data-number="true">
                {say('amount')}
              </th>
              <th scope="col">{say('setBy')}</th>
            </tr>
          </thead>
          <tbody>
            {costs.data.items.map(({ amount, currency, from, setAt, setBy }) => (
              <tr key={`${from} ${setAt}`}>
                <th scope="row">{from}</th>
                <td data-number="true">{moneyText(amount, currency, language)}</td>
                <td className="soft">{setBy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!isAdding && (
        <Button variant="default" onClick={() => setAdding(true)}>
          {say('addCost')}
        </Button>
      )}
      {isAdding && (
        <NewCost
          sku={sku}
          currency={costs.data?.items[0]?.currency ?? 'EUR'}
          close={() => setAdding(false)}
        />
      )}
    </section>
  );
}

function NewCost({ sku, currency, close }: { sku: string; currency: string; close: () => void }) {
  const say = useSliceWords(catalogWords);
  const form = useForm(
    { amount: '', currency, from: '' },
    async (values) => {
      const code = values.currency.trim().toUpperCase();
      const minor = minorOf(values.amount, code);
      if (minor === null) throw new Error(say('amountWrong', { currency: code }));
      return ask('POST', `${productPath(sku)}/costs`, { amount: minor, currency: code, from: values.from });
    },
    () => {
      forgetCatalog();
      close();
    },
  );
  return (
    <FormPanel form={form} title={say('addCost')} submit={say('add')} cancel={close}>
      <div className="form-pair">
        <TextField form={form} name="amount" label={say('amount')} type="number" required />
        <TextField form={form} name="currency" label={say('currency')} required maxLength={3} />
        <TextField form={form} name="from" label={say('from')} type="date" required />
      </div>
    </FormPanel>
  );
}
