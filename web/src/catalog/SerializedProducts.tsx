import { useQuery } from '@tanstack/react-query';
import type { ProductOnWire } from '../../../src/operations/catalog/contract.ts';
import { ask } from '../server/ask.ts';

interface OfferedProps {
  readonly id: string;
  /** Products without serials are offered too. */
  readonly withPlain?: boolean;
}

/** What the browser offers while a SKU is typed, for a field with `list={id}`; the first thousand. */
export function SerializedProducts({ id, withPlain = false }: OfferedProps) {
  const { data } = useQuery({
    queryKey: ['serialized-products'],
    queryFn: () => ask<{ readonly items: readonly ProductOnWire[] }>('GET', '/api/products?limit=1000'),
  });
  return (
    <datalist id={id}>
      {(data?.items ?? [])
        .filter(({ serialized }) => serialized || withPlain)
        .map(({ sku, name }) => (
          <option key={sku} value={sku}>
            {name}
          </option>
        ))}
    </datalist>
  );
}
