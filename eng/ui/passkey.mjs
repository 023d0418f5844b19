// Walks passkeys in Chromium with a virtual authenticator (DevTools protocol): takes up an invitation, adds a passkey, signs in with
// it. Usage: node passkey.mjs http://localhost:5080 /invitation/SECRET    (a name, not an address: authenticators know no addresses)
import { createHmac } from "node:crypto";
import { chromium } from "playwright-core";

const [base, link] = process.argv.slice(2);
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function secretOf(text) {
  const bits = [...text.replaceAll(" ", "")].map((c) => letters.indexOf(c).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((eight) => parseInt(eight, 2)));
}

function codeOf(secret) {
  const step = Buffer.alloc(8);
  step.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const hash = createHmac("sha1", secret).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, "0");
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext();
const page = await context.newPage();
const faults = [];
page.on("pageerror", (fault) => faults.push(fault.message));
page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
const devtools = await context.newCDPSession(page);
await devtools.send("WebAuthn.enable");
await devtools.send("WebAuthn.addVirtualAuthenticator", {
  options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
});

await page.goto(base + link);
const secret = secretOf(await page.locator("main .code").innerText());
await page.fill("[name=name]", "王系统（虚构）");
await page.fill("[name=login]", "wang");
await page.fill("[name=password]", "correct-horse-battery");
await page.fill("[name=again]", "correct-horse-battery");
await page.fill("[name=code]", codeOf(secret));
await page.click("#invitation button");
await page.goto(`${base}/desk/account`);
await page.fill("#passkey [name=name]", "办公电脑");
await page.click("#passkey button");
await page.getByText("办公电脑").waitFor();
await context.clearCookies();
await page.goto(`${base}/sign-in`);
await page.click("#passkey button");
await page.waitForURL(/\/desk/);
await browser.close();
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log("a passkey was added and signed in");
