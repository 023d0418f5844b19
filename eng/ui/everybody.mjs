// Takes the home page of every kind of user, and the pages that are his own, from a running demo county, at 1360 and 390 px in
// light, dark and 关怀版: node everybody.mjs <base address> <folder>
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [base, folder] = process.argv.slice(2);
if (!base || !folder) {
  console.error("usage: node everybody.mjs <base address> <folder>");
  process.exit(2);
}
const doors = JSON.parse(readFileSync(new URL("../../samples/xiangshan/doors.json", import.meta.url)));
const own = {
  "p-wang": ["/desk/items", "/desk/items/demo-05", "/desk/morning", "/desk/bulletin", "/desk/look-back", "/desk/papers"],
  "p-zhang": ["/desk/proposals", "/desk/morning"],
  "p-li": ["/desk/items", "/desk/items/demo-06", "/desk/burden", "/desk/hand-over"],
  "p-gong": ["/desk/account"],
  "p-gan": ["/desk/registry/posts", "/desk/registry/tables", "/desk/registry/responsibility"],
  "p-sun": ["/desk/rules", "/desk/rules/calendar", "/desk/carry"],
  "p-admin-system": ["/desk/admin", "/desk/admin/gateways", "/desk/admin/many?kind=Power"],
  "p-admin-security": ["/desk/admin", "/desk/admin/powers", "/desk/admin/receivers"],
  "p-admin-audit": ["/desk/admin"],
};
const users = [
  ...doors.filter((door) => door.who).map((door) => ({ name: door.who, person: door.who, paths: [...(door.admin ? [] : ["/desk"]), ...(own[door.who] ?? [])] })),
  { name: "citizen", person: null, paths: ["/", "/column", "/check", "/rules", "/draw", "/open", "/about", "/demo"] },
];
const looks = { light: "zh-Hans.light.standard", dark: "zh-Hans.dark.standard", care: "zh-Hans.light.care20" };
const screens = {
  1360: { viewport: { width: 1360, height: 900 } },
  390: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
let taken = 0;
let wrong = 0;
for (const { name, person, paths } of users) {
  for (const [look, display] of Object.entries(looks)) {
    for (const [screen, options] of Object.entries(screens)) {
      const context = await browser.newContext({ ...options, locale: "zh-CN" });
      await context.addCookies([
        { name: "daylight-display", value: display, url: base },
        ...(person ? [{ name: "daylight-demo-person", value: person, url: base }] : []),
      ]);
      const page = await context.newPage();
      for (const path of paths) {
        const answer = await page.goto(new URL(path, base).href);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        const file = `${name}${path.replace(/[/?=]/g, "-")}-${look}-${screen}.png`;
        await page.screenshot({ path: join(folder, file), fullPage: true });
        taken++;
        if (answer.status() !== 200 || wide > 0) {
          wrong++;
          console.error(`${file}: ${answer.status()}, ${wide} px too wide`);
        }
      }
      await context.close();
    }
  }
}
await browser.close();
console.log(`${taken} pictures in ${folder}, ${wrong} wrong`);
process.exit(wrong ? 1 : 0);
