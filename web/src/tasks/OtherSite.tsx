import { Button } from '@mantine/core';
import { useDevice } from '../shell/device.ts';
import { useSliceWords } from '../words/words.ts';
import { taskWords } from './task-words.ts';

interface OtherSiteProps {
  readonly sentence: string;
  /** Where it could go on. */
  readonly sites: readonly string[];
}

/** Instead of a station: the work is at another site than this device. */
export function OtherSite({ sentence, sites }: OtherSiteProps) {
  const say = useSliceWords(taskWords);
  const { chooseSite } = useDevice();
  return (
    <section className="panel stack">
      <p>{sentence}</p>
      <div className="moves">
        {sites.map((site) => (
          <Button key={site} variant="default" onClick={() => chooseSite(site)}>
            {say('goToSite', { site })}
          </Button>
        ))}
      </div>
    </section>
  );
}
