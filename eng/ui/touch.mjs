// Fingers and keyboards: node touch.mjs <base address> [path ...]; ends with 1 when anything is found.
// Every control must be hit over 44 px (60 px in the 关怀版); Tab must reach every control, show where it is, and come to an end.
import { chromium } from "playwright-core";

const [base, ...given] = process.argv.slice(2);
if (!base) {
  console.error("usage: node touch.mjs <base address> [path ...]");
  process.exit(2);
}
const paths = given.length ? given : ["/", "/nowhere", "/style", "/style/list", "/style/forms", "/style/charts"];
const looks = { "zh-Hans.light.standard": 44, "zh-Hans.dark.care20": 60, "zh-Hans.light.care30": 60 };
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
let found = 0;
const report = (what) => {
  found++;
  console.log(what);
};

/** Runs in the page: hits each control above and below its middle. Links in running text are exempt (WCAG 2.5.8, inline). */
function smallTargets(least) {
  const controls = document.querySelectorAll(
    "button, .button, input:not([type=hidden]), select, textarea, summary, nav.nav a, .tool, .tabs a, .pager a, .data thead a",
  );
  const small = [];
  for (const control of controls) {
    if (control.matches("[type=file], span") || !control.checkVisibility()) {
      continue;
    }
    control.scrollIntoView({ block: "center", inline: "center" });
    const box = control.getBoundingClientRect();
    const [x, y, reach] = [box.left + box.width / 2, box.top + box.height / 2, least / 2 - 2];
    const owner = control.closest("label") ?? control;
    for (const [dx, dy] of [[0, -reach], [0, reach]]) {
      const hit = document.elementFromPoint(x + dx, y + dy);
      if (!hit || !(owner.contains(hit) || hit.contains(owner))) {
        small.push(`${control.outerHTML.slice(0, 110)} (${Math.round(box.width)}x${Math.round(box.height)}, hit ${hit?.tagName} ${hit?.className})`);
        break;
      }
      if (hit !== owner && hit.contains(owner) && box.height + 2 < least) {
        small.push(`${control.outerHTML.slice(0, 110)} (${Math.round(box.width)}x${Math.round(box.height)})`);
        break;
      }
    }
  }
  return small;
}

for (const [display, least] of Object.entries(looks)) {
  for (const width of [1360, 390]) {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled });
      await context.addCookies([{ name: "daylight-display", value: display, url: base }]);
      const page = await context.newPage();
      for (const path of paths) {
        const where = `${path} ${display} ${width}${javaScriptEnabled ? "" : " without script"}`;
        await page.goto(new URL(path, base).href);
        if (javaScriptEnabled) {
          for (const small of await page.evaluate(smallTargets, least)) {
            report(`${where}: less than ${least} px: ${small}`);
          }
        }
        await page.evaluate(() => scrollTo(0, 0));
        let first = null;
        let before = null;
        for (let step = 0; step < 300; step++) {
          await page.keyboard.press("Tab");
          const at = await page.evaluate(() => {
            const held = document.activeElement;
            if (!held || held === document.body) {
              return null;
            }
            const outlined = (element) => element && getComputedStyle(element).outlineStyle !== "none";
            held.dataset.walked ??= String(document.querySelectorAll("[data-walked]").length);
            return { key: held.dataset.walked, shown: outlined(held) || outlined(held.closest(".file")), html: held.outerHTML.slice(0, 110) };
          });
          // A day input holds several stops; coming back to the first control is the end of the page.
          if (!at || (at.key === first && at.key !== before)) {
            break;
          }
          first ??= at.key;
          if (at.key !== before && !at.shown) {
            report(`${where}: focus not shown: ${at.html}`);
          }
          before = at.key;
        }
        const missed = await page.evaluate(() =>
          [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
            .filter((control) => control.checkVisibility() && !control.disabled && !("walked" in control.dataset) && control.type !== "radio")
            .map((control) => control.outerHTML.slice(0, 110)),
        );
        for (const control of missed) {
          report(`${where}: Tab does not reach ${control}`);
        }
      }
      await context.close();
    }
  }
}
await browser.close();
console.log(`${found} findings`);
process.exit(found ? 1 : 0);
