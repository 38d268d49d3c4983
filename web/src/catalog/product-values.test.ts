import { expect, test } from 'vitest';
import type { ProductOnWire } from '../../../src/operations/catalog/contract.ts';
import { blankProduct, changeOf, valuesOf } from './product-values.ts';

const product: ProductOnWire = {
  sku: 'PHONE',
  name: 'A phone',
  category: null,
  serialized: true,
  unknownSerials: 'arrivals',
  wipeRequired: true,
  gtins: [{ gtin: '04006381333931', from: '2026-01-01', to: null }],
  serialPattern: 'PH[0-9]{6}',
  serialExample: 'PH000000',
  numbers: ['imei'],
  labelHints: [{ number: 'imei', where: 'SIM tray', route: '*#06#' }],
  weightGrams: 420,
  dimensions: { length: 1, width: 2, height: 3 },
  supplier: 'EXAMPLE',
  parts: [{ sku: 'CABLE', quantity: 2 }],
};

test('a product that nobody changed is sent as it was', () => {
  const { sku: _sku, serialized: _serialized, serialExample: _example, ...changeable } = product;
  expect(changeOf(valuesOf(product))).toEqual(changeable);
});

test('what is empty is nothing, and blanks do not count', () => {
  const sent = changeOf({
    ...blankProduct,
    name: ' A phone ',
    gtins: [{ gtin: '4006381 333931', from: '', to: '' }],
  });
  expect(sent).toMatchObject({
    ...{ name: 'A phone', category: null, supplier: null, serialPattern: null },
    ...{ weightGrams: null, dimensions: null, labelHints: [], parts: [] },
    gtins: [{ gtin: '4006381333931', from: null, to: null }],
  });
});

test('a number that is none is the server’s to object to', () => {
  expect(changeOf({ ...blankProduct, weightGrams: 'heavy', width: '3' })).toMatchObject({
    weightGrams: 'heavy',
    dimensions: { length: null, width: 3, height: null },
  });
});
