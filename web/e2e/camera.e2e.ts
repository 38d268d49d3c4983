import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { gs1CheckDigit } from '../../src/domain/identifiers/check-digits.ts';
import { badgeOf, pairedPage, personNamed, typePin } from './hands.ts';
import { labelsVideo } from './labels-video.ts';
import { expectAccessible, openScan, test as station, verdict } from './station.ts';

// The demo retailer's phone, as its box says it, and serials that no other test has.
const phone = '952123400001';
const [alone, left, right] = ['PH1A900360', 'PH1A900361', 'PH1A900362'];

/** What the camera sees, again and again: a phone's box, nothing, two boxes at once, nothing. */
const video = () =>
  labelsVideo([
    {
      seconds: 3,
      symbols: [
        { kind: 'ean13', text: phone, x: 60, y: 100 },
        { kind: 'code128', text: alone, x: 60, y: 200 },
        { kind: 'code128', text: '490154203237518', x: 60, y: 300 },
      ],
    },
    { seconds: 2, symbols: [] },
    {
      seconds: 4,
      symbols: [
        { kind: 'datamatrix', text: left, x: 80, y: 180 },
        { kind: 'datamatrix', text: right, x: 400, y: 180 },
      ],
    },
    { seconds: 2, symbols: [] },
  ]);

const test = station.extend<{ units: undefined }, { launchOptions: object }>({
  units: [
    async ({ api }, use) => {
      const codes = [alone, left, right].map((serial) => [
        `(01)0${phone}${gs1CheckDigit(`0${phone}`)}(21)${serial}`,
      ]);
      const scans = codes.map((one) => ({ id: crypto.randomUUID(), codes: one, input: 'scanned' }));
      await api('POST', '/api/scans', { move: 'receive', site: 'DC', scans });
      await use(undefined);
    },
    { auto: true },
  ],
  launchOptions: [
    async ({ launchOptions }, use) => {
      const directory = mkdtempSync(join(tmpdir(), 'unitrail-camera-'));
      const file = join(directory, 'labels.y4m');
      writeFileSync(file, video());
      const fake = [
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${file}`,
      ];
      const { args = [] } = launchOptions as { args?: readonly string[] };
      await use({ ...launchOptions, args: [...args, ...fake] });
      rmSync(directory, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

test.describe('with the camera', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('the codes of one box are one scan; of two boxes one says which', async ({ page, api }) => {
    await openScan(page);
    await page.getByRole('button', { name: 'Scan with the camera' }).click();
    await expect(verdict(page)).toContainText(`952123400001`);
    await expect(verdict(page)).toContainText(alone);
    await expect(verdict(page)).toContainText('In stock');
    await expect(verdict(page)).toContainText('Phone, 128 GB');
    await page.getByLabel('Each scan').selectOption('count');
    const choices = page.getByRole('group', { name: 'Several things are in the picture' });
    await expect(choices.getByRole('button')).toHaveText([left, right]);
    await expectAccessible(page);
    await choices.getByRole('button', { name: right }).click();
    await expect(verdict(page)).toContainText('Counted');
    await expect(verdict(page)).toContainText(right);
    const { units } = await api('GET', `/api/units/by-code/${right}`);
    const { events } = await api('GET', `/api/units/${units[0].id}/history`);
    expect([events.at(-1).move, events.at(-1).evidence]).toEqual(['count', 'camera']);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test('a label that stays in the picture is scanned once', async ({ page }) => {
    await openScan(page);
    await page.getByRole('button', { name: 'Scan with the camera' }).click();
    const entries = page.getByRole('listitem').filter({ hasText: alone });
    await expect(entries).toHaveCount(1);
    // The two boxes come after it: until then the same label was seen some twenty times.
    await expect(page.getByRole('group', { name: 'Several things' })).toBeVisible();
    await expect(entries).toHaveCount(1);
  });

  test('reads without a network once it was open, and what it reads is kept', async ({ page, context }) => {
    await openScan(page);
    await page.getByLabel('Each scan').selectOption('count');
    await page.getByRole('button', { name: 'Scan with the camera' }).click();
    await expect(verdict(page)).toContainText('Counted');
    await page.getByRole('button', { name: 'Close the camera' }).click();
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Scan with the camera' }).click();
    await expect(page.getByText('No connection. 1 scan waits on this device')).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText('1 scan waits on this device')).toHaveCount(0);
  });

  test('a badge is read by the camera too', async ({ page, api }) => {
    await page.addInitScript(() => sessionStorage.removeItem('unitrail.key'));
    const ana = await personNamed(api, 'Ana');
    await badgeOf(api, ana, `${phone}${gs1CheckDigit(`0${phone}`)}`);
    await pairedPage(page, api);
    await page.getByRole('button', { name: 'Scan with the camera' }).click();
    await typePin(page, '2580');
    await expect(page.getByRole('link', { name: 'Signed in: Ana' })).toBeVisible();
  });

  test('lets the camera go when the page is hidden, and takes it up again', async ({ page }) => {
    await openScan(page);
    await page.getByRole('button', { name: 'Scan with the camera' }).click();
    const picture = page.getByRole('region', { name: 'Picture of the camera' });
    await expect(picture).toHaveAttribute('data-state', 'open');
    const track = await page.evaluateHandle(() => {
      const stream = document.querySelector('video')!.srcObject as MediaStream;
      return stream.getVideoTracks()[0]!;
    });
    const hide = (hidden: boolean) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await hide(true);
    await expect(picture).toHaveAttribute('data-state', 'paused');
    expect(await track.evaluate(({ readyState }) => readyState)).toBe('ended');
    await hide(false);
    await expect(picture).toHaveAttribute('data-state', 'open');
  });
});
