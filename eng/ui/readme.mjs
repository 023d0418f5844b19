// Takes the pictures of the README from a running demo county: node readme.mjs <base address> <folder>
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [base, folder] = process.argv.slice(2);
if (!base || !folder) {
  console.error("usage: node readme.mjs <base address> <folder>");
  process.exit(2);
}
const most = 200 * 1024;
const desk = { viewport: { width: 1360, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
// `height` cuts the page where it has shown what it has to show, in CSS px.
const pictures = [
  { name: "desk", person: "p-wang", path: "/desk", screen: desk, height: 1000 },
  { name: "item", person: "p-wang", path: "/desk/items/demo-05", screen: desk, height: 1000 },
  { name: "item-phone", person: "p-li", path: "/desk/items/demo-06", screen: phone, height: 844 },
  { name: "column-phone", path: "/column", screen: phone, height: 844 },
];

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
let wrong = 0;
for (const { name, person, path, screen, height } of pictures) {
  const context = await browser.newContext({ ...screen, locale: "zh-CN" });
  await context.addCookies([
    { name: "daylight-display", value: "zh-Hans.light.standard", url: base },
    ...(person ? [{ name: "daylight-demo-person", value: person, url: base }] : []),
  ]);
  const page = await context.newPage();
  const answer = await page.goto(new URL(path, base).href);
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width: screen.viewport.width, height: Math.min(whole, height) } });
  const { size } = statSync(file);
  console.log(`${file}: ${Math.round(size / 1024)} KB`);
  if (answer.status() !== 200 || size > most) {
    wrong++;
    console.error(`${name}: ${answer.status()} ${size} bytes; wanted 200 and at most ${most} bytes`);
  }
  await context.close();
}
await browser.close();
process.exit(wrong ? 1 : 0);
