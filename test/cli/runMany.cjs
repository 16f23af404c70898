// Runs a built command line once per list of arguments, each time from the start, within one process: where many runs differ in
// their arguments only, this saves the start of node. Reads [{ args, cwd }] from standard input and prints the outcomes.
const { readFileSync } = require('node:fs');
const { Module, createRequire } = require('node:module');
const { dirname } = require('node:path');
const vm = require('node:vm');

const [, , cli = ''] = process.argv;
const program = new vm.Script(Module.wrap(readFileSync(cli, 'utf8').replace(/^#!.*/, '')), { filename: cli });
const print = process.stdout.write.bind(process.stdout);

async function run({ args, cwd }) {
  const outcome = { code: 0, stdout: '', stderr: '' };
  process.argv = [process.execPath, cli, ...args];
  process.exitCode = 0;
  process.chdir(cwd);
  for (const name of ['stdout', 'stderr']) {
    process[name].write = (text) => {
      outcome[name] += text;
      return true;
    };
  }
  const module = { exports: {} };
  program.runInThisContext().call(module.exports, module.exports, createRequire(cli), module, cli, dirname(cli));
  // Without standard input a command waits for promises only, all of which are settled before the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  for (const name of ['stdout', 'stderr']) process[name].removeAllListeners('error');
  return { ...outcome, code: process.exitCode };
}

async function main() {
  const outcomes = [];
  for (const each of JSON.parse(readFileSync(0, 'utf8'))) outcomes.push(await run(each));
  process.exitCode = 0;
  print(JSON.stringify(outcomes));
}

void main();
