// Reads a file, splits it into lines and parses each as JSON, on one thread, and does nothing else: what bench/lines.js
// compares with.
import { createReadStream } from "node:fs";

let held = "";
let parsed = 0;
for await (const chunk of createReadStream(process.argv[2], {
  encoding: "utf8",
  highWaterMark: 1024 * 1024,
})) {
  const lines = (held + chunk).split("\n");
  held = lines.pop() ?? "";
  for (const line of lines) if (JSON.parse(line) !== null) parsed += 1;
}
console.log(parsed);
