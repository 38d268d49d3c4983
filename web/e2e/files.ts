import { expect, type Page } from '@playwright/test';

let made = 0;

/** A file that nobody has brought yet: three good lines, one without a product, one whose serial is nobody's. */
export function stockFile(): string {
  made += 1;
  const own = `${Date.now().toString(36)}${made}`.toUpperCase();
  return [
    'Item;Nr;Standort',
    ...[1, 2, 3].map((n) => `TABLET-10;IMP${own}${n};DC`),
    `NO-SUCH-ITEM;IMP${own}4;DC`,
    'TABLET-10;To be filled by O.E.M.;DC',
    '',
  ].join('\n');
}

/** Brings a file on the page that is open, and is on its import's page afterwards. */
export async function bringFile(
  page: Page,
  name: string,
  text: string,
  label = /^Drop a CSV/,
): Promise<void> {
  const before = page.url();
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.getByLabel(label).setInputFiles(file);
  await page.getByRole('button', { name: 'Send the file' }).click();
  await expect(page).toHaveURL(/\/imports\/\d+$/);
  await expect(page).not.toHaveURL(before);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** The page of an import that was mapped and checked, with something to mend. */
export async function openJudgedImport(page: Page): Promise<void> {
  await page.goto('/imports');
  await bringFile(page, 'stock.csv', stockFile());
  await page.getByLabel('What “Nr” means').selectOption({ label: 'Serial' });
  await expect(page.getByRole('row', { name: /Nr/ })).toContainText('you said so');
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByRole('button', { name: 'Import the 3 good lines' })).toBeVisible();
}
