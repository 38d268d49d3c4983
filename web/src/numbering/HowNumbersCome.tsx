import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { NumberingOnWire } from '../../../src/operations/numbering/contract.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useNumberings, useNumberRights, type Whose } from './asking.ts';
import { DefineNumbers } from './DefineNumbers.tsx';
import { ImportPool } from './ImportPool.tsx';
import { numberingWords } from './numbering-words.ts';

/** How numbers come about, and how many are left; whoever keeps the catalog changes it here. */
export function HowNumbersCome({ whose }: { readonly whose: Whose }) {
  const say = useSliceWords(numberingWords);
  const list = useNumberings(whose);
  const { define } = useNumberRights();
  const [opened, setOpened] = useState<'define' | 'import' | null>(null);
  const close = () => setOpened(null);
  return (
    <section className="panel" aria-labelledby="how-numbers-come">
      <h2 id="how-numbers-come">{say('how')}</h2>
      {list.isPending && <Loading />}
      {list.isError && <Trouble error={list.error} reset={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <p>{say(whose === undefined ? 'noneYet' : 'noneOfProduct')}</p>}
      {list.data && list.data.items.length > 0 && (
        <ul className="plain-list numbers-list">
          {list.data.items.map((one) => (
            <Row key={one.id} numbering={one} named={whose === undefined} />
          ))}
        </ul>
      )}
      {define && opened === null && (
        <div className="numbers-actions">
          <Button variant="default" onClick={() => setOpened('define')}>
            {say('define')}
          </Button>
          <Button variant="default" onClick={() => setOpened('import')}>
            {say('importPool')}
          </Button>
        </div>
      )}
      {!define && <p className="soft">{say('defineNot')}</p>}
      {opened === 'define' && <DefineNumbers whose={whose} close={close} />}
      {opened === 'import' && <ImportPool whose={whose} close={close} />}
    </section>
  );
}

function Row({ numbering, named }: { readonly numbering: NumberingOnWire; readonly named: boolean }) {
  const say = useSliceWords(numberingWords);
  const { number } = useSpeech();
  const { sku, kind, example, entropyBits, given, left } = numbering;
  return (
    <li>
      <div className="numbers-head">
        {named && sku === null && <strong>{say('ownLabels')}</strong>}
        {named && sku !== null && (
          <Link to="/numbering" search={{ sku }} className="number">
            {sku}
          </Link>
        )}
        <span className="chip">{say(kind)}</span>
      </div>
      {example !== null && (
        <p>
          {say('like')} <span className="number">{example}</span>
        </p>
      )}
      <p className="soft">
        {say('givenAndLeft', { given: number(given), left: number(left) })}
        {entropyBits !== null && ` · ${say('bits', { bits: number(entropyBits) })}`}
      </p>
      {left === 0 && (
        <p>
          <span className="chip" data-tone="ask">
            {say('usedUp')}
          </span>
        </p>
      )}
    </li>
  );
}
