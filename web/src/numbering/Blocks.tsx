import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { BlockOnWire } from '../../../src/operations/numbering/contract.ts';
import { ask } from '../server/ask.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { saveBlockFile, useBlocks, useForgetNumbers, useNumberRights, type Whose } from './asking.ts';
import { numberingWords } from './numbering-words.ts';

/** Who was given which numbers, the newest first, and what has become of them. */
export function Blocks({ whose }: { readonly whose: Whose }) {
  const say = useSliceWords(numberingWords);
  const list = useBlocks(whose);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel" aria-labelledby="number-blocks">
      <h2 id="number-blocks">{say('blocks')}</h2>
      {list.isPending && <Loading />}
      {list.isError && <Trouble error={list.error} reset={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p>{say('noBlocks')}</p>}
      <ul className="plain-list numbers-list">
        {items.map((block) => (
          <Block key={block.id} block={block} named={whose === undefined} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </section>
  );
}

/** A block by itself: in the list, and where somebody asks whose a number is. */
export function Block({ block, named }: { readonly block: BlockOnWire; readonly named: boolean }) {
  const say = useSliceWords(numberingWords);
  const { number, time } = useSpeech();
  const { id, sku, holder, given, wanted, state } = block;
  return (
    <li>
      <div className="numbers-head">
        <strong>{say('block', { id })}</strong>
        {named && <span className={sku === null ? undefined : 'number'}>{sku ?? say('ownLabels')}</span>}
        <span className="chip">{say('countOf', { count: number(given) })}</span>
        {state === 'working' && <span className="chip">{say('madeSoFar', { wanted: number(wanted) })}</span>}
        {state === 'failed' && (
          <span className="chip" data-tone="ask">
            {say('tooFew', { wanted: number(wanted) })}
          </span>
        )}
      </div>
      <p>
        {holder.kind === 'us' ? say('us') : `${say(holder.kind)}: ${holder.name}`}
        {block.note && ` · ${block.note}`}
      </p>
      <p className="soft">{say('takenAt', { when: time(block.takenAt), who: block.takenBy })}</p>
      {block.used !== null && (
        <p className="soft">
          {say('usedOf', {
            used: number(block.used),
            remaining: number(block.remaining ?? 0),
            when: time(block.usedAt ?? block.takenAt),
          })}
        </p>
      )}
      {block.returnedAt !== null && (
        <p className="soft">
          {say('cameBack', { count: number(block.returned ?? 0), when: time(block.returnedAt) })}
          {block.returnedNote && ` · ${block.returnedNote}`}
        </p>
      )}
      <BlockActions block={block} />
    </li>
  );
}

function BlockActions({ block }: { readonly block: BlockOnWire }) {
  const say = useSliceWords(numberingWords);
  const forget = useForgetNumbers();
  const rights = useNumberRights();
  const [problem, setProblem] = useState<string | null>(null);
  const [isSure, setSure] = useState(false);
  const { id, task, state } = block;
  const act = (work: () => Promise<unknown>) => () => {
    setProblem(null);
    void work()
      .then(forget)
      .catch((error: Error) => setProblem(error.message || say('away')));
  };
  if (!rights.take || state === 'working') return null;
  const canReturn = rights.define && block.returnedAt === null;
  const label = (what: string) => `${what}: ${say('block', { id })}`;
  return (
    <>
      <div className="numbers-actions">
        <Button
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
          aria-label={label(say('file'))}
          onClick={act(() => saveBlockFile(id))}
        >
          {say('file')}
        </Button>
        <Button
          variant="default"
          loading={task === 'count'}
          aria-label={label(say('countUsed'))}
          onClick={act(() => ask('POST', `/api/number-blocks/${id}/count`))}
        >
          {say('countUsed')}
        </Button>
        {canReturn && !isSure && (
          <Button variant="default" aria-label={label(say('giveBack'))} onClick={() => setSure(true)}>
            {say('giveBack')}
          </Button>
        )}
        {canReturn && isSure && (
          <Button
            color="red"
            loading={task === 'return'}
            aria-label={label(say('giveBackNow'))}
            onClick={act(() => ask('POST', `/api/number-blocks/${id}/return`, {}))}
          >
            {say('giveBackNow')}
          </Button>
        )}
      </div>
      {canReturn && isSure && (
        <p className="soft">{say(block.kind === 'pool' ? 'giveBackPool' : 'giveBackMade')}</p>
      )}
      {problem !== null && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
    </>
  );
}
