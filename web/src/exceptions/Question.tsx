import { Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ExceptionOnWire } from '../../../src/operations/exceptions/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { useSession } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { UnseenUnits } from '../watching/UnseenUnits.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { exceptionsWords } from './exceptions-words.ts';
import { giveTo, repair, settle, usePossibleOwners } from './settling.ts';
import { withTimes } from './with-times.ts';

/** A question in full: both facts, and what one may do about it. */
export function Question({ item }: { item: ExceptionOnWire }) {
  const say = useSliceWords(exceptionsWords);
  const { time } = useSpeech();
  const maySettle = useMay()('settle', item.site);
  return (
    <article className="question" aria-label={`#${item.id}`}>
      <dl className="two-facts">
        <div>
          <dt className="soft">{say('recorded')}</dt>
          <dd>{withTimes(item.recorded, time)}</dd>
        </div>
        <div>
          <dt className="soft">{say('observed')}</dt>
          <dd>{withTimes(item.observed, time)}</dd>
        </div>
      </dl>
      <p className="entry-facts">
        {item.unit && (
          <Link to="/units/$id" params={{ id: String(item.unit.id) }} className="number">
            {item.unit.sku} {item.unit.serial}
          </Link>
        )}
        <span className="soft">{say('since', { when: time(item.openedAt) })}</span>
        {item.owner && (
          <span className="soft">
            {say('ownedBy', { name: item.owner.name, when: time(item.owner.since) })}
          </span>
        )}
      </p>
      {item.settledAt !== null && (
        <p>
          {say('settledBy', { actor: item.settledBy ?? '', when: time(item.settledAt) })}: {item.settlement}
        </p>
      )}
      {item.kind === 'not_seen' && item.settledAt === null && <UnseenUnits item={item} />}
      {item.settledAt === null && maySettle && <Decide item={item} />}
      {item.settledAt === null && !maySettle && <p className="soft">{say('mayNotSettle')}</p>}
    </article>
  );
}

function Decide({ item }: { item: ExceptionOnWire }) {
  const say = useSliceWords(exceptionsWords);
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  async function run(name: string, work: () => Promise<void>) {
    setBusy(name);
    setProblem(null);
    await work().catch((error: Error) => setProblem(error.message));
    setBusy(null);
  }
  return (
    <div className="stack">
      <fieldset className="question-repairs">
        <legend className="hidden">{say('repairs')}</legend>
        {item.repairs.map((one) => (
          <Button
            key={one.name}
            variant="default"
            loading={busy === one.name}
            disabled={busy !== null && busy !== one.name}
            onClick={() => void run(one.name, () => repair(item, one, say(`${one.name}_said`)))}
          >
            {say(one.name)}
          </Button>
        ))}
      </fieldset>
      {problem !== null && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="question-owner">
        <Owner item={item} give={(owner) => void run('owner', () => giveTo(item.id, owner))} />
        <Confirmed
          maxLength={2_000}
          label={say('settle')}
          about={`${say('settle')} #${item.id}`}
          reason="needed"
          reasonLabel={say('settlement')}
          confirm={(settlement) => settle(item.id, settlement)}
        />
      </div>
    </div>
  );
}

function Owner({ item, give }: { item: ExceptionOnWire; give: (owner: string | null) => void }) {
  const say = useSliceWords(exceptionsWords);
  const { data: session } = useSession();
  const people = usePossibleOwners(item.site).data?.items ?? [];
  const me = session?.actor ?? '';
  const { owner } = item;
  const others = people.filter(({ actor }) => actor !== me);
  const isOther = owner !== null && owner.actor !== me && !others.some(({ actor }) => actor === owner.actor);
  return (
    <NativeSelect
      label={say('owner')}
      value={owner?.actor ?? ''}
      onChange={({ currentTarget }) => give(currentTarget.value === '' ? null : currentTarget.value)}
      data={[
        { value: '', label: say('nobody') },
        { value: me, label: say('me') },
        ...others.map(({ actor, name }) => ({ value: actor, label: name })),
        // Who had it and may not settle any more is still shown.
        ...(isOther ? [{ value: owner.actor, label: owner.name }] : []),
      ]}
    />
  );
}
