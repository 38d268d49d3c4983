import { expect, type Page } from '@playwright/test';
import { newUnit, openScan, test, verdict, wedge } from './station.ts';

/** A handheld behind a steel door: 3G as browsers' tools name it, 300 ms there and back, 1.6 Mbit/s. */
async function onSlowLine(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 300,
    downloadThroughput: (1_600 * 1_024) / 8,
    uploadThroughput: (750 * 1_024) / 8,
  });
}

test.use({ viewport: { width: 360, height: 740 } });

test('on 3G the scan box opens, and every scan of a quick hand is answered', async ({ page, api }) => {
  const serials = [];
  while (serials.length < 10) serials.push(await newUnit(api));
  await onSlowLine(page);
  await openScan(page);
  await page.getByLabel('Each scan').selectOption('count');
  for (const serial of serials) await wedge(page, serial);
  await expect(verdict(page)).toContainText(serials.at(-1)!);
  for (const serial of serials) {
    const { units } = await api('GET', `/api/units/by-code/${serial}`);
    const { events } = await api('GET', `/api/units/${units[0].id}/history`);
    expect(events.filter(({ move }: { move: string }) => move === 'count')).toHaveLength(1);
  }
});
