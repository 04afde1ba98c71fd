// Every page that can be reached is looked at: by citizens, and by everyone who works with the portal.
import { expect, test } from '@playwright/test';
import { look } from './look.mjs';
import { logIn, office, portal, region, run, sample } from './portal.mjs';

let site;

test.beforeAll(async () => {
  site = await portal('pages', (store) => {
    run(['demo', sample, '--region', region, ...store]);
  });
});

test.afterAll(async () => site?.end());

/** Pages of one kind have addresses that differ in numbers and in what is asked for. */
const kind = (address) => {
  const { pathname, searchParams } = new URL(address);
  return `${pathname.replace(/\d+/g, 'N')}?${[...searchParams.keys()].sort()}`;
};

/** Follows links from a page as long as they stay below its folder, and looks at one page of each kind. */
async function walk(page, from, name) {
  const seen = new Set();
  const ahead = [from];
  while (ahead.length > 0) {
    const address = ahead.shift();
    if (seen.has(kind(address))) continue;
    seen.add(kind(address));
    const { headers } = await page.request.get(address).then((answer) => ({ headers: answer.headers() }));
    if (!headers['content-type']?.startsWith('text/html') || headers['content-disposition']) continue;
    const answer = await page.goto(address);
    expect(answer.status(), address).toBe(200);
    await look(page, `${name}${kind(address).replace(/[^\p{L}\p{N}]+/gu, '-')}`);
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((a) => a.href.split('#')[0]));
    ahead.push(...links.filter((link) => link.startsWith(from) && !link.includes('/type?')));
  }
  return seen;
}

test('pages for citizens', async ({ page }) => {
  test.setTimeout(600_000);
  const failed = [];
  page.on('console', (message) => message.type() === 'error' && failed.push(message.text()));
  page.on('pageerror', (error) => failed.push(error.stack));
  const seen = await walk(page, `${site.address}/`, 'citizen');
  expect(seen.size).toBeGreaterThan(10);
  expect(failed).toEqual([]);
});

test('pages for citizens without scripts', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.address);
  await page.getByRole('link', { name: office, exact: true }).click();
  await page.getByRole('link', { name: '预算', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${office}2024年预算公开`);
  await expect(page.getByRole('link', { name: '2,015.18' }).first()).toBeVisible();
});

test('large type', async ({ page }) => {
  await page.goto(`${site.address}/offices/1`);
  await page.getByRole('link', { name: '大字' }).click();
  await look(page, 'large-office');
  await page.goto(`${site.address}/revisions/1`);
  await look(page, 'large-document');
});

for (const login of ['zhang', 'li', 'guan']) {
  test(`pages for ${login}`, async ({ page }) => {
    test.setTimeout(600_000);
    await logIn(page, site.address, login);
    await walk(page, `${site.address}/desk`, login);
  });
}
