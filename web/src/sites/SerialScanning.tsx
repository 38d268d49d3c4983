import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SiteOnWire } from '../../../src/operations/places/contract.ts';
import type { RuleOnWire } from '../../../src/operations/policy/contract.ts';
import { Confirm } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { readAll } from '../server/read-all.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { siteAddress } from './site-queries.ts';
import { sitesWords } from './sites-words.ts';

/** The one switch that takes a site's serial scanning back, and the one that leads back; each with its reason. */
export function SerialScanning({ site, mayChange }: { site: SiteOnWire; mayChange: boolean }) {
  const say = useSliceWords(sitesWords);
  const rules = useQuery({
    queryKey: ['policy', 'in-force'],
    queryFn: () => readAll<RuleOnWire>('/api/policy', { inForce: 'true' }),
  });
  return (
    <section className="panel act-panel" aria-labelledby="serial-scanning">
      <h2 id="serial-scanning">{say('policy')}</h2>
      {rules.isPending && <Loading />}
      {rules.isError && <Trouble error={rules.error} reset={() => void rules.refetch()} />}
      {rules.isSuccess && (
        <TheSwitch
          code={site.code}
          mayChange={mayChange}
          rule={rules.data.find(({ rollBack, site: of }) => rollBack && of === site.code)}
        />
      )}
    </section>
  );
}

interface TheSwitchProps {
  readonly code: string;
  readonly mayChange: boolean;
  readonly rule: RuleOnWire | undefined;
}

function TheSwitch({ code, mayChange, rule }: TheSwitchProps) {
  const say = useSliceWords(sitesWords);
  const { time } = useSpeech();
  const client = useQueryClient();
  const act = useAct(async (reason: string) => {
    await ask('POST', `${siteAddress(code)}/${rule ? 'roll-out' : 'roll-back'}`, { reason });
    await client.invalidateQueries({ queryKey: ['policy'] });
  });
  if (!rule)
    return (
      <>
        <p>{say('rolledOut')}</p>
        {mayChange && (
          <Confirm label={say('rollBack')} hint={say('rollBackHint')} act={act} reason="needed" isDangerous />
        )}
      </>
    );
  const why = rule.reason ?? say('noReason');
  return (
    <>
      <p>
        <span className="chip" data-tone="ask">
          {say('rolledBack')}
        </span>
      </p>
      <p className="soft">{say('rolledBackBy', { who: rule.setBy, when: time(rule.setAt), why })}</p>
      {mayChange && <Confirm label={say('rollOut')} hint={say('rollOutHint')} act={act} reason="needed" />}
    </>
  );
}
