import { expect } from '@playwright/test';
import { expectAccessible, openScan, test as station } from './station.ts';

/** A browser whose user says no to the camera. */
const test = station.extend<object, { launchOptions: object }>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const { args = [] } = launchOptions as { args?: readonly string[] };
      const refusing = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'];
      await use({ ...launchOptions, args: [...args, ...refusing] });
    },
    { scope: 'worker' },
  ],
});

test('a camera that may not be used is told plainly, with what to do', async ({ page }) => {
  await openScan(page);
  await page.getByRole('button', { name: 'Scan with the camera' }).click();
  await expect(page.getByRole('alert')).toContainText('This page may not use the camera');
  await expect(page.getByRole('alert')).toContainText('Allow it in the browser’s settings');
  await expectAccessible(page);
});
