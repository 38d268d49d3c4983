import { useQuery } from '@tanstack/react-query';
import type {
  CategoryOnWire,
  CostOnWire,
  ProductOnWire,
  SupplierOnWire,
  WarrantyOnWire,
} from '../../../src/operations/catalog/contract.ts';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/queries.ts';
import type { Page } from '../server/wire.ts';

export const productPath = (sku: string) => `/api/products/${encodeURIComponent(sku)}`;

export function useProduct(sku: string) {
  return useQuery({
    queryKey: ['catalog', 'product', sku],
    queryFn: () => ask<ProductOnWire>('GET', productPath(sku)),
  });
}

/** The first thousand: a tree, and choices to suggest. */
export function useCategories() {
  return useQuery({
    queryKey: ['catalog', 'categories'],
    queryFn: () => ask<Page<CategoryOnWire>>('GET', '/api/categories?limit=1000'),
  });
}

export function useSuppliers() {
  return useQuery({
    queryKey: ['catalog', 'suppliers'],
    queryFn: () => ask<Page<SupplierOnWire>>('GET', '/api/suppliers?limit=1000'),
  });
}

export function useWarranties(sku: string) {
  return useQuery({
    queryKey: ['catalog', 'warranties', sku],
    queryFn: () => ask<{ items: readonly WarrantyOnWire[] }>('GET', `${productPath(sku)}/warranties`),
  });
}

export function useCosts(sku: string) {
  return useQuery({
    queryKey: ['catalog', 'costs', sku],
    queryFn: () => ask<{ items: readonly CostOnWire[] }>('GET', `${productPath(sku)}/costs`),
  });
}

/** Whatever was kept of the catalog is out of date. */
export function forgetCatalog(): void {
  for (const queryKey of [['catalog'], ['list', 'products'], ['list', 'suppliers'], ['list', 'policy']])
    void queryClient.invalidateQueries({ queryKey });
}
