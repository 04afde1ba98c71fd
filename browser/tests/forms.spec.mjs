// Pages that no link leads to, since they answer a form: what is wrong with it, what it made, who came first.
import { expect, test } from '@playwright/test';
import { look } from './look.mjs';
import { budget, logIn, office, password, portal, region } from './portal.mjs';

test.describe.configure({ mode: 'serial' });

let site;
let zhang;
let guan;
/** The address of the draft at the desk. */
let draft;

test.beforeAll(async ({ browser }) => {
  site = await portal('forms');
  [zhang, guan] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()));
  await logIn(zhang, site.address, 'zhang');
  await logIn(guan, site.address, 'guan');
});

test.afterAll(async () => site?.end());

const heading = '地区,部门,单位,单位级次,年度,公开内容,批复日期,公开期限';

async function hand(page, label, button, name, words) {
  await page.getByLabel(label, { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(words) });
  await page.getByRole('button', { name: button }).click();
}

/** Saves what the page has, and waits for its answer. */
async function save(page) {
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.getByRole('button', { name: '保存并核对' }).last().click();
  return (await answered).status();
}

test('a register with mistakes is shown with them, a right one with what it changes', async () => {
  await guan.goto(`${site.address}/desk/register/import`);
  await hand(guan, '名册', '上传并检查', '错的.csv', `${heading}\n${region},,乌恰县教育局,单位,二零二四,预算,2024-02-30,\n`);
  await expect(guan.getByRole('heading', { name: /有问题，没有登记/ })).toBeVisible();
  await look(guan, 'form-import-wrong');
  await hand(guan, '另选文件', '上传并检查', '名册.csv', `${heading}\n${region},,乌恰县教育局,单位,2024,预算,2024-02-20,\n`);
  await expect(guan.getByRole('heading', { name: /没有问题/ })).toBeVisible();
  await guan.getByText('新增的单位').click();
  await look(guan, 'form-import-right');
  await guan.getByRole('button', { name: '确认导入' }).click();
  await guan.goto(`${site.address}/desk/register?year=2024&kind=budget`);
  await expect(guan.getByRole('link', { name: '乌恰县教育局' })).toBeVisible();
});

test('who is new gets a password for once, and must choose another', async ({ browser }) => {
  await guan.goto(`${site.address}/desk/people`);
  await guan.getByLabel('用户名（字母、数字）').fill('wang');
  await guan.getByLabel('姓名', { exact: true }).fill('王出纳');
  await guan.getByLabel(/^单位或部门全称/).fill(office);
  await guan.getByRole('button', { name: '添加并生成初始密码' }).click();
  const given = await guan.locator('.secret').textContent();
  await look(guan, 'form-given-password');
  const wang = await (await browser.newContext()).newPage();
  await wang.goto(`${site.address}/desk/login`);
  await wang.getByLabel('用户名').fill('wang');
  await wang.getByLabel('密码').fill(given);
  await wang.getByRole('button', { name: '登录' }).click();
  await expect(wang).toHaveURL(/\/desk\/password/);
  await wang.getByLabel('原密码').fill('不是原密码');
  await wang.getByLabel('新密码', { exact: true }).fill(password);
  await wang.getByLabel('再输入一次新密码').fill(password);
  await wang.getByRole('button', { name: '改密码' }).click();
  await expect(wang.getByRole('alert')).toBeVisible();
  await look(wang, 'form-password-wrong');
  await wang.getByLabel('原密码').fill(given);
  await wang.getByLabel('新密码', { exact: true }).fill(password);
  await wang.getByLabel('再输入一次新密码').fill(password);
  await wang.getByRole('button', { name: '改密码' }).click();
  await wang.goto(`${site.address}/desk`);
  await expect(wang.getByRole('link', { name: office })).toBeVisible();
});

test('a name that is taken is told', async () => {
  await guan.goto(`${site.address}/desk/people`);
  await guan.getByLabel('用户名（字母、数字）').fill('zhang');
  await guan.getByLabel('姓名', { exact: true }).fill('张三');
  await guan.getByLabel(/^单位或部门全称/).fill(office);
  await guan.getByRole('button', { name: '添加并生成初始密码' }).click();
  await expect(guan.getByRole('alert')).toBeVisible();
  await look(guan, 'form-login-taken');
});

test('who saves a text second keeps what was typed', async () => {
  await zhang.goto(`${site.address}/desk`);
  await zhang.getByRole('link', { name: office, exact: true }).click();
  await zhang.getByLabel('文件', { exact: true }).setInputFiles(budget());
  await zhang.getByRole('button', { name: '上传并核对' }).click();
  draft = zhang.url();
  await zhang.locator('a[href*="/text?"]').first().click();
  const other = await zhang.context().newPage();
  await other.goto(zhang.url());
  await look(zhang, 'form-text');
  await zhang.getByLabel('整行文字').press('End');
  await zhang.getByLabel('整行文字').pressSequentially(' ');
  expect(await save(zhang)).toBeLessThan(400);
  await other.getByLabel('整行文字').fill('另一个人写的一行');
  expect(await save(other)).toBe(409);
  await expect(other.getByLabel('整行文字')).toHaveValue('另一个人写的一行');
  await look(other, 'form-text-conflict');
  await other.close();
});

test('a ledger tells what is wrong beside the field, and who saves second keeps what was typed', async () => {
  test.setTimeout(600_000);
  await zhang.goto(draft);
  await zhang.getByRole('button', { name: '转为账册' }).click();
  await expect(zhang.getByRole('heading', { level: 1, name: '账册' })).toBeVisible();
  await look(zhang, 'form-ledger');
  const topics = await zhang.getByRole('rowheader').getByRole('link').evaluateAll((all) => all.map((link) => link.href));
  expect(topics.length).toBeGreaterThan(5);
  for (const topic of topics) {
    await zhang.goto(topic);
    await look(zhang, `form-ledger-${topic.split('/').pop()}`);
  }
  const amounts = topics.find((topic) => topic.endsWith('/expenditure'));
  await zhang.goto(amounts);
  const amount = zhang.locator('input.amount').first();
  const before = await amount.inputValue();
  await amount.fill('一百万');
  expect(await save(zhang)).toBe(422);
  await expect(zhang.locator('input.amount').first()).toHaveValue('一百万');
  await look(zhang, 'form-ledger-wrong');
  const other = await zhang.context().newPage();
  await other.goto(amounts);
  await zhang.locator('input.amount').first().fill(before);
  expect(await save(zhang)).toBeLessThan(400);
  await other.locator('input.amount').first().fill('1.00');
  expect(await save(other)).toBe(409);
  await expect(other.getByText(/^现在保存的是/).first()).toBeVisible();
  await look(other, 'form-ledger-conflict');
  await other.close();
});

test('what came second and cannot be shown again is told', async () => {
  await zhang.goto(draft);
  const other = await zhang.context().newPage();
  await other.goto(draft);
  await zhang.goto(`${draft}/ledger/office`);
  await save(zhang);
  await other.getByRole('button', { name: '提交审核' }).click();
  await expect(other.getByRole('alert')).toBeVisible();
  await look(other, 'form-submit-conflict');
  await other.close();
});

test('one person may do both where the reason is written down', async () => {
  await guan.goto(`${site.address}/desk/settings`);
  await guan.getByRole('textbox').fill('只有一名工作人员');
  await guan.getByRole('button', { name: '允许一人兼办' }).click();
  await expect(guan.getByText('允许一人兼办').first()).toBeVisible();
  await look(guan, 'form-settings');
});
