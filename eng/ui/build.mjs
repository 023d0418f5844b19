// Builds the one stylesheet and the one script of Daylight.Ui. The built files are committed, and each begins with
// the SHA-256 of its sources, so that a test can tell a stale file without Node.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ui = join(dirname(fileURLToPath(import.meta.url)), "../../src/Daylight.Ui");

/** The same reckoning as in tests/Daylight.Tests/Ui/AssetTests.cs: every source by name, name and text, one hash. */
function fingerprint(folder, ending) {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).filter((file) => file.endsWith(ending)).sort()) {
    hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex");
}

async function make(entry, folder, ending, out) {
  const made = await build({
    entryPoints: [join(ui, folder, entry)],
    bundle: true,
    minify: true,
    write: false,
    charset: "utf8",
    legalComments: "none",
    target: ["chrome87", "firefox78", "safari14"],
    format: ending === ".ts" ? "iife" : undefined,
  });
  const text = `/* sources ${fingerprint(join(ui, folder), ending)} */\n${made.outputFiles[0].text}`;
  const size = Buffer.byteLength(text);
  writeFileSync(join(ui, "Assets", out), text);
  console.log(`${out} ${size} bytes`);
  return size;
}

function hold(what, size, most) {
  if (size >= most) {
    throw new Error(`${what} has ${size} bytes, less than ${most} are allowed: take something out.`);
  }
}

let look = 0;
for (const sheet of ["daylight.css", "narrow.css", "dark.css"]) {
  look += await make(sheet, "Look", ".css", sheet);
}
hold("the look", look, 25 * 1024);
hold("the script", await make("daylight.ts", "Script", ".ts", "daylight.js"), 10 * 1024);
