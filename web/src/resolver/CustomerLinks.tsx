import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { ProductLinkOnWire, ProductLinksOnWire } from '../../../src/operations/resolver/contract.ts';
import { ask } from '../server/ask.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords } from '../words/words.ts';
import { ChangeLinks } from './ChangeLinks.tsx';
import { isSpoken, linksPath } from './link-addresses.ts';
import { ProductPicture } from './ProductPicture.tsx';
import './resolver.css';
import { resolverWords } from './resolver-words.ts';

/** What a customer's phone shows of a product: its picture, and where else it leads. */
export function CustomerLinks({ sku, mayChange }: { sku: string; mayChange: boolean }) {
  const say = useSliceWords(resolverWords);
  const [isChanging, setChanging] = useState(false);
  const told = useQuery({
    queryKey: ['catalog', 'links', sku],
    queryFn: () => ask<ProductLinksOnWire>('GET', linksPath(sku)),
  });
  if (isChanging && told.data)
    return <ChangeLinks sku={sku} told={told.data} close={() => setChanging(false)} />;
  return (
    <section className="panel stack" aria-label={say('customers')}>
      <h2>{say('customers')}</h2>
      {told.isPending && <Loading />}
      {told.isError && <Trouble error={told.error} reset={() => void told.refetch()} />}
      {told.data && (
        <>
          <p className="soft">{say(told.data.address === null ? 'noGtin' : 'customersHint')}</p>
          <Shown links={told.data.links} />
          <div className="customer-acts">
            {mayChange && (
              <Button variant="default" onClick={() => setChanging(true)}>
                {say('change')}
              </Button>
            )}
            {told.data.address !== null && (
              <a href={told.data.address} target="_blank" rel="noreferrer">
                {say('look')}
                <ExternalLink size={16} aria-hidden />
              </a>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function Shown({ links }: { links: readonly ProductLinkOnWire[] }) {
  const say = useSliceWords(resolverWords);
  const picture = links.find(({ type }) => type === 'relatedImage');
  const others = links.filter(({ type }) => type !== 'relatedImage');
  return (
    <>
      {picture ? <ProductPicture picture={picture.address} /> : <p className="soft">{say('noPicture')}</p>}
      {others.length === 0 && <p className="soft">{say('noLinks')}</p>}
      {others.length > 0 && (
        <ul className="plain-list customer-links" aria-label={say('links')}>
          {others.map(({ type, address, title, language }, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same address may stand twice, and rows keep no state
            <li key={nth}>
              <strong>{title ?? (type === 'relatedImage' ? '' : say(type))}</strong>
              <a href={address} target="_blank" rel="noreferrer">
                {address.replace(/^https:\/\//, '')}
              </a>
              {isSpoken(language) && <span className="soft">{say(language)}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
