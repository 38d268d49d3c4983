import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { ProductOnWire } from '../../../src/operations/catalog/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useMay } from '../server/use-may.ts';
import { useSliceWords } from '../words/words.ts';
import { CatalogTabs } from './CatalogTabs.tsx';
import { useCategories, useSuppliers } from './catalog-queries.ts';
import { catalogWords } from './catalog-words.ts';

/** All products. */
export function ProductsPage() {
  const say = useSliceWords(catalogWords);
  const may = useMay();
  const categories = useCategories().data?.items ?? [];
  const suppliers = useSuppliers().data?.items ?? [];
  const list: List<ProductOnWire> = {
    name: 'products',
    label: say('products'),
    path: '/api/products',
    empty: say('noProducts'),
    columns: [
      {
        key: 'sku',
        title: say('sku'),
        sort: 'sku',
        cell: ({ sku }) => <span className="number">{sku}</span>,
        exported: 'sku',
      },
      { key: 'name', title: say('name'), sort: 'name', cell: ({ name }) => name, exported: 'name' },
      { key: 'category', title: say('category'), cell: ({ category }) => category, exported: 'category' },
      {
        key: 'gtins',
        title: say('gtins'),
        cell: ({ gtins }) => (
          <span className="number">{[...new Set(gtins.map(({ gtin }) => gtin))].join(' ')}</span>
        ),
        exported: 'gtin',
      },
      {
        key: 'serialized',
        title: say('kept'),
        cell: ({ serialized }) => say(serialized ? 'bySerial' : 'byQuantity'),
        exported: 'serialized',
      },
      { key: 'supplier', title: say('supplier'), cell: ({ supplier }) => supplier },
      {
        key: 'serialPattern',
        title: say('serialPattern'),
        cell: ({ serialPattern }) => <span className="number">{serialPattern}</span>,
        isExtra: true,
      },
    ],
    filters: [
      { kind: 'text', key: 'q', label: say('find'), hint: say('findProductHint') },
      {
        kind: 'choice',
        key: 'category',
        label: say('category'),
        all: say('allCategories'),
        choices: categories.map(({ code, name }) => ({ value: code, label: name })),
      },
      {
        kind: 'choice',
        key: 'supplier',
        label: say('supplier'),
        all: say('allSuppliers'),
        choices: suppliers.map(({ code, name }) => ({ value: code, label: name })),
      },
      {
        kind: 'choice',
        key: 'serialized',
        label: say('kept'),
        all: say('bothKinds'),
        choices: [
          { value: 'true', label: say('bySerial') },
          { value: 'false', label: say('byQuantity') },
        ],
      },
    ],
    keyOf: ({ sku }) => sku,
    linkTo: ({ sku }) => ({ to: '/catalog/products/$sku', params: { sku } }),
    exported: { list: 'products' },
    actions: may('catalog', null) && (
      <Link to="/catalog/new-product" className="button-link">
        <Plus size={16} aria-hidden /> {say('newProduct')}
      </Link>
    ),
  };
  return (
    <div className="stack">
      <h1>{say('catalog')}</h1>
      <CatalogTabs />
      <DataList list={list} />
    </div>
  );
}
