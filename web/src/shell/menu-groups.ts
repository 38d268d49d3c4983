import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { type MenuItem, menuFor } from './menu.ts';

/** The parts of the menu on a desk, in their order. */
export const menuGroups = ['floor', 'stock', 'setUp', 'records', 'own'] as const;
export type MenuGroup = (typeof menuGroups)[number];

/** What is not named here is work on the floor. */
const groupOf: Readonly<Partial<Record<MenuItem['to'], MenuGroup>>> = {
  '/stock': 'stock',
  '/inventory': 'stock',
  '/valuation': 'stock',
  '/adjustments': 'stock',
  '/catalog': 'stock',
  '/label-designs': 'stock',
  '/bulk-moves': 'stock',
  '/imports': 'stock',
  '/watch': 'setUp',
  '/sites': 'setUp',
  '/people': 'setUp',
  '/devices': 'setUp',
  '/printers': 'setUp',
  '/keys': 'setUp',
  '/audit': 'records',
  '/settings': 'own',
};

/** The pages that somebody may see, part by part; a part without any is left out. */
export function menuPartsFor(session: Pick<SessionOnWire, 'may'>) {
  const items = menuFor(session);
  return menuGroups
    .map((group) => ({ group, items: items.filter(({ to }) => (groupOf[to] ?? 'floor') === group) }))
    .filter((part) => part.items.length > 0);
}

/** As many pages as a handheld's bar has thumbs' room for, beside the rest under one button. */
const barPlaces = 4;

/** What stands in the bar, the first first: by what somebody is there for. */
const wishes: Readonly<Record<'floor' | 'lead' | 'office', readonly string[]>> = {
  floor: ['/scan', '/receipts', '/stock', '/exceptions', '/'],
  lead: ['/', '/scan', '/exceptions', '/receipts', '/stock'],
  office: ['/', '/audit', '/valuation', '/stock', '/exceptions', '/people'],
};

/** The pages in a handheld's bar, and those under "More": none where all have room. */
export function barFor(session: Pick<SessionOnWire, 'may'>): {
  readonly bar: readonly MenuItem[];
  readonly more: readonly MenuItem[];
} {
  const items = menuFor(session);
  const wished = wishes[purposeOf(session)];
  const rank = ({ to }: MenuItem) => (wished.includes(to) ? wished.indexOf(to) : wished.length);
  const ranked = [...items].sort((a, b) => rank(a) - rank(b));
  // A button for one page more would take that page's room.
  const bar = ranked.slice(0, items.length <= barPlaces + 1 ? items.length : barPlaces);
  return { bar, more: items.filter((item) => !bar.includes(item)) };
}

/** Whether somebody works on the floor, leads it, or looks on from an office. */
export function purposeOf({ may }: Pick<SessionOnWire, 'may'>): 'floor' | 'lead' | 'office' {
  const has = (wanted: string) => may.some(({ permission }) => permission === wanted);
  if (!has('scan')) return 'office';
  return has('settle') || has('people') ? 'lead' : 'floor';
}
