import { expect, type Page } from '@playwright/test';
import { type FakePrinter, openFakePrinter } from '../../src/testing/fake-printer.ts';
import { expectGoodLooks, newUnit, settled, test, verdict, wedge } from './station.ts';

// A morning at the label bench: a printer is set up, labels are printed, stuck on and read back; the roll runs out, one is
// torn off, and one site has no printer at all.

let fake: FakePrinter;
test.beforeAll(async () => {
  fake = await openFakePrinter();
});
test.afterAll(() => fake?.close());
test.describe.configure({ mode: 'serial' });

type Api = (method: string, path: string, data?: unknown) => Promise<{ readonly items: readonly Label[] }>;
interface Label {
  readonly id: number;
  readonly number: string;
  readonly content: string;
  readonly state: string;
}

/** A second try has a process and a printer of its own. */
const bench = `Bench ${process.pid}`;
const ofBench = new RegExp(bench);
/** A printer that somebody still speaks to is come back to, at a sweep or two. */
const late = { timeout: 45_000 };

const count = (page: Page, of: string) => page.getByTestId(`count-${of}`).getByRole('definition');
const jobOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1)!;
const labelsOf = async (api: Api, job: string) => (await api('GET', `/api/labels?job=${job}`)).items;
/** As the scanner types it: in brackets, as no keyboard has the separator. */
const asTyped = ({ content }: Label) => `(01)${content.slice(2, 16)}(21)${content.slice(18)}`;

async function printLabels(page: Page, sku: string, many: string, printer: string | RegExp) {
  await page.goto('/label-bench');
  await page.getByLabel('What is it?').fill(sku);
  await page.getByRole('button', { name: new RegExp(sku) }).click();
  await page.getByLabel('How many').fill(many);
  const choice = page.getByLabel('Printer', { exact: true });
  if (typeof printer === 'string') await choice.selectOption({ label: printer });
  else await expect(choice.locator('option', { hasText: printer })).toHaveCount(1);
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Labels \d+$/ })).toBeVisible();
}

test('a printer is registered where printers may be, and prints a test label', async ({ page, api }) => {
  // One of a first try is gone.
  const { items: before } = await api('GET', '/api/printers?site=DC');
  for (const { id } of before) await api('PATCH', `/api/printers/${id}`, { active: false });
  await api('POST', '/api/numbers', { sku: 'HEADPHONES', kind: 'sequence', prefix: 'HP9', width: 7 });
  await page.goto('/printers');
  await page.getByRole('button', { name: 'Register a printer' }).click();
  const form = page.getByRole('form', { name: 'Register a printer' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(bench);
  await form.getByLabel('Address or name in the network').fill('169.254.169.254');
  await form.getByLabel('Label height, mm').fill('30');
  await form.getByRole('button', { name: 'Register' }).click();
  await expect(form.getByRole('alert')).toContainText('169.254.169.254 is in no private network');
  await form.getByLabel('Address or name in the network').fill('127.0.0.1');
  await form.getByRole('textbox', { name: 'Port', exact: true }).fill(String(fake.port));
  await form.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('button', { name: bench }).click();
  // On a busy machine its answer may come too late.
  await expect(async () => {
    await page.getByRole('button', { name: 'Print a test label' }).click();
    await expect(page.getByText('It says that it is ready.')).toBeVisible({ timeout: 8_000 });
  }).toPass();
  expect(fake.printed).toContain('^XA');
  // So is what a first try still owed.
  const owed = (await api('GET', '/api/labels?site=DC&show=owed')).items.map(({ id }: Label) => id);
  const { items: printers } = await api('GET', '/api/printers?site=DC');
  const printer = printers.find(({ name }: { readonly name: string }) => name === bench).id;
  if (owed.length > 0) await api('POST', '/api/labels/print', { labels: owed, printer });
  await expect(async () => {
    expect((await api('GET', '/api/labels?site=DC&show=owed')).items).toEqual([]);
  }).toPass();
});

test('three labels are printed, stuck on and read back, and three numbers are units', async ({
  page,
  api,
}) => {
  await printLabels(page, 'HEADPHONES', '3', ofBench);
  await expect(count(page, 'printed')).toHaveText('3');
  const labels = await labelsOf(api, jobOf(page));
  await page.getByLabel('Scan or type a number').fill(asTyped(labels[0]!));
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toContainText('Typing does not show that it can be read');
  for (const label of labels) {
    await wedge(page, asTyped(label));
    await expect(verdict(page)).toContainText(label.number);
    await expect(verdict(page)).toHaveAttribute('data-tone', 'good');
  }
  await expect(count(page, 'applied')).toHaveText('3');
  await expect(page.getByText('All labels are on. Done.')).toBeVisible();
  await page.getByRole('tab', { name: /^Applied/ }).click();
  await page.getByRole('button', { name: new RegExp(labels[0]!.number) }).click();
  await page.getByRole('link', { name: 'Open the unit' }).click();
  await expect(page.getByRole('heading', { name: labels[0]!.number })).toBeVisible();
});

test('another one’s label is refused loudly, and it is said whose it is', async ({ page, api }) => {
  await printLabels(page, 'HEADPHONES', '1', ofBench);
  await expect(count(page, 'printed')).toHaveText('1');
  const [other] = await labelsOf(api, jobOf(page));
  await printLabels(page, 'HEADPHONES', '1', ofBench);
  await expect(count(page, 'printed')).toHaveText('1');
  await wedge(page, asTyped(other!));
  await expect(verdict(page)).toHaveAttribute('data-tone', 'bad');
  await expect(verdict(page)).toContainText(`This is the label of HEADPHONES ${other!.number}`);
  await expect(count(page, 'applied')).toHaveText('0');
});

test('the roll runs out: nothing is lost, and what is owed is printed later in one go', async ({ page }) => {
  fake.status = { paperOut: true };
  // As a slow printer has it: at the page's first look both are on their way.
  await page.route(
    '**/api/labels?job=*',
    async (route) => {
      const reply = await route.fetch();
      await route.fulfill({ response: reply, body: (await reply.text()).replaceAll('to_print', 'sending') });
    },
    { times: 1 },
  );
  await printLabels(page, 'HEADPHONES', '2', ofBench);
  await expect(page.getByRole('heading', { name: `The printer ${bench} does not print` })).toBeVisible(late);
  await expect(page.getByText('It is out of labels.')).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('link', { name: 'Labels owed: 2' }).click();
  await expect(page.getByRole('heading', { name: 'Headphones: 2' })).toBeVisible();
  fake.status = {};
  await page.getByRole('button', { name: 'Print all 2' }).click();
  await expect(page.getByText('No label is owed here.')).toBeVisible();
});

test('a printer that is lost midway: somebody looks what came out', async ({ page, api }) => {
  fake.mood = 'breaks';
  await printLabels(page, 'HEADPHONES', '2', ofBench);
  await expect(page.getByRole('heading', { name: 'Did they come out?' })).toBeVisible(late);
  fake.mood = 'takes';
  const [came] = await labelsOf(api, jobOf(page));
  await wedge(page, asTyped(came!));
  await expect(verdict(page)).toHaveAttribute('data-tone', 'good');
  await page.getByRole('button', { name: 'Print the others again' }).click();
  await expect(count(page, 'printed')).toHaveText('1');
});

test('without a printer the labels are taken as a file', async ({ page }) => {
  await printLabels(page, 'HEADPHONES', '2', 'No printer: as a file');
  await expect(page.getByRole('heading', { name: 'Not printed yet' })).toBeVisible();
  const kept = page.waitForEvent('download');
  await page.getByRole('button', { name: 'As ZPL' }).click();
  expect((await kept).suggestedFilename()).toBe('labels.zpl');
  await expect(count(page, 'printed')).toHaveText('2');
});

test('a damaged label: the unit is found by another way, the old one is void, the new one is read back', async ({
  page,
  api,
}) => {
  const serial = await newUnit(api as never);
  const { units } = (await api('GET', `/api/units/by-code/${serial}`)) as never as {
    units: { id: number }[];
  };
  await page.goto(`/units/${units[0]!.id}`);
  await page.getByRole('button', { name: 'Print a label' }).click();
  await expect(count(page, 'printed')).toHaveText('1');
  const [first] = await labelsOf(api, jobOf(page));
  await wedge(page, asTyped(first!));
  await expect(count(page, 'applied')).toHaveText('1');
  await page.goto(`/units/${units[0]!.id}`);
  await page.getByRole('button', { name: 'The label is damaged' }).click();
  await page.getByLabel('Why?').selectOption('It cannot be read');
  await page.getByLabel('Note').fill('scratched');
  await page.getByRole('button', { name: 'Print again' }).click();
  await expect(page.getByText('It cannot be read · scratched')).toBeVisible();
  await expect(count(page, 'printed')).toHaveText('1');
  const [second] = await labelsOf(api, jobOf(page));
  await page.getByRole('checkbox', { name: 'Scan the thing first' }).check();
  await wedge(page, serial);
  await expect(verdict(page)).toContainText('Now its label');
  await wedge(page, asTyped(second!));
  await expect(verdict(page)).toHaveAttribute('data-tone', 'good');
  await page.goto(`/units/${units[0]!.id}`);
  const labels = page.getByRole('region', { name: 'Labels' });
  await expect(labels.getByRole('listitem')).toContainText([/Void.*now label/, 'Applied']);

  // Its board is exchanged: it has another serial, and the label that says the old one leads to the new.
  const renamed = serial.replace('PH1A9', 'PH1A6');
  const details = { identifier: `serial:${renamed}`, reason: 'the board was exchanged', proof: 'job 7' };
  const scan = { id: crypto.randomUUID(), codes: [`UNIT:${units[0]!.id}`], input: 'scanned', details };
  const told = await api('POST', '/api/scans', { move: 'reidentify', site: 'DC', scans: [scan] });
  expect(told).toMatchObject({ answers: [{ outcome: 'recorded' }] });
  await page.goto(`/units/${units[0]!.id}`);
  await page.getByRole('button', { name: 'The label is damaged' }).click();
  await page.getByLabel('Why?').selectOption('outdated');
  await page.getByRole('button', { name: 'Print again' }).click();
  await expect(count(page, 'printed')).toHaveText('1');
  const [third] = await labelsOf(api, jobOf(page));
  await wedge(page, asTyped(second!));
  await expect(verdict(page)).toContainText(`${serial} is void. Now it is ${renamed}.`);
  await wedge(page, asTyped(third!));
  await expect(verdict(page)).toHaveAttribute('data-tone', 'good');
});

test('nothing stands in anybody’s way, on a handheld or a desk, in light or dark', async ({ page, api }) => {
  fake.status = { paperOut: true };
  const { items } = (await api('GET', '/api/printers?site=DC')) as never as {
    items: readonly { id: number; name: string }[];
  };
  const printer = items.find(({ name }) => name === bench)!.id;
  const job = (await api('POST', '/api/print-jobs', {
    ...{ id: crypto.randomUUID(), site: 'DC', printer, sku: 'HEADPHONES', count: 2 },
  })) as never as { id: number };
  for (const path of ['/label-bench', `/label-bench/${job.id}`, '/label-bench/owed', '/printers']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(page);
    if (path === `/label-bench/${job.id}`)
      await expect(page.getByRole('heading', { name: /does not print/ })).toBeVisible();
    await expectGoodLooks(page);
  }
  fake.status = {};
});
