// Takes a picture of a report: node scripts/reportPicture.js [path of Chromium] writes docs/report.png.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const folder = mkdtempSync(join(tmpdir(), "openness-picture-"));
const file = join(folder, "report.html");
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  spawnSync(
    process.execPath,
    ["bin/openness.js", "report", "-r", "openness,g7,mof,osaid,eu-gpai", "-o", file],
    {
      stdio: "inherit",
    },
  );
  const page = await browser.newPage({ viewport: { width: 1120, height: 1320 } });
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: "docs/report.png" });
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
