import { Link, useParams } from '@tanstack/react-router';
import { UnitContainers } from '../containers/UnitContainers.tsx';
import { UnitLabels } from '../printing/UnitLabels.tsx';
import { UnitSightings } from '../rfid/UnitSightings.tsx';
import { useHistory, useUnit } from '../server/queries.ts';
import type { Unit } from '../server/wire.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { UnitCosts } from '../valuation/UnitCosts.tsx';
import { useSpeech } from '../words/words.ts';
import { Timeline } from './Timeline.tsx';
import { UnitHolds } from './UnitHolds.tsx';
import { UnitNumbers } from './UnitNumbers.tsx';
import { UnitOnMap } from './UnitOnMap.tsx';

/** Everything about one unit: what it is now, its life, and its numbers. */
export function UnitPage() {
  const { id } = useParams({ from: '/units/$id' });
  const { say } = useSpeech();
  const unit = useUnit(id);
  const history = useHistory(id);
  if (unit.isPending) return <Loading />;
  if (unit.isError) return <Trouble error={unit.error} reset={() => void unit.refetch()} />;
  return (
    <div className="stack">
      <header>
        <h1 className="number">{unit.data.serial}</h1>
        <p className="unit-name">
          {unit.data.name} <span className="soft number">{unit.data.sku}</span>
        </p>
      </header>
      <SixFacts unit={unit.data} />
      <div className="scan-columns unit-columns">
        <section className="panel" aria-labelledby="life">
          <h2 id="life">{say('unitLife')}</h2>
          {history.isPending && <Loading />}
          {history.isError && <Trouble error={history.error} reset={() => void history.refetch()} />}
          {history.data && <Timeline events={history.data.events} />}
        </section>
        <div className="stack side-stack">
          <UnitHolds unit={unit.data} events={history.data?.events ?? []} />
          <UnitContainers unit={unit.data.id} />
          {unit.data.place && <UnitOnMap place={unit.data.place} />}
          <UnitSightings unit={unit.data.id} />
          <UnitCosts unit={unit.data.id} />
          <UnitNumbers unit={unit.data} />
          <UnitLabels unit={unit.data} />
          <More unit={unit.data} />
        </div>
      </div>
    </div>
  );
}

/** Status, condition, holds, place, owner, use: apart, none told by another. */
function SixFacts({ unit }: { unit: Unit }) {
  const { say, words, hold } = useSpeech();
  const facts = [
    [say('condition'), words.condition[unit.condition]],
    [say('place'), unit.place ?? say('none')],
    [say('owner'), unit.owner ?? say('none')],
    [say('use'), words.use[unit.use]],
  ] as const;
  return (
    <section className="panel" aria-label={say('status')}>
      {unit.see !== null && (
        <p>
          <Link to="/units/$id" params={{ id: String(unit.see) }}>
            {say('seeUnit', { id: unit.see })}
          </Link>
        </p>
      )}
      <dl className="facts">
        <div>
          <dt>{say('status')}</dt>
          <dd>
            <span className="chip">{words.status[unit.status]}</span>
          </dd>
        </div>
        <div>
          <dt>{say('holds')}</dt>
          <dd className="chips">
            {unit.holds.length === 0 && say('none')}
            {unit.holds.map((key) => (
              <span key={key} className="chip" data-tone="ask">
                {hold(key)}
              </span>
            ))}
          </dd>
        </div>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function More({ unit }: { unit: Unit }) {
  const { say, words } = useSpeech();
  const sale = unit.sale?.document;
  const facts: readonly (readonly [string, string])[] = [
    [say('proofs'), unit.checks.map((check) => words.check[check]).join(', ')],
    [say('sale'), sale ? [`${sale.kind} ${sale.number}`, unit.sale?.line].filter(Boolean).join(' / ') : ''],
    [say('lot'), unit.lot ?? ''],
    [say('supplier'), unit.supplier ?? ''],
  ];
  const known = facts.filter(([, value]) => value !== '');
  if (known.length === 0) return null;
  return (
    <section className="panel">
      <dl className="facts">
        {known.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
