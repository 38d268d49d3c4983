import {
  ArrowDownUp,
  ArrowLeftRight,
  Ban,
  Blocks,
  Boxes,
  CalendarClock,
  CircleHelp,
  ClipboardCheck,
  ClipboardList,
  Coins,
  EyeOff,
  Hash,
  House,
  KeyRound,
  Layers,
  type LucideIcon,
  Package,
  PackageCheck,
  PackageOpen,
  PencilRuler,
  Printer,
  Radio,
  ScanLine,
  ScrollText,
  SlidersHorizontal,
  Smartphone,
  Stamp,
  Tag,
  Tags,
  Undo2,
  Users,
  Warehouse,
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
  { to: '/', name: 'home', icon: House, needs: null },
  { to: '/scan', name: 'scan', icon: ScanLine, needs: 'read' },
  { to: '/receipts', name: 'receipts', icon: PackageOpen, needs: 'read' },
  { to: '/purchase-orders', name: 'purchaseOrders', icon: ClipboardList, needs: 'read' },
  { to: '/putaway', name: 'putaway', icon: PackageCheck, needs: 'scan' },
  { to: '/containers', name: 'containers', icon: Package, needs: 'read' },
  { to: '/kits', name: 'kits', icon: Blocks, needs: 'read' },
  { to: '/transfers', name: 'transfers', icon: ArrowLeftRight, needs: 'read' },
  { to: '/vendor-returns', name: 'vendorReturns', icon: Undo2, needs: 'read' },
  { to: '/counts', name: 'counts', icon: ClipboardCheck, needs: 'read' },
  { to: '/stock', name: 'stock', icon: Boxes, needs: 'read' },
  { to: '/inventory', name: 'inventory', icon: CalendarClock, needs: 'read' },
  { to: '/valuation', name: 'valuation', icon: Coins, needs: 'costs' },
  { to: '/adjustments', name: 'adjustments', icon: PencilRuler, needs: 'read' },
  { to: '/exceptions', name: 'exceptions', icon: CircleHelp, needs: 'read' },
  { to: '/unread', name: 'unread', icon: Tag, needs: 'read' },
  { to: '/rfid', name: 'rfid', icon: Radio, needs: 'read' },
  { to: '/label-bench', name: 'labelBench', icon: Printer, needs: 'scan' },
  { to: '/catalog', name: 'catalog', icon: Tags, needs: 'read' },
  { to: '/numbering', name: 'numbering', icon: Hash, needs: 'read' },
  { to: '/label-designs', name: 'labelDesigns', icon: Stamp, needs: 'read' },
  { to: '/bulk-moves', name: 'bulkMoves', icon: Layers, needs: 'lead' },
  { to: '/imports', name: 'imports', icon: ArrowDownUp, needs: 'import' },
  { to: '/watch', name: 'watch', icon: EyeOff, needs: 'settle' },
  { to: '/refusals', name: 'refusals', icon: Ban, needs: 'settle' },
  { to: '/sites', name: 'sites', icon: Warehouse, needs: 'read' },
  { to: '/people', name: 'people', icon: Users, needs: 'people' },
  { to: '/devices', name: 'devices', icon: Smartphone, needs: 'devices' },
  { to: '/printers', name: 'printers', icon: Printer, needs: 'manage' },
  { to: '/keys', name: 'keys', icon: KeyRound, needs: 'people' },
  { to: '/audit', name: 'audit', icon: ScrollText, needs: 'audit' },
  { to: '/settings', name: 'settings', icon: SlidersHorizontal, needs: null },
];

/** The pages that somebody may see. */
export function menuFor({ may }: Pick<SessionOnWire, 'may'>): readonly MenuItem[] {
  return menu.filter(({ needs }) => needs === null || may.some(({ permission }) => permission === needs));
}
