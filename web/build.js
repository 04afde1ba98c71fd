// Makes the file of charts that the portal serves: ECharts with what the charts need of it, and nothing else.
// With --check it only tells whether the file that is kept is what would be made.
import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";

const KEPT = new URL("../crates/portal/assets/charts.js", import.meta.url);
const NOTICE = new URL("../crates/portal/assets/charts.LICENSE.txt", import.meta.url);

/** The licences of all that is in the bundle, each under the name and version of its package. */
async function notice() {
  const parts = [];
  for (const name of ["echarts", "zrender", "tslib"]) {
    const folder = new URL(`node_modules/${name}/`, import.meta.url);
    const { version } = JSON.parse(await readFile(new URL("package.json", folder), "utf8"));
    const licence = await readFile(new URL(name === "tslib" ? "LICENSE.txt" : "LICENSE", folder), "utf8");
    parts.push(`${name} ${version}\n\n${licence.trim()}\n`);
    if (name === "echarts") parts.push((await readFile(new URL("NOTICE", folder), "utf8")).trim() + "\n");
  }
  return parts.join(`\n${"-".repeat(80)}\n\n`).replace(/[ \t]+$/gm, "");
}

const made = await build({
  entryPoints: [new URL("src/charts.js", import.meta.url).pathname],
  bundle: true,
  minify: true,
  write: false,
  // A plain script: a page that is opened as a file may not load modules.
  format: "iife",
  target: "es2020",
  define: { "process.env.NODE_ENV": '"production"', __DEV__: "false" },
  legalComments: "none",
  charset: "utf8",
  banner: { js: "/* ECharts (Apache-2.0), zrender (BSD-3-Clause), tslib (0BSD): see charts.LICENSE.txt */" },
});
const files = [
  [KEPT, made.outputFiles[0].text],
  [NOTICE, await notice()],
];
let stale = 0;
for (const [file, text] of files) {
  if (!process.argv.includes("--check")) {
    await writeFile(file, text);
  } else if ((await readFile(file, "utf8").catch(() => "")) !== text) {
    console.error(`${file.pathname} is not what web/ makes: run make charts`);
    stale += 1;
  }
}
process.exitCode = stale ? 1 : 0;
