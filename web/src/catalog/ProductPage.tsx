import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { photoOfPicture } from '../../../src/domain/photos.ts';
import type { ProductOnWire } from '../../../src/operations/catalog/contract.ts';
import type { AvailabilityOnWire } from '../../../src/operations/units/contract.ts';
import { Numbering } from '../numbering/Numbering.tsx';
import { LabelPicture } from '../photos/LabelPicture.tsx';
import { CustomerLinks } from '../resolver/CustomerLinks.tsx';
import { ask, withQuery } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import type { Page } from '../server/wire.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { usePlaceNames } from '../stock/outside-places.ts';
import { stockSearch } from '../stock/stock-search.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { CatalogTabs } from './CatalogTabs.tsx';
import { useProduct } from './catalog-queries.ts';
import { catalogWords } from './catalog-words.ts';
import { Costs, Warranties } from './ProductTerms.tsx';
import { TrySerial } from './TrySerial.tsx';

/** Everything that is known of a product, and where its units are. */
export function ProductPage() {
  const { sku } = getRouteApi('/catalog/products/$sku').useParams();
  const say = useSliceWords(catalogWords);
  const may = useMay();
  const product = useProduct(sku);
  if (product.isPending) return <Loading />;
  if (product.isError) return <Trouble error={product.error} reset={() => void product.refetch()} />;
  const mayChange = may('catalog', null);
  return (
    <div className="stack">
      <CatalogTabs />
      <header className="page-head">
        <div>
          <h1>{product.data.name}</h1>
          <p className="soft number">{sku}</p>
        </div>
        {mayChange && (
          <Link to="/catalog/products/$sku/change" params={{ sku }} className="button-link">
            {say('change')}
          </Link>
        )}
      </header>
      <Facts product={product.data} />
      <div className="product-columns">
        <div className="stack">
          {product.data.serialized && <Serials product={product.data} />}
          {product.data.serialized && <Numbering sku={sku} />}
          <Gtins product={product.data} />
          <Parts product={product.data} />
        </div>
        <div className="stack">
          <Units sku={sku} />
          <Warranties sku={sku} mayChange={mayChange} />
          <CustomerLinks sku={sku} mayChange={mayChange} />
          {mayChange && <Costs sku={sku} />}
        </div>
      </div>
    </div>
  );
}

function Facts({ product }: { product: ProductOnWire }) {
  const say = useSliceWords(catalogWords);
  const { number } = useSpeech();
  const { category, supplier, weightGrams, dimensions, wipeRequired, serialized } = product;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say('kept'), say(serialized ? 'bySerial' : 'byQuantity')],
    [
      say('category'),
      category && (
        <Link to="/catalog" search={{ category }}>
          {category}
        </Link>
      ),
    ],
    [
      say('supplier'),
      supplier && (
        <Link to="/catalog/suppliers" search={{ open: supplier }}>
          {supplier}
        </Link>
      ),
    ],
    [say('weight'), weightGrams !== null && `${number(weightGrams)} g`],
    [
      say('size'),
      dimensions !== null &&
        `${[dimensions.length, dimensions.width, dimensions.height].map(number).join(' × ')} mm`,
    ],
    [say('wipeRequired'), serialized && say(wipeRequired ? 'yes' : 'no')],
  ];
  return (
    <section className="panel" aria-label={say('facts')}>
      <dl className="facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function Serials({ product }: { product: ProductOnWire }) {
  const say = useSliceWords(catalogWords);
  const { words } = useSpeech();
  const { serialPattern, unknownSerials, labelHints, numbers } = product;
  return (
    <section className="panel stack">
      <h2>{say('numbers')}</h2>
      <dl className="facts">
        <div>
          <dt>{say('serialPattern')}</dt>
          <dd className="number">{serialPattern ?? say('anySerial')}</dd>
        </div>
        <div>
          <dt>{say('unknownSerials')}</dt>
          <dd>{say(`unknown_${unknownSerials}`)}</dd>
        </div>
        {numbers.length > 0 && (
          <div>
            <dt>{say('otherNumbers')}</dt>
            <dd>{numbers.map((kind) => words.number[kind]).join(', ')}</dd>
          </div>
        )}
      </dl>
      <TrySerial pattern={serialPattern ?? ''} />
      {labelHints.length > 0 && (
        <>
          <h3>{say('labelHints')}</h3>
          <ul className="hint-list plain-list">
            {labelHints.map(({ number, where, route, picture }) => (
              <li key={`${number} ${where}`}>
                <strong>{words.number[number]}</strong>
                <span>
                  {where}
                  {route && (
                    <>
                      {' · '}
                      <code className="number">{route}</code>
                    </>
                  )}
                </span>
                {picture?.startsWith('/') && <img src={picture} alt={where} loading="lazy" />}
                {picture && photoOfPicture(picture) !== null && <LabelPicture picture={picture} />}
                {picture && !picture.startsWith('/') && photoOfPicture(picture) === null && (
                  <span className="soft number">{`${say('picture')}: ${picture}`}</span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Gtins({ product: { gtins } }: { product: ProductOnWire }) {
  const say = useSliceWords(catalogWords);
  return (
    <section className="panel">
      <h2>{say('gtins')}</h2>
      {gtins.length === 0 && <p className="soft">{say('noGtins')}</p>}
      {gtins.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">GTIN</th>
              <th scope="col">{say('from')}</th>
              <th scope="col">{say('to')}</th>
            </tr>
          </thead>
          <tbody>
            {gtins.map(({ gtin, from, to }) => (
              <tr key={`${gtin} ${from}`}>
                <th scope="row" className="number">
                  {gtin}
                </th>
                <td>{from ?? say('always')}</td>
                <td>{to ?? say('always')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Parts({ product: { sku, parts } }: { product: ProductOnWire }) {
  const say = useSliceWords(catalogWords);
  const mayBuild = useMay()('scan', useDevice().site);
  if (parts.length === 0) return null;
  return (
    <section className="panel">
      <h2>{say('parts')}</h2>
      <ul className="plain-list">
        {parts.map(({ sku: part, quantity }) => (
          <li key={part}>
            {quantity} ×{' '}
            <Link to="/catalog/products/$sku" params={{ sku: part }}>
              {part}
            </Link>
          </li>
        ))}
      </ul>
      {mayBuild && (
        <Link to="/build-kit" search={{ sku }} className="button-link">
          {say('buildKit')}
        </Link>
      )}
    </section>
  );
}

/** How many there are at each site, by status; each figure leads to the units. */
function Units({ sku }: { sku: string }) {
  const say = useSliceWords(catalogWords);
  const { words, number } = useSpeech();
  const counts = useQuery({
    queryKey: ['availability', 'product', sku],
    queryFn: () =>
      ask<Page<AvailabilityOnWire>>('GET', withQuery('/api/availability', { sku, limit: '1000' })),
  });
  const placeOf = usePlaceNames();
  const places = (counts.data?.items ?? [])
    .map(({ site, ...figures }) => ({ place: placeOf(site), ...figures }))
    .toSorted((a, b) => Number(b.place.isOurs) - Number(a.place.isOurs));
  return (
    <section className="panel">
      <h2>{say('units')}</h2>
      {counts.isPending && <Loading />}
      {counts.isError && <Trouble error={counts.error} reset={() => void counts.refetch()} />}
      {counts.data?.items.length === 0 && <p className="soft">{say('noUnits')}</p>}
      <ul className="plain-list">
        {places.map(({ place: { name, site, isOurs }, onHand, sellable, byStatus }) => (
          <li key={name} className="site-line">
            {isOurs ? (
              <Link to="/stock" search={stockSearch(site, sku)}>
                {name}
              </Link>
            ) : (
              <span>{name}</span>
            )}
            {isOurs && (
              <span className="soft">
                {say('onHand')} {number(onHand)} · {say('sellable')} {number(sellable)}
              </span>
            )}
            <span className="chips">
              {byStatus.map(({ status, quantity }) => (
                <Link key={status} className="chip" to="/stock" search={stockSearch(site, sku, status)}>
                  {words.status[status]}: {number(quantity)}
                </Link>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
