/*
 * Writes the logs of code-server, and so the output of extensions. VS Code has a native module for it (@vscode/spdlog), which is not
 * built when code-server is installed without compilers; these are the functions of it that are called, with files that do not rotate.
 */

const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const methods = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

function createLogger(_name, path) {
  mkdirSync(dirname(path), { recursive: true });
  let lowest = levels.indexOf('info');
  let isBare = false;
  const write = (level) => (text) => {
    if (level < lowest) return;
    const time = new Date().toISOString().replace('T', ' ').slice(0, -1);
    appendFileSync(path, isBare ? text : `${time} [${levels[level]}] ${text}\n`);
  };
  return Promise.resolve({
    ...Object.fromEntries(methods.map((name, level) => [name, write(level)])),
    getLevel: () => lowest,
    setLevel: (level) => {
      lowest = level;
    },
    setPattern: () => {},
    clearFormatters: () => {
      isBare = true;
    },
    flush: () => {},
    drop: () => {},
  });
}

// By name, one by one: Node sees no others of a module that is imported.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
