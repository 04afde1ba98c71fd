// Looks at a page as people do: on a phone and on a desk, with a check of what screen readers need.
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { out } from './portal.mjs';

const widths = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };
const level = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** No violation at either width, nothing that reaches beyond the page, and a picture of each. */
export async function look(page, name) {
  const before = page.viewportSize();
  const pictures = join(out, 'pictures');
  mkdirSync(pictures, { recursive: true });
  for (const [width, size] of Object.entries(widths)) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page }).withTags(level).analyze();
    const said = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
    expect(said, `${name}, ${width}`).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${name}, ${width}: the page is wider than the window`).toBeLessThanOrEqual(0);
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize(before ?? widths.desk);
}
