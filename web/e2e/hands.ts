import { expect, type Page } from '@playwright/test';

export type Api = (
  method: string,
  path: string,
  data?: unknown,
) => Promise<{
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  [name: string]: any;
}>;

let made = 0;

/** Somebody with a role at the distribution centre and a password of his own. */
export async function personNamed(api: Api, name: string, role = 'associate') {
  made += 1;
  const login = `${name.toLowerCase()}-${Date.now()}-${made}`;
  const grants = [{ role, site: 'DC' }];
  const { id, password } = await api('POST', '/api/people', { login, name, grants });
  return { id, login, name, first: password as string, password: `seven green bicycles ${made}` };
}

export type Person = Awaited<ReturnType<typeof personNamed>>;

export async function signIn(page: Page, { login, password }: Pick<Person, 'login' | 'password'>) {
  await page.getByRole('textbox', { name: 'Login' }).fill(login);
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** For the first time: the password that somebody else gave is changed. */
export async function signInFirst(page: Page, person: Person) {
  await signIn(page, { login: person.login, password: person.first });
  await expect(page.getByRole('heading', { name: 'Choose your own password' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(person.first);
  await page.getByRole('textbox', { name: 'New password' }).fill(person.password);
  await page.getByRole('button', { name: 'Choose your own password' }).click();
  await expect(page.getByRole('link', { name: `Signed in: ${person.name}` })).toBeVisible();
}

export async function leave(page: Page, name: string) {
  await page.getByRole('link', { name: `Signed in: ${name}` }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
}

export const lastEvent = async (api: Api, serial: string) => {
  const { units } = await api('GET', `/api/units/by-code/${serial}`);
  return (await api('GET', `/api/units/${units[0].id}/history`)).events.at(-1);
};

export async function pairedPage(page: Page, api: Api) {
  const { code } = await api('POST', '/api/devices/pairings', {
    name: 'Handheld 3',
    site: 'DC',
    station: 'Dock 1',
  });
  await page.goto(`/pair#${code}`);
  await page.getByRole('button', { name: 'Let it in' }).click();
  await expect(page.getByText('Handheld 3 · Dock 1 at DC')).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  await page.getByRole('button', { name: 'Start work' }).click();
  await expect(page.getByRole('heading', { name: 'Scan your badge' })).toBeVisible();
}

export async function badgeOf(api: Api, person: Person, badge = `B${person.id}${Date.now()}`) {
  await api('POST', `/api/people/${person.id}/badge`, { badge, pin: '2580' });
  return badge;
}

export async function typePin(page: Page, pin: string) {
  for (const digit of pin) await page.getByRole('button', { name: `Digit ${digit}` }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
