#!/usr/bin/env node
// V8's compiled code is kept for the next run, where Node can do that (22.8 and later).
require("node:module").enableCompileCache?.();
const { main } = require("../dist/cli.cjs");

main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
