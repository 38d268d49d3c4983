import { Link, useLocation } from '@tanstack/react-router';
import { useSliceWords } from '../words/words.ts';
import '../lists/lists.css';
import './catalog.css';
import { catalogWords } from './catalog-words.ts';

/** The pages of the catalog, above each of them. */
export function CatalogTabs() {
  const say = useSliceWords(catalogWords);
  const isProduct = /^\/catalog\/(?:products|new-product)/.test(useLocation().pathname);
  return (
    <nav className="tabs" aria-label={say('catalog')}>
      <Link
        to="/catalog"
        activeOptions={{ exact: true, includeSearch: false }}
        aria-current={isProduct ? 'page' : undefined}
      >
        {say('products')}
      </Link>
      <Link to="/catalog/categories">{say('categories')}</Link>
      <Link to="/catalog/suppliers">{say('suppliers')}</Link>
      <Link to="/catalog/policy">{say('policy')}</Link>
    </nav>
  );
}
