import { AxeBuilder } from '@axe-core/playwright';
import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test';

export const adminKey = 'screens-admin-key-for-this-run-alone';

/** Tests on a device that stands at the distribution centre, signed in by key. */
export const test = base.extend<{
  at: string;
  api: (method: string, path: string, data?: unknown) => Promise<Json>;
}>({
  at: ['DC', { option: true }],
  api: async ({ request }, use) => {
    await use((method, path, data) => ask(request, method, path, data));
  },
  page: async ({ page, at }, use) => {
    await page.addInitScript(
      ([key, site]) => {
        sessionStorage.setItem('unitrail.key', key!);
        if (site !== '') localStorage.setItem('unitrail.site', site!);
      },
      [adminKey, at],
    );
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await use(page);
    expect(faults).toEqual([]);
  },
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
type Json = any;

export async function ask(
  request: APIRequestContext,
  method: string,
  path: string,
  data?: unknown,
): Promise<Json> {
  const headers = { authorization: `Bearer ${adminKey}` };
  const reply = await request.fetch(path, { method, headers, ...(data === undefined ? {} : { data }) });
  return reply.json();
}

/** As a scanner does: all keys at once, then Enter, wherever the focus is. */
export async function wedge(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** The scan page, ready: a scanner is heard from here on. */
export async function openScan(page: Page): Promise<void> {
  await page.goto('/scan');
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
}

export const verdict = (page: Page) => page.getByTestId('verdict');

/** Everything that the page shows has been answered. The network itself is never still: hints come over an open stream. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
}

/** A handheld held upright and a desk. */
const widths = [360, 1440];

/**
 * What is on the page right now, on a handheld and on a desk, in light and in dark: nothing that axe objects to, nothing
 * wider than the screen. It is looked at as it stands and not loaded again; colours alone differ between light and dark.
 */
export async function expectGoodLooks(page: Page): Promise<void> {
  for (const width of widths) {
    // As high as pages are: what stands under a bar for a moment is no fault.
    await page.setViewportSize({ width, height: 6_000 });
    await shownIn(page, 'light');
    const address = new URL(page.url()).pathname;
    // What was laid out for a desk takes a moment to become a handheld's.
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect.poll(wide, { message: `how wide ${address} is` }).toBe(width);
    await expectAccessible(page);
    await shownIn(page, 'dark');
    await expectNothing(page, new AxeBuilder({ page }).withRules('color-contrast'));
  }
}

async function shownIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  // A page that the server made itself has none.
  const shown = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
  await expect.poll(async () => (await shown()) ?? colorScheme).toBe(colorScheme);
  // A colour on its way from one scheme to the other belongs to neither.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** On a handheld nothing on the page is too small for a thumb: 44 points (WCAG 2.2, 2.5.5). */
export async function expectThumbSized(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 6_000 });
  const buttons = page.locator('main').getByRole('button');
  const small = await buttons.evaluateAll((all) =>
    all
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
      .map((one) => one.textContent),
  );
  expect(small).toEqual([]);
}

/** No violation of what axe can see of WCAG 2.2 AA, in the scheme that is shown. */
export async function expectAccessible(page: Page): Promise<void> {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  await expectNothing(page, new AxeBuilder({ page }).withTags(rules));
}

async function expectNothing(page: Page, axe: AxeBuilder): Promise<void> {
  // No page of ours has frames: without looking for them it takes half as long.
  const { violations } = await axe.setLegacyMode(true).analyze();
  const told = violations.map(({ id, nodes }) => [
    id,
    nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
  ]);
  expect([page.url(), told]).toEqual([page.url(), []]);
}

/** After a test that failed there is a new process: its serials are others. Those below 1,000 are written into tests. */
let made = (1 + (process.pid % 97)) * 1_000;

/** A unit on the shelf of the distribution centre that no other test touches. */
export async function newUnit(
  api: (method: string, path: string, data?: unknown) => Promise<Json>,
): Promise<string> {
  const { gtins } = await api('GET', '/api/products/PHONE-128');
  for (let tries = 0; ; tries += 1) {
    expect(tries).toBeLessThan(20);
    made += 1;
    const serial = `PH1A9${String(made).padStart(5, '0')}`;
    const scan = { id: crypto.randomUUID(), codes: [`(01)${gtins[0].gtin}(21)${serial}`], input: 'scanned' };
    const told = await api('POST', '/api/scans', {
      move: 'receive',
      site: 'DC',
      location: 'A-01',
      scans: [scan],
    });
    if (told.answers[0].outcome === 'recorded') return serial;
  }
}

/** Addresses of the pages that one is signed in for; the unit is one that no test changes. */
export async function pagesOf(
  api: (method: string, path: string) => Promise<Json>,
): Promise<readonly string[]> {
  const { units } = await api('GET', '/api/units/by-code/PH1A000077');
  return ['/scan', '/exceptions', '/imports', '/unread', '/unread/new', '/settings', `/units/${units[0].id}`];
}

/** Home, sites, people and what else an office looks at: office.e2e.ts looks at them with axe. */
export const officePages = [
  '/',
  '/refusals',
  '/sites',
  '/sites/DC?spot=A-01',
  '/people',
  '/devices',
  '/keys',
  '/audit',
];

/** Label designs: labels.e2e.ts looks at them with axe. */
export const labelPages = ['/label-designs', '/label-designs/new', '/label-designs/2'];

/** Stations and lists of stock: putaway.e2e.ts looks at them with axe. */
export const stockPages = ['/putaway', '/adjustments', '/adjustments/new'];

/** What holds units together: containers.e2e.ts looks at them with axe. */
export const containerPages = ['/containers', '/new-container'];
export const kitPages = ['/kits', '/build-kit'];

/** What goes between sites: transfers.e2e.ts looks at them with axe. */
export const transferPages = [
  '/transfers?status=all',
  '/new-transfer',
  '/in-transit',
  '/company-books',
  '/missing',
];

/** Lists and the catalog: lists.e2e.ts and catalog.e2e.ts look at them with axe, one by one. */
export const listPages = [
  ...['/stock?site=DC&status=returned', '/catalog?category=phones', '/catalog/products/PHONE-128'],
  ...['/catalog/categories', '/catalog/suppliers?open=EXAMPLE', '/catalog/policy', '/catalog/new-product'],
];

/** The watch and what goes back to suppliers: vendor-returns.e2e.ts looks at them with axe. */
export const vendorPages = ['/watch', '/vendor-returns?open=all', '/vendor-credits'];

/** What lies where since when, and what it is worth: value.e2e.ts looks at them with axe. */
export const valuePages = [
  ...['/inventory?site=DC', '/inventory?site=DC&view=products', '/inventory?site=DC&view=map'],
  ...['/valuation', '/valuation/units', '/valuation/invoices', '/valuation/invoices/new'],
];
