const fs = require('node:fs');

/* Loaded before a program (`node -r`): counts what it asks the file system about places in its working directory, and tells at its end. */

const folder = process.cwd();
const opened = new Set();
let calls = 0;

function count(name) {
  const real = fs[name];
  const counted = (place, ...rest) => {
    const isOurs = typeof place === 'number' ? opened.has(place) : String(place).startsWith(folder);
    if (isOurs) calls++;
    const result = real(place, ...rest);
    if (name === 'openSync' && isOurs) opened.add(result);
    if (name === 'closeSync') opened.delete(place);
    return result;
  };
  fs[name] = Object.assign(counted, real);
}

for (const name of ['statSync', 'lstatSync', 'existsSync', 'accessSync', 'realpathSync', 'readdirSync']) count(name);
// It asks for the size itself, beside what is counted below.
count('readFileSync');
for (const name of ['openSync', 'fstatSync', 'readSync', 'closeSync']) count(name);
process.on('exit', () => process.stderr.write(`\nfile calls: ${calls}\n`));
