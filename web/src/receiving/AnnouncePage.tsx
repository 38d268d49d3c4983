import { SerializedProducts } from '../catalog/SerializedProducts.tsx';
import { RefusedUnits } from '../tasks/RefusedUnits.tsx';
import '../tasks/task-lines.css';
import './receiving.css';
import { Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { queryClient } from '../server/queries.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { type AnnounceLine, announce, CannotAnnounce, serialsIn } from './announce.ts';
import { useSuppliers } from './receipt-queries.ts';
import { receivingWords } from './receiving-words.ts';

const emptyLine: AnnounceLine = { sku: '', known: 'pieces', pieces: 1, serials: '' };

/** A receipt made by hand before the goods come: whose, and what, by pieces or by serials. */
export function AnnouncePage() {
  const { say } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const site = useDevice().site!;
  const navigate = useNavigate();
  const [lines, setLines] = useState<readonly AnnounceLine[]>([emptyLine]);
  const [problem, setProblem] = useState<Error | null>(null);
  const [isSending, setSending] = useState(false);
  const suppliers = useSuppliers();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const number = String(given.get('number')).trim();
    const supplier = String(given.get('supplier'));
    setSending(true);
    setProblem(null);
    try {
      const empty = lines.findIndex((line) => line.known === 'serials' && serialsIn(line).length === 0);
      if (empty >= 0) throw new Error(sayHere('lineEmpty', { line: empty + 1 }));
      await announce({ number, site, supplier, lines });
      void queryClient.invalidateQueries({ queryKey: ['list', 'receipts'] });
      await navigate({ to: '/receipts/$number', params: { number } });
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setSending(false);
    }
  }

  const change = (at: number, by: Partial<AnnounceLine>) =>
    setLines((before) => before.map((line, nth) => (nth === at ? { ...line, ...by } : line)));

  return (
    <form className="stack receiving-page" onSubmit={(event) => void submit(event)}>
      <div>
        <h1>{sayHere('announceTitle')}</h1>
        <p className="soft">{sayHere('announceHint', { site })}</p>
      </div>
      <div className="panel receiving-form">
        <TextInput
          name="number"
          label={sayHere('receiptNumber')}
          description={sayHere('receiptNumberHint')}
          required
          pattern=".*\S.*"
          maxLength={64}
          autoComplete="off"
        />
        <NativeSelect
          name="supplier"
          label={sayHere('supplier')}
          description={' '}
          data={[
            { value: '', label: sayHere('noSupplier') },
            ...(suppliers.data?.items ?? []).map(({ name }) => ({ value: name, label: name })),
          ]}
        />
      </div>
      <SerializedProducts id="receipt-products" />
      {lines.map((line, at) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          key={at}
          nth={at + 1}
          line={line}
          change={(by) => change(at, by)}
          remove={lines.length > 1 ? () => setLines(lines.filter((_, nth) => nth !== at)) : null}
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<Plus size={18} aria-hidden />}
          onClick={() => setLines([...lines, emptyLine])}
        >
          {sayHere('addLine')}
        </Button>
      </div>
      {problem && <Problem problem={problem} />}
      <div className="scan-row">
        <Button type="submit" loading={isSending}>
          {sayHere('announce')}
        </Button>
        <Button variant="default" onClick={() => void navigate({ to: '/receipts' })}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}

interface LineProps {
  readonly nth: number;
  readonly line: AnnounceLine;
  change(by: Partial<AnnounceLine>): void;
  /** Null: it is the only one. */
  readonly remove: (() => void) | null;
}

function Line({ nth, line, change, remove }: LineProps) {
  const { number } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const { sku, known, pieces, serials } = line;
  return (
    <fieldset className="panel receiving-form">
      <legend>
        {sayHere('line')} {nth}
      </legend>
      <TextInput
        label={sayHere('sku')}
        value={sku}
        onChange={({ currentTarget }) => change({ sku: currentTarget.value })}
        list="receipt-products"
        required
        maxLength={64}
        autoComplete="off"
      />
      <NativeSelect
        label={sayHere('howKnown')}
        value={known}
        onChange={({ currentTarget }) => change({ known: currentTarget.value as AnnounceLine['known'] })}
        data={[
          { value: 'pieces', label: sayHere('byPieces') },
          { value: 'serials', label: sayHere('bySerials') },
        ]}
      />
      {known === 'pieces' ? (
        <NumberInput
          label={sayHere('pieces')}
          value={pieces}
          onChange={(value) => change({ pieces: Number(value) })}
          min={1}
          max={100_000}
          allowDecimal={false}
          hideControls
          required
        />
      ) : (
        <Textarea
          className="receiving-wide"
          label={sayHere('serials')}
          description={sayHere('serialsCount', { count: number(serialsIn(line).length) })}
          value={serials}
          onChange={({ currentTarget }) => change({ serials: currentTarget.value })}
          autosize
          minRows={3}
          maxRows={10}
          required
        />
      )}
      {remove && (
        <Button
          variant="default"
          className="receiving-remove"
          aria-label={sayHere('removeLine', { line: nth })}
          onClick={remove}
        >
          <Trash2 size={18} aria-hidden />
        </Button>
      )}
    </fieldset>
  );
}

function Problem({ problem }: { problem: Error }) {
  const sayHere = useSliceWords(receivingWords);
  if (!(problem instanceof CannotAnnounce))
    return (
      <p role="alert" className="form-problem">
        {problem.message}
      </p>
    );
  return (
    <section className="panel" role="alert">
      <p>{sayHere('announceNot')}</p>
      <RefusedUnits refused={problem.refused} />
    </section>
  );
}
