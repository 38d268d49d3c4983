import { NativeSelect } from '@mantine/core';
import { useLocations } from '../server/queries.ts';
import { useSpeech } from '../words/words.ts';

/** A spot of a site, as a field of a form; where it is, if nobody says. */
export function SpotField({ site }: { site: string }) {
  const { say } = useSpeech();
  const { data } = useLocations(site);
  const spots = (data?.items ?? []).filter(({ active }) => active);
  return (
    <NativeSelect
      name="location"
      label={say('spot')}
      data={[
        { value: '', label: say('anySpot') },
        ...spots.map(({ code, name }) => ({
          value: code,
          label: name === code ? code : `${code} · ${name}`,
        })),
      ]}
    />
  );
}
