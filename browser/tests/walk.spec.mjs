// A document's whole way: from the office that hands it in to the citizen who verifies what was downloaded.
import { expect, test } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { look } from './look.mjs';
import { attempt, budget, logIn, office, out, portal } from './portal.mjs';

test.describe.configure({ mode: 'serial' });

/** The amount that the founding document prints most often, and a slip of the pen. */
const right = '2,015.18';
const wrong = '2,051.18';

let site;
let zhang;
let li;
let citizen;
/** The address of the draft at the desk. */
let draft;

test.beforeAll(async ({ browser }) => {
  site = await portal('walk');
  [zhang, li, citizen] = await Promise.all([1, 2, 3].map(async () => (await browser.newContext()).newPage()));
});

test.afterAll(async () => site?.end());

/** A document with one wrong number. */
function slipped() {
  const file = budget();
  return { ...file, buffer: Buffer.from(file.buffer.toString().replace(right, wrong)) };
}

async function handIn(page, file, reason) {
  await page.goto(`${site.address}/desk`);
  await page.getByRole('link', { name: office, exact: true }).click();
  await page.getByLabel('文件', { exact: true }).setInputFiles(file);
  if (reason) await page.getByLabel(/^更正原因/).fill(reason);
  await page.getByRole('button', { name: '上传并核对' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(office);
}

/** The reviewer lets every error pass that is left. */
async function waive(page) {
  const errors = page.locator('li.error').filter({ hasNot: page.locator('.waived') });
  for (let left = await errors.count(); left > 0; left -= 1) {
    const error = errors.first();
    await error.getByText('意见、同意保留').click();
    await error.getByLabel(/^同意保留的理由/).fill('系统导出时没有空表，已另行说明');
    await error.getByRole('button', { name: '同意保留' }).click();
    await expect(errors).toHaveCount(left - 1);
  }
}

/** Submitted, waived where it must be, approved, published. */
async function bringThrough() {
  await li.goto(draft);
  await waive(li);
  await zhang.goto(draft);
  await zhang.getByRole('button', { name: '提交审核' }).click();
  await li.goto(`${site.address}/desk`);
  await look(li, 'desk-queue');
  await li.goto(draft);
  await look(li, 'desk-review');
  await li.getByRole('button', { name: '审核通过' }).click();
  await zhang.goto(draft);
  await zhang.getByRole('button', { name: '向社会公开' }).click();
  await expect(zhang).toHaveURL(/\/revisions\/\d+$/);
}

test('before anything is published, citizens see who owes what', async () => {
  await citizen.goto(site.address);
  await look(citizen, 'home-empty');
  await citizen.goto(`${site.address}/register?year=2024&kind=budget`);
  await expect(citizen.getByText('逾期未公开')).not.toHaveCount(0);
  await look(citizen, 'register-overdue');
});

test('who may not is not let in', async () => {
  await zhang.goto(`${site.address}/desk`);
  await expect(zhang).toHaveURL(`${site.address}/desk/login`);
  await zhang.getByLabel('用户名').fill('zhang');
  await zhang.getByLabel('密码').fill('不对的密码');
  await zhang.getByRole('button', { name: '登录' }).click();
  await expect(zhang.getByRole('alert')).toHaveText('用户名或密码不对。');
  await look(zhang, 'login');
});

test('the office hands in its document and sees what is wrong, beside the document', async () => {
  await logIn(zhang, site.address, 'zhang');
  await look(zhang, 'desk-office-home');
  await handIn(zhang, slipped());
  draft = zhang.url();
  const finding = zhang.locator('li.error').filter({ hasText: right }).filter({ hasText: wrong });
  await expect(finding).toHaveCount(1);
  await look(zhang, 'desk-draft');
  // Errors stand in the way.
  await zhang.getByRole('button', { name: '提交审核' }).click();
  await expect(zhang.getByRole('alert')).toBeVisible();
  await look(zhang, 'desk-refused');
});

test('the office mends the number in the page', async () => {
  await zhang.goto(draft);
  const finding = zhang.locator('li.error').filter({ hasText: wrong });
  await finding.getByRole('link', { name: /改/ }).first().click();
  await look(zhang, 'desk-mend');
  const amount = zhang.getByLabel('改为').first();
  await amount.fill(right);
  await zhang.getByRole('button', { name: '保存并核对' }).first().click();
  await expect(zhang.locator('li.error').filter({ hasText: wrong })).toHaveCount(0);
});

test('a draft is nobody else’s to see', async () => {
  for (const path of ['/revisions/1', '/revisions/1/manifest.json', '/api/v1/revisions/1/facts.json']) {
    const answer = await citizen.goto(`${site.address}${path}`);
    expect(answer.status(), path).toBe(404);
  }
  await citizen.goto(`${site.address}/revisions/1`);
  await look(citizen, 'not-found');
});

test('the bureau reviews, the office publishes', async () => {
  await logIn(li, site.address, 'li');
  await bringThrough();
});

test('a citizen finds it by initials, and asks what ties a number', async () => {
  await citizen.goto(site.address);
  await citizen.getByLabel('单位名称，或拼音首字母').fill('wqxrmzf');
  await citizen.getByRole('button', { name: '查找单位' }).click();
  await look(citizen, 'home');
  await citizen.getByRole('link', { name: office, exact: true }).click();
  await look(citizen, 'office');
  await citizen.getByRole('link', { name: '预算', exact: true }).first().click();
  await expect(citizen.getByRole('heading', { level: 1 })).toHaveText(`${office}2024年预算公开`);
  await look(citizen, 'document');
  await citizen.getByRole('link', { name: right, exact: true }).first().click();
  await expect(citizen.getByRole('heading', { name: '约束它的关系式' })).toBeVisible();
  await look(citizen, 'number');
});

test('two years are compared', async () => {
  await handIn(zhang, budget(2025));
  draft = zhang.url();
  await bringThrough();
  await citizen.goto(`${site.address}/search?q=${encodeURIComponent(office)}`);
  await look(citizen, 'search');
  await citizen.getByRole('link', { name: office, exact: true }).click();
  await look(citizen, 'office-two-years');
  await citizen.getByRole('link', { name: /^比较/ }).first().click();
  await look(citizen, 'compare-choose');
  await citizen.getByRole('link', { name: `${office}2024年预算公开` }).last().click();
  await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('比较');
  await look(citizen, 'compare');
});

test('a correction says why, and what was before stays readable', async () => {
  await handIn(zhang, slipped(), '更正收入合计');
  draft = zhang.url();
  await bringThrough();
  await citizen.goto(`${site.address}/revisions/1`);
  await expect(citizen.getByText('这一版已有更正')).toBeVisible();
  await citizen.getByRole('link', { name: '请看现行的一版' }).click();
  await expect(citizen.getByText('更正原因：更正收入合计').first()).toBeVisible();
  await look(citizen, 'document-corrected');
});

test('what is downloaded is verified, and what was changed is found', async () => {
  const fetched = async (path) => (await citizen.request.get(`${site.address}${path}`)).body();
  const [file, manifest, key] = ['预算公开.txt', 'manifest.json', 'key.txt'].map((name) => join(out, name));
  await citizen.goto(`${site.address}/revisions/1`);
  const download = citizen.waitForEvent('download');
  await citizen.getByRole('link', { name: '预算公开2024.txt' }).click();
  await (await download).saveAs(file);
  writeFileSync(manifest, await fetched('/revisions/1/manifest.json'));
  writeFileSync(key, await fetched('/key.txt'));
  const verified = () => attempt(['verify', file, '--manifest', manifest, '--key', key]);
  expect(verified().status).toBe(0);
  writeFileSync(file, readFileSync(file, 'utf8').replace(right, wrong));
  expect(verified().status).toBe(1);
});
