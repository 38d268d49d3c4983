import { Button } from '@mantine/core';
import { useSites } from '../server/queries.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSpeech } from '../words/words.ts';

/** Where this device stands: asked once. */
export function ChooseSite() {
  const { say } = useSpeech();
  const { chooseSite } = useDevice();
  const sites = useSites();
  if (sites.isPending) return <Loading />;
  if (sites.isError) return <Trouble error={sites.error} reset={() => void sites.refetch()} />;
  const open = sites.data.items.filter(({ active }) => active);
  return (
    <section className="panel">
      <h1>{say('chooseSite')}</h1>
      <p className="soft">{say(open.length === 0 ? 'noSites' : 'chooseSiteHint')}</p>
      <div className="site-list">
        {open.map(({ code, name }) => (
          <Button key={code} size="lg" variant="default" onClick={() => chooseSite(code)}>
            {name} · {code}
          </Button>
        ))}
      </div>
    </section>
  );
}
