import { expect, type Page } from '@playwright/test';
import { bringFile } from './files.ts';
import { expectGoodLooks, test, verdict, wedge } from './station.ts';

// A clerk brings what a partner's system sends, and files that a supplier wrote; the dock receives against them.

/** An interchange of one transaction set, as a partner sends it. */
function interchange(control: number, set: '850' | '856', body: readonly string[]): Buffer {
  const number = String(control).padStart(9, '0');
  const blank = ' '.repeat(10);
  const segments = [
    `ISA*00*${blank}*00*${blank}*ZZ*EXAMPLE        *ZZ*OURSHOP        *261123*1015*U*00401*${number}*0*P*>`,
    `GS*${set === '850' ? 'PO' : 'SH'}*EXAMPLE*OURSHOP*20261123*1015*${control}*X*004010`,
    `ST*${set}*0001`,
    ...body,
    `SE*${body.length + 2}*0001`,
    `GE*1*${control}`,
    `IEA*1*${number}`,
  ];
  return Buffer.from(`${segments.join('~\n')}~\n`);
}

const ends = ['N1*SF*Example Electronics', 'N1*ST*Distribution centre*92*DC'];
const order = [
  'BEG*00*SA*PO-8801**20261120',
  ...ends,
  'PO1*1*2*EA***SK*PHONE-256',
  'PO1*2*10*EA***SK*HEADPHONES',
];
const notice = [
  ...['BSN*00*LS-8801*20261123*1015', 'HL*1**S', ...ends, 'HL*2*1*O', 'PRF*PO-8801', 'HL*3*2*I'],
  ...['LIN*1*SK*PHONE-256', 'SN1*1*2*EA', 'REF*SE*PH2A880001', 'REF*SE*PH2A880002'],
];

const x12 = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/plain', buffer });
const partners = (page: Page) => page.getByRole('region', { name: 'A partner’s X12 file' });
const bring = (page: Page, name: string, buffer: Buffer) =>
  partners(page).getByLabel('Choose the file').first().setInputFiles(x12(name, buffer));

test.describe.configure({ mode: 'serial' });

test('an order and its ship notice come as X12, are answered, and the dock receives against them', async ({
  page,
}) => {
  await page.goto('/purchase-orders');
  await bring(page, '850.x12', interchange(8801, '850', order));
  await expect(partners(page).getByRole('listitem')).toContainText(['Taken']);
  await bring(page, '856.x12', interchange(8802, '856', notice));
  await expect(partners(page).getByText('Interchange 8802 from EXAMPLE')).toBeVisible();
  const answer = partners(page).getByRole('link', { name: 'Download the acknowledgement (997)' });
  expect(decodeURIComponent((await answer.getAttribute('href'))!)).toMatch(/ST\*997.*AK5\*A/s);
  await partners(page).getByRole('link', { name: 'LS-8801' }).click();
  await expect(page.getByLabel('Scan or type a number')).toBeFocused();
  await wedge(page, 'PH2A880001');
  await expect(verdict(page)).toContainText('Received');
  await page.goto('/purchase-orders');
  await page.getByRole('button', { name: 'PO-8801' }).click();
  const detail = page.getByRole('region', { name: 'Purchase order PO-8801' });
  await expect(detail.getByText('Partly received').first()).toBeVisible();
  const phones = detail.getByRole('row').filter({ hasText: 'PHONE-256' });
  await expect(phones.getByRole('cell')).toHaveText(['1', '2', '2', '1', '1', '0', 'Partly received']);
  await expect(detail.getByRole('link', { name: 'LS-8801' })).toBeVisible();
  await expectGoodLooks(page);
});

test('what cannot be taken is named with its segment, and a file sent twice does nothing twice', async ({
  page,
}) => {
  await page.goto('/purchase-orders');
  const wrong = order.map((segment) => segment.replace('PO-8801', 'PO-8802').replace('PHONE-256', 'NOTHING'));
  await bring(page, 'wrong.x12', interchange(8803, '850', wrong));
  await expect(partners(page).getByRole('listitem')).toContainText(['Refused']);
  await expect(partners(page).getByText(/^PO1 \d+: /)).toBeVisible();
  await bring(page, '850.x12', interchange(8801, '850', order));
  await expect(partners(page).getByText('was sent before; nothing was done again')).toBeVisible();
  await bring(page, 'no.x12', Buffer.from('a letter, and no interchange'));
  await expect(partners(page).getByRole('alert')).toBeVisible();
});

test('a supplier’s list is mapped, checked and becomes a receipt', async ({ page, api }) => {
  await page.goto('/receipts');
  await page.getByRole('link', { name: 'From a file' }).click();
  await expect(page.getByLabel('What is in it?')).toHaveValue('receipts');
  const rows = [
    'Delivery note,SKU,Serials,Qty,PO,PO line',
    'LS-8803,PHONE-256,PH2A880011-PH2A880013,,,',
    'LS-8803,HEADPHONES,,4,PO-8801,2',
  ];
  await bringFile(page, 'list.csv', rows.join('\n'));
  await expect(page.getByRole('row', { name: /^Serials/ })).toContainText('PH2A880011-PH2A880013');
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
  await page.getByRole('button', { name: 'Import it' }).click();
  await expect.poll(async () => (await api('GET', '/api/receipts/LS-8803')).expected).toBe(7);
});
