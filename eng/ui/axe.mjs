// Runs axe-core on pages: node axe.mjs <base address> [path ...]; ends with 1 when anything is found.
// PERSON=p-wang signs somebody of the demo county in.
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [base, ...given] = process.argv.slice(2);
if (!base) {
  console.error("usage: node axe.mjs <base address> [path ...]");
  process.exit(2);
}
const paths = given.length ? given : ["/", "/nowhere", "/style", "/style/list", "/style/forms", "/style/charts"];
const looks = ["zh-Hans.light.standard", "zh-Hans.dark.standard", "zh-Hans.light.care20", "en.dark.care30"];
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
let found = 0;
for (const display of looks) {
  for (const width of [1360, 390]) {
    // The page's own policy forbids foreign script; only this tool goes around it.
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
    await context.addCookies([
      { name: "daylight-display", value: display, url: base },
      ...(process.env.PERSON ? [{ name: "daylight-demo-person", value: process.env.PERSON, url: base }] : []),
    ]);
    const page = await context.newPage();
    for (const path of paths) {
      await page.goto(new URL(path, base).href);
      await page.addScriptTag({ path: axe });
      for (const open of [false, true]) {
        if (open) {
          await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = !d.matches(".why, .drop") || d === document.querySelector(".why"))));
        }
        const { violations } = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
        for (const { id, help, nodes } of violations) {
          found++;
          console.log(`${path} ${display} ${width}${open ? " opened" : ""}: ${id} (${help})`);
          for (const node of nodes.slice(0, 4)) {
            console.log(`    ${node.target.join(" ")}: ${node.html.slice(0, 160)}\n      ${node.any.concat(node.all, node.none).map((c) => c.message).join("; ").slice(0, 260)}`);
          }
        }
      }
    }
    await context.close();
  }
}
await browser.close();
console.log(`${paths.length * looks.length * 4} checks, ${found} findings`);
process.exit(found ? 1 : 0);
