// A portal of its own for the tests: an empty store, people who work with it, and the command that serves it.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const command = process.env.MINGZHANG ?? join(root, 'target/debug/mingzhang');

export const password = '一个够长的密码 2024';
export const office = '乌恰县人民政府办公室';
export const region = '新疆维吾尔自治区/克孜勒苏柯尔克孜自治州/乌恰县';
export const sample = join(root, 'samples/wuqia-2024-unit-budget.txt');
export const out = join(root, 'out/browser');

/** The founding document; of another year if one is given. */
export function budget(year = 2024) {
  const text = readFileSync(sample, 'utf8');
  const later = year - 2024;
  const moved = later === 0 ? text : text.replace(/20(2[34])(?=\s*年)/g, (_, short) => `20${Number(short) + later}`);
  return { name: `预算公开${year}.txt`, mimeType: 'text/plain', buffer: Buffer.from(moved) };
}

/** Runs the command and gives what it prints. */
export function run(args, input) {
  return execFileSync(command, args, { encoding: 'utf8', input });
}

/** The command's exit status and what it prints as errors. */
export function attempt(args) {
  try {
    return { status: 0, said: run(args) };
  } catch (error) {
    return { status: error.status, said: String(error.stderr) };
  }
}

/**
 * A portal with an office, somebody who prepares, somebody who reviews, and somebody who administers. `fill` puts more into its
 * store before it is served.
 */
export async function portal(name, fill) {
  if (!existsSync(command)) throw new Error(`${command} is missing: run cargo build -p mingzhang`);
  const data = join(out, name);
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const store = ['--data', data];
  run(['register', 'import', join(root, 'browser/register.csv'), ...store]);
  const people = [
    ['zhang', '张会计', 'prepare', office],
    ['li', '李审核', 'review', null],
    ['guan', '管系统', 'administer', null],
  ];
  for (const [login, called, duty, of] of people) {
    const args = ['person', login, '--name', called, '--duty', duty, '--password-stdin', ...store];
    run(of ? [...args, '--office', of] : args, `${password}\n`);
  }
  fill?.(store);
  const server = spawn(command, ['serve', '--listen', '127.0.0.1:0', '--rate', '0', '--costly-rate', '0', ...store], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, MINGZHANG_LOG: 'warn' },
  });
  const address = await new Promise((found, failed) => {
    server.once('exit', (status) => failed(new Error(`the portal ended with ${status}`)));
    createInterface({ input: server.stdout }).on('line', (line) => {
      const said = line.match(/http:\/\/[\d.:]+/);
      if (said) found(said[0]);
    });
  });
  const end = () =>
    new Promise((ended) => {
      server.removeAllListeners('exit');
      server.once('exit', ended);
      server.kill('SIGTERM');
    });
  return { address, data, end };
}

export async function logIn(page, address, login) {
  await page.goto(`${address}/desk/login`);
  await page.getByLabel('用户名').fill(login);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(`${address}/desk`);
}
