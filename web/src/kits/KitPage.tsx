import './kits.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { KitChangedOnWire, KitContentOnWire } from '../../../src/operations/kits/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import { forgetUnits, queryClient } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { kitPath } from './kit-queries.ts';
import { kitWords } from './kit-words.ts';

/** One kit: what is in it, and what can still be done with it. */
export function KitPage() {
  const { number } = useParams({ from: '/kits/$number' });
  const content = useQuery({
    queryKey: ['document', number],
    queryFn: () => ask<KitContentOnWire>('GET', kitPath(number)),
    staleTime: 0,
  });
  if (content.data) return <Kit key={number} {...content.data} />;
  if (content.error) return <Trouble error={content.error} reset={() => void content.refetch()} />;
  return <Loading />;
}

function Kit({ kit, parts, pieces }: KitContentOnWire) {
  const say = useSliceWords(kitWords);
  const { words, number: figure } = useSpeech();
  const may = useMay();
  const mayWork = may('scan', kit.site) && kit.state !== 'undone';
  return (
    <div className="stack kit-page">
      <header>
        <h1 className="number">{say('kitTitle', { serial: kit.serial })}</h1>
        <p className="soft under-title">
          {kit.name} · {kit.number} <span className="chip">{say(kit.state)}</span>
        </p>
        <Told kit={kit} />
        {kit.unit && kit.state !== 'undone' && (
          <Link to="/units/$id" params={{ id: String(kit.unit.id) }}>
            {say('toUnit')}
          </Link>
        )}
      </header>
      <section className="panel" aria-labelledby="kit-parts">
        <h2 id="kit-parts">{say('parts')}</h2>
        <ul className="plain-list">
          {parts.map(({ unit, name, status, isIn }) => (
            <li key={unit.id} className="kit-part">
              <Link to="/units/$id" params={{ id: String(unit.id) }} className="number">
                {unit.serial}
              </Link>
              <span className="soft">
                {name} · {isIn ? say('isIn') : say('isOut', { status: words.status[status] })}
              </span>
            </li>
          ))}
          {pieces.map(({ sku, name, pieces: count }) => (
            <li key={sku} className="kit-part">
              <span>{name}</span>
              <span className="soft">{say('count', { count: figure(count) })}</span>
            </li>
          ))}
        </ul>
      </section>
      {mayWork && <Ends kit={kit} />}
    </div>
  );
}

function Told({ kit }: Pick<KitContentOnWire, 'kit'>) {
  const say = useSliceWords(kitWords);
  const { time } = useSpeech();
  const told = [
    say('builtBy', { time: time(kit.builtAt), who: kit.builtBy }),
    kit.brokenAt && say('brokenBy', { time: time(kit.brokenAt), who: kit.brokenBy ?? '' }),
    kit.undoneAt && say('undoneBy', { time: time(kit.undoneAt), who: kit.undoneBy ?? '' }),
  ];
  return <p className="soft">{told.filter(Boolean).join(' · ')}</p>;
}

function Ends({ kit }: Pick<KitContentOnWire, 'kit'>) {
  const say = useSliceWords(kitWords);
  async function end(how: 'break' | 'undo', body: Record<string, string>) {
    const request = crypto.randomUUID();
    const told = await ask<KitChangedOnWire>('POST', `${kitPath(kit.number)}/${how}`, { request, ...body });
    const [first] = told.refused;
    if (first) throw new Error(`${first.unit?.serial ?? ''} ${first.sentence}`.trim());
    forgetUnits();
    forgetList('kits');
    await queryClient.invalidateQueries({ queryKey: ['document', kit.number] });
  }
  return (
    <div className="kit-ends">
      {kit.state === 'built' && (
        <Confirmed
          label={say('breakUp')}
          hint={say('breakHint')}
          isDangerous
          confirm={() => end('break', { site: kit.site, location: kit.location })}
        />
      )}
      <Confirmed
        label={say('undo')}
        hint={say('undoHint')}
        reason="needed"
        reasonLabel={say('reason')}
        confirm={(reason) => end('undo', { reason })}
      />
    </div>
  );
}
