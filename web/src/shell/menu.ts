import {
  Boxes,
  CircleHelp,
  Hash,
  type LucideIcon,
  PackageOpen,
  ScanLine,
  SlidersHorizontal,
  Tags,
} from 'lucide-react';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import type { menuWords } from './menu-words.ts';
import type { router } from './router.tsx';

type Permission = SessionOnWire['may'][number]['permission'];

export interface MenuItem {
  readonly to: keyof (typeof router)['routesByPath'];
  readonly name: keyof (typeof menuWords)['en'];
  readonly icon: LucideIcon;
  /** Who has it nowhere does not see the page in the menu; null: everybody sees it. */
  readonly needs: Permission | null;
}

/** Every page that has a place in the menu, in its order. Pages that do not exist are not in it. */
const menu: readonly MenuItem[] = [
  { to: '/scan', name: 'scan', icon: ScanLine, needs: 'read' },
  { to: '/receipts', name: 'receipts', icon: PackageOpen, needs: 'read' },
  { to: '/stock', name: 'stock', icon: Boxes, needs: 'read' },
  { to: '/exceptions', name: 'exceptions', icon: CircleHelp, needs: 'read' },
  { to: '/catalog', name: 'catalog', icon: Tags, needs: 'read' },
  { to: '/numbering', name: 'numbering', icon: Hash, needs: 'read' },
  { to: '/settings', name: 'settings', icon: SlidersHorizontal, needs: null },
];

/** The pages that somebody may see. */
export function menuFor({ may }: Pick<SessionOnWire, 'may'>): readonly MenuItem[] {
  return menu.filter(({ needs }) => needs === null || may.some(({ permission }) => permission === needs));
}
