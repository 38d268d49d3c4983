import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { bulkMoves } from '../../../src/domain/imports/moving.ts';
import { type Move, moves } from '../../../src/domain/lifecycle.ts';
import type { Import } from '../imports/imports-queries.ts';
import { MoveField } from '../scanning/MoveField.tsx';
import { ask } from '../server/ask.ts';
import { useLocations, useSession, useSites } from '../server/queries.ts';
import { mayDo } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { bulkWords } from './bulk-words.ts';
import { documentKinds } from './document-kinds.ts';
import { detailsOf, fileQueryOf, filledIn, orderOf } from './read-form.ts';
import { type Way, WhichUnits } from './WhichUnits.tsx';

/** What the units do, and which they are. Nothing moves yet: the next page checks and moves them. */
export function NewBulkMove() {
  const say = useSliceWords(bulkWords);
  const form = useRef<HTMLFormElement>(null);
  const navigate = useNavigate();
  const here = useDevice().site ?? '';
  const [move, setMove] = useState<Move>('move_spot');
  const [site, setSite] = useState(here);
  const [way, setWay] = useState<Way>('numbers');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (way === 'file') return;
    setBusy(true);
    setProblem(null);
    try {
      const order = orderOf(move, site, way, filledIn(event.currentTarget));
      const { id } = await ask<Import>('POST', '/api/bulk-moves', order);
      await navigate({ to: '/bulk-moves/$id', params: { id: String(id) } });
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy(false);
    }
  }
  return (
    <section className="panel stack" aria-labelledby="new-bulk-move">
      <h2 id="new-bulk-move">{say('newMove')}</h2>
      <form className="bulk-form" ref={form} onSubmit={(event) => void submit(event)}>
        <WhatTheyAreToDo move={move} onMove={setMove} site={site} onSite={setSite} />
        <WhichUnits
          way={way}
          onWay={setWay}
          site={site}
          fileQuery={() => fileQueryOf(move, site, filledIn(form.current!))}
          afterFile={(made) => sayDetails(made, detailsOf(move, filledIn(form.current!)))}
        />
        {problem !== null && (
          <p role="alert" className="form-problem">
            {problem}
          </p>
        )}
        {way !== 'file' && (
          <div className="import-acts">
            <Button type="submit" size="md" loading={isBusy}>
              {say('goOn')}
            </Button>
          </div>
        )}
        <p className="soft">{say('goOnHint')}</p>
      </form>
    </section>
  );
}

/** A file's address has no room for the words that the move needs. */
async function sayDetails({ id, settings }: Import, details: Readonly<Record<string, unknown>>) {
  if (Object.keys(details).length === 0 || settings.moving === undefined) return;
  const { evidence: _evidence, ...moving } = settings.moving;
  await ask('PATCH', `/api/bulk-moves/${id}`, { moving: { ...moving, details } });
}

interface ToDoProps {
  readonly move: Move;
  readonly onMove: (move: Move) => void;
  readonly site: string;
  readonly onSite: (site: string) => void;
}

function WhatTheyAreToDo({ move, onMove, site, onSite }: ToDoProps) {
  const say = useSliceWords(bulkWords);
  const { words, language } = useSpeech();
  const session = useSession().data!;
  const [document, setDocument] = useState('');
  const led = (useSites().data?.items ?? []).filter(({ code }) => mayDo(session, 'lead', code));
  const spots = (useLocations(site).data?.items ?? []).filter(({ active }) => active);
  const byName = (a: Move, b: Move) => words.move[a].localeCompare(words.move[b], language);
  const sorted = [...bulkMoves].sort(byName);
  return (
    <>
      <div className="import-choices">
        <NativeSelect
          label={say('move')}
          value={move}
          onChange={({ currentTarget }) => onMove(currentTarget.value as Move)}
          data={sorted.map((value) => ({ value, label: words.move[value] }))}
        />
        <NativeSelect
          label={say('site')}
          value={site}
          onChange={({ currentTarget }) => onSite(currentTarget.value)}
          data={led.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))}
        />
        <NativeSelect
          key={site}
          name="location"
          label={say('spot')}
          data={[
            { value: '', label: say('sameSpot') },
            ...spots.map(({ code, name }) => ({
              value: code,
              label: name === code ? code : `${code} · ${name}`,
            })),
          ]}
        />
        {(moves[move].needs ?? []).map((field) => (
          <MoveField key={`${move} ${field}`} move={move} field={field} rights={{ scan: true, lead: true }} />
        ))}
        <NativeSelect
          name="documentKind"
          label={say('documentKind')}
          value={document}
          onChange={({ currentTarget }) => setDocument(currentTarget.value)}
          data={[
            { value: '', label: say('noDocument') },
            ...documentKinds.map((kind) => ({ value: kind, label: say(`document_${kind}`) })),
          ]}
        />
        {document !== '' && (
          <TextInput name="documentNumber" label={say('documentNumber')} required autoComplete="off" />
        )}
      </div>
      <Checkbox name="together" label={say('together')} size="md" />
    </>
  );
}
