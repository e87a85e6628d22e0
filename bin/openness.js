#!/usr/bin/env node
// V8's compiled code is kept for the next run, where Node can do that (22.8 and later).
require("node:module").enableCompileCache?.();

const argv = process.argv.slice(2);
const answered =
  argv[0] === "complete"
    ? require("../dist/complete.cjs").completeAtOnce(argv)
    : require("../dist/at-once.cjs").runAtOnce(argv);
if (!answered) {
  const { main } = require("../dist/cli.cjs");
  main(argv).then((exitCode) => {
    process.exitCode = exitCode;
  });
}
