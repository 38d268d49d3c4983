import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { LabelOnWire, VoidBody } from '../../../src/operations/printing/contract.ts';
import { FormEnd } from '../forms/FormEnd.tsx';
import { ask } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import { useAct } from '../shell/use-act.ts';
import { useInSight } from '../tasks/use-in-sight.ts';
import { useSliceWords } from '../words/words.ts';
import { forgetLabels } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';
import { Reprint } from './Reprint.tsx';

/** What can be done about one label: print it again, make it void, look at its unit. */
export function LabelDetail({ label, close }: { label: LabelOnWire; close(): void }) {
  const say = useSliceWords(printingWords);
  const may = useMay();
  const panel = useInSight<HTMLElement>();
  const [doing, setDoing] = useState<'again' | 'void' | null>(null);
  const { id, number, site, state, unit } = label;
  const isLead = may('settle', site);
  return (
    <section ref={panel} className="panel stack" aria-labelledby="label-detail">
      <h2 id="label-detail">{say('actions', { number })}</h2>
      {doing === null && (
        <div className="printing-buttons">
          {state !== 'void' && may('scan', site) && (
            <Button onClick={() => setDoing('again')}>{say('again')}</Button>
          )}
          {state !== 'void' && (
            <Button
              variant="default"
              disabled={!isLead}
              title={isLead ? undefined : say('onlyLead')}
              aria-label={isLead ? undefined : `${say('makeVoid')} (${say('onlyLead')})`}
              onClick={() => setDoing('void')}
            >
              {say('makeVoid')}
            </Button>
          )}
          {unit !== null && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/units/$id" params={{ id: String(unit) }} {...props} />}
            >
              {say('openUnit')}
            </Button>
          )}
          <Button variant="default" onClick={close}>
            {say('close')}
          </Button>
        </div>
      )}
      {doing === 'again' && <Reprint site={site} of={{ label: id }} cancel={() => setDoing(null)} />}
      {doing === 'void' && <MakeVoid label={label} done={close} cancel={() => setDoing(null)} />}
    </section>
  );
}

const reasons = [...(['lost', 'misprinted', 'not_needed'] as const)] satisfies readonly VoidBody['reason'][];

function MakeVoid({ label, done, cancel }: { label: LabelOnWire; done(): void; cancel(): void }) {
  const say = useSliceWords(printingWords);
  const act = useAct(async (reason: string, note: string) => {
    const said = note === '' ? {} : { note };
    await ask('POST', `/api/labels/${label.id}/void`, { reason, ...said });
    await forgetLabels();
    done();
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    void act.run(String(given.get('reason')), String(given.get('note')).trim());
  }
  return (
    <form className="stack" aria-label={say('makeVoid')} onSubmit={submit}>
      <NativeSelect
        name="reason"
        label={say('reason')}
        data={reasons.map((value) => ({ value, label: say(value) }))}
      />
      <TextInput name="note" label={say('note')} maxLength={300} autoComplete="off" />
      <FormEnd submit={say('makeVoid')} isBusy={act.isBusy} problem={act.problem} cancel={cancel} />
    </form>
  );
}
