import { Button, Switch } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SiteOnWire } from '../../../src/operations/places/contract.ts';
import { FactList } from '../design/FactList.tsx';
import { FormEnd } from '../forms/FormEnd.tsx';
import { ask } from '../server/ask.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { SiteFields, siteOf } from './site-fields.tsx';
import { siteAddress, useForgetSite } from './site-queries.ts';
import { sitesWords } from './sites-words.ts';

interface SiteFactsProps {
  readonly site: SiteOnWire;
  readonly mayChange: boolean;
}

/** What a site is: kind, time zone, address, company; and the form that changes it. */
export function SiteFacts({ site, mayChange }: SiteFactsProps) {
  const say = useSliceWords(sitesWords);
  const [isOpen, setOpen] = useState(false);
  const { address } = site;
  const place = address && [
    ...address.lines,
    [address.postalCode, address.city].filter(Boolean).join(' '),
    address.region,
    address.country,
  ];
  const facts: readonly (readonly [string, string])[] = [
    [say('kind'), say(`kind_${site.kind}`)],
    [say('timeZone'), site.timeZone],
    [say('address'), place?.filter(Boolean).join(', ') ?? ''],
    [say('company'), site.owner],
    [say('state'), say(site.active ? 'open' : 'closed')],
    [say('arrivals'), say(site.scans ? 'scanned' : 'unscanned')],
  ];
  if (isOpen) return <SiteForm site={site} onDone={() => setOpen(false)} />;
  return (
    <section className="panel act-panel" aria-label={site.code}>
      <FactList facts={facts} />
      {mayChange && (
        <Button variant="default" onClick={() => setOpen(true)} className="act">
          {say('change')}
        </Button>
      )}
    </section>
  );
}

function SiteForm({ site, onDone }: { site: SiteOnWire; onDone(): void }) {
  const say = useSliceWords(sitesWords);
  const forget = useForgetSite(site.code);
  const act = useAct(async (fields: FormData) => {
    const is = (name: string) => fields.get(name) !== null;
    const body = { ...siteOf(fields), active: is('active'), scans: is('scans') };
    await ask('PATCH', siteAddress(site.code), body);
    await forget();
    onDone();
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(new FormData(event.currentTarget));
  }
  return (
    <form className="panel act-panel" aria-label={say('change')} onSubmit={submit}>
      <SiteFields site={site} at={act.at} />
      <Switch
        name="active"
        label={say('inUse')}
        description={say('inUseHint')}
        defaultChecked={site.active}
        error={act.at('active')}
      />
      <Switch
        name="scans"
        label={say('scans')}
        description={say('scansHint')}
        defaultChecked={site.scans}
        error={act.at('scans')}
      />
      <FormEnd {...act} submit={say('save')} cancel={onDone} />
    </form>
  );
}
