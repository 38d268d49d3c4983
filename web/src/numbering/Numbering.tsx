import { Blocks } from './Blocks.tsx';
import { HowNumbersCome } from './HowNumbersCome.tsx';
import { TakeNumbers } from './TakeNumbers.tsx';
import './numbering.css';

/** The numbers of one product, as they stand on its page. */
export function Numbering({ sku }: { readonly sku: string }) {
  return (
    <div className="stack">
      <HowNumbersCome whose={sku} />
      <TakeNumbers sku={sku} />
      <Blocks whose={sku} />
    </div>
  );
}
