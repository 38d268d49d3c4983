import { gs1CheckDigit } from '../domain/identifiers/check-digits.ts';
import type { NewCategory, NewProduct, NewSupplier, WarrantyTerms } from '../operations/catalog/contract.ts';
import type { NewSite } from '../operations/places/contract.ts';

/** A small retailer to look at: one warehouse, two stores, a dozen products. GTINs begin with 952, GS1's own for examples. */
export const sites: readonly NewSite[] = [
  {
    code: 'DC',
    name: 'Distribution centre',
    kind: 'warehouse',
    timeZone: 'Europe/Berlin',
    locations: [
      { code: 'DOCK', name: 'Receiving dock', kind: 'dock' },
      { code: 'A-01', kind: 'bin', aisle: 'A', color: 'blue' },
      { code: 'A-02', kind: 'bin', aisle: 'A', color: 'blue' },
      { code: 'B-01', kind: 'bin', aisle: 'B', color: 'green' },
      { code: 'QUARANTINE', name: 'Quarantine', kind: 'quarantine' },
      { code: 'CAGE', name: 'Battery cage', kind: 'cage' },
    ],
  },
  store('STORE-1', 'Harbour street', 'Europe/Berlin'),
  store('STORE-2', 'Fifth avenue', 'America/New_York'),
];

function store(code: string, name: string, timeZone: string): NewSite {
  return {
    code,
    name,
    kind: 'store',
    timeZone,
    locations: [
      { code: 'BACK', name: 'Back room', kind: 'staging' },
      { code: 'RETURNS', name: 'Returns shelf', kind: 'quarantine' },
    ],
  };
}

export const supplier: NewSupplier = { code: 'EXAMPLE', name: 'Example Electronics', sampleSize: 5 };

/** What products are filed under; those above come first. */
export const categories: readonly NewCategory[] = [
  { code: 'electronics', name: 'Electronics' },
  ...['phones', 'computers', 'games', 'audio', 'cameras', 'accessories'].map((code) => ({
    code,
    parent: 'electronics',
  })),
  { code: 'home' },
  { code: 'mobility' },
];

/** What everything with a serial is sold with. */
export const warranty: WarrantyTerms = { kind: 'maker', months: 24, starts: 'sale', from: '2020-01-01' };

export interface DemoProduct extends NewProduct {
  readonly gtins: string[];
  /** Units, or pieces of a plain product, in the first delivery. */
  readonly delivered: number;
  readonly serialOf: (nth: number) => string;
}

const digits = (nth: number, width: number) => String(nth).padStart(width, '0');

/** Where to look, and what is to be found there, as the demo's people have written it down. */
const labels: Readonly<
  Record<string, Pick<NewProduct, 'serialPattern' | 'numbers' | 'labelHints' | 'weightGrams'>>
> = {
  'PHONE-128': phoneLabel('PH1A[0-9]{6}'),
  'PHONE-256': phoneLabel('PH2A[0-9]{6}'),
  'LAPTOP-14': {
    serialPattern: 'LT14-[0-9]{5}',
    labelHints: [{ number: 'serial', where: 'On the bottom, between the rear feet' }],
    weightGrams: 1_900,
  },
  'TV-55': {
    serialPattern: 'TV55[0-9]{5}',
    labelHints: [
      { number: 'serial', where: 'On the back, lower left corner; on the box, beside the handle' },
    ],
    weightGrams: 18_500,
  },
  'E-BIKE': {
    serialPattern: 'EB[0-9]{6}',
    labelHints: [
      { number: 'serial', where: 'Under the bottom bracket; the battery has a number of its own' },
    ],
    weightGrams: 24_000,
  },
};

function phoneLabel(serialPattern: string) {
  return {
    serialPattern,
    numbers: ['imei' as const],
    labelHints: [
      { number: 'serial' as const, where: 'On the end of the box, under the bar code' },
      { number: 'imei' as const, where: 'In the SIM tray', route: '*#06#' },
    ],
    weightGrams: 420,
  };
}

export const products: readonly DemoProduct[] = [
  product(1, 'PHONE-128', 'Phone, 128 GB', 'phones', 80, (nth) => `PH1A${digits(nth, 6)}`, { wipes: true }),
  product(2, 'PHONE-256', 'Phone, 256 GB', 'phones', 60, (nth) => `PH2A${digits(nth, 6)}`, { wipes: true }),
  product(3, 'LAPTOP-14', 'Laptop, 14 inch', 'computers', 50, (nth) => `LT14-${digits(nth, 5)}`, {
    wipes: true,
  }),
  product(4, 'TABLET-10', 'Tablet, 10 inch', 'computers', 50, (nth) => `TB${digits(nth, 7)}`, {
    wipes: true,
  }),
  product(5, 'CONSOLE-5', 'Game console', 'games', 50, (nth) => `GC5-${digits(nth, 6)}`),
  product(6, 'TV-55', 'Television, 55 inch', 'home', 40, (nth) => `TV55${digits(nth, 5)}`),
  product(7, 'HEADPHONES', 'Headphones', 'audio', 60, (nth) => `HP${digits(nth, 8)}`),
  product(8, 'DRONE-4', 'Drone with camera', 'cameras', 30, (nth) => `DR4${digits(nth, 5)}`),
  product(9, 'WATCH-7', 'Smart watch', 'phones', 50, (nth) => `WA7${digits(nth, 6)}`),
  product(10, 'E-BIKE', 'Electric bicycle', 'mobility', 30, (nth) => `EB${digits(nth, 6)}`, { known: true }),
  product(11, 'CABLE-USB', 'USB cable, 1 m', 'accessories', 400, String, { plain: true }),
  product(12, 'CASE-PHONE', 'Phone case', 'accessories', 250, String, { plain: true }),
];

interface Kind {
  /** Remembers its user. */
  readonly wipes?: boolean;
  /** Only announced serials are taken in. */
  readonly known?: boolean;
  /** Without serial numbers. */
  readonly plain?: boolean;
}

function product(
  nth: number,
  sku: string,
  name: string,
  category: string,
  delivered: number,
  serialOf: DemoProduct['serialOf'],
  kind: Kind = {},
): DemoProduct {
  const gtin = `09521234${digits(nth, 5)}`;
  return {
    sku,
    name,
    category,
    serialized: kind.plain !== true,
    wipeRequired: kind.wipes === true,
    unknownSerials: kind.known === true ? 'refuse' : 'arrivals',
    gtins: [gtin + gs1CheckDigit(gtin)],
    ...labels[sku],
    supplier: supplier.code,
    delivered,
    serialOf,
  };
}
