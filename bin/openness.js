#!/usr/bin/env node
// V8's compiled code is kept for the next run, where Node can do that (22.8 and later).
require("node:module").enableCompileCache?.();
const { runAtOnce } = require("../dist/at-once.cjs");

const argv = process.argv.slice(2);
if (!runAtOnce(argv)) {
  const { main } = require("../dist/cli.cjs");
  main(argv).then((exitCode) => {
    process.exitCode = exitCode;
  });
}
