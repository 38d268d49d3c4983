import { Button } from '@mantine/core';
import { MapPin, X } from 'lucide-react';
import type { LocationOnWire } from '../../../src/operations/places/contract.ts';
import { AisleColor } from '../sites/AisleColor.tsx';
import { useSliceWords } from '../words/words.ts';
import { putawayWords } from './putaway-words.ts';

interface TargetProps {
  readonly site: string;
  readonly target: LocationOnWire | null;
  clear(): void;
}

/** Where each unit goes now, with its aisle's colour; said in the same place all the time. */
export function Target({ target, clear }: TargetProps) {
  const say = useSliceWords(putawayWords);
  return (
    <div className="putaway-target" role="status" aria-label={say('target')}>
      <MapPin size={22} aria-hidden />
      {target === null ? (
        <span>{say('noTarget')}</span>
      ) : (
        <>
          <span>
            {say('target')} <strong className="number">{target.code}</strong>{' '}
            {target.aisle !== null && (
              <span className="putaway-aisle">
                <AisleColor color={target.color} /> {say('aisle', { aisle: target.aisle })}
              </span>
            )}
          </span>
          <Button
            size="compact-md"
            variant="default"
            leftSection={<X size={16} aria-hidden />}
            onClick={clear}
          >
            {say('clearTarget')}
          </Button>
        </>
      )}
    </div>
  );
}
