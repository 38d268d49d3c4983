import { Link, useSearch } from '@tanstack/react-router';
import { useSliceWords } from '../words/words.ts';
import { Blocks } from './Blocks.tsx';
import { HowNumbersCome } from './HowNumbersCome.tsx';
import { Numbering } from './Numbering.tsx';
import { numberingWords } from './numbering-words.ts';
import { TakeNumbers } from './TakeNumbers.tsx';
import { WhoseNumber } from './WhoseNumber.tsx';
import './numbering.css';

/** Numbers that we give out: how they come about, taking some, and who was given which; of all, or of one product. */
export function NumberingPage() {
  const say = useSliceWords(numberingWords);
  const { sku } = useSearch({ from: '/numbering' });
  if (sku !== undefined)
    return (
      <div className="stack">
        <header>
          <h1>{say('titleOf', { sku })}</h1>
          <Link to="/numbering" search={{}}>
            {say('allNumbers')}
          </Link>
        </header>
        <Numbering sku={sku} />
      </div>
    );
  return (
    <div className="stack">
      <h1>{say('title')}</h1>
      <div className="scan-columns numbers-columns">
        <div className="stack">
          <TakeNumbers sku={undefined} />
          <Blocks whose={undefined} />
        </div>
        <div className="stack side-stack">
          <HowNumbersCome whose={undefined} />
          <WhoseNumber />
        </div>
      </div>
    </div>
  );
}
