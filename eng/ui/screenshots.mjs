// Takes pictures of pages: node screenshots.mjs <base address> <folder> [path ...]
// Each path at 1360 and at 390 px, light, dark and in the 关怀版; the phone emulates touch and density.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [base, folder, ...given] = process.argv.slice(2);
if (!base || !folder) {
  console.error("usage: node screenshots.mjs <base address> <folder> [path ...]");
  process.exit(2);
}
const paths = given.length ? given : ["/style", "/style/list", "/style/forms", "/style/charts"];
const looks = { light: "zh-Hans.light.standard", dark: "zh-Hans.dark.standard", care: "zh-Hans.light.care20", care30: "zh-Hans.light.care30" };
const screens = {
  1360: { viewport: { width: 1360, height: 900 } },
  390: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
let overflows = 0;
for (const [look, display] of Object.entries(looks)) {
  for (const [screen, options] of Object.entries(screens)) {
    const context = await browser.newContext({ ...options, locale: "zh-CN" });
    await context.addCookies([{ name: "daylight-display", value: display, url: base }]);
    const page = await context.newPage();
    for (const path of paths) {
      await page.goto(new URL(path, base).href);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      const name = `${path.replace(/^\//, "").replaceAll("/", "-") || "home"}-${look}-${screen}`;
      if (wide > 0) {
        overflows++;
        const who = await page.evaluate(() =>
          [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .slice(0, 4)
            .map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""}`),
        );
        console.log(`${name}: ${wide} px too wide (${who.join(", ")})`);
      }
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    }
    await context.close();
  }
}
await browser.close();
console.log(`${paths.length * 8} pictures in ${folder}, ${overflows} too wide`);
process.exit(overflows ? 1 : 0);
