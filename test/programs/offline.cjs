// Loaded before a program: every attempt to reach a network is noted in the file that OFFLINE_NOTES names, and fails; every start of another
// program is noted there.
const { appendFileSync } = require('node:fs');
const childProcess = require('node:child_process');
const dgram = require('node:dgram');
const dns = require('node:dns');
const http = require('node:http');
const http2 = require('node:http2');
const https = require('node:https');
const net = require('node:net');
const tls = require('node:tls');

function note(text) {
  appendFileSync(process.env.OFFLINE_NOTES, `${text}\n`);
}

function refuse(owner, name) {
  owner[name] = () => {
    note(`network: ${name}`);
    throw new Error(`${name} is not allowed here`);
  };
}

function refuseAll(owner) {
  for (const name of Object.keys(owner)) if (typeof owner[name] === 'function') refuse(owner, name);
}

refuse(net.Socket.prototype, 'connect');
refuse(net.Server.prototype, 'listen');
refuse(dgram, 'createSocket');
refuse(http, 'request');
refuse(http, 'get');
refuse(https, 'request');
refuse(https, 'get');
refuse(http2, 'connect');
refuse(tls, 'connect');
refuse(globalThis, 'fetch');
refuseAll(dns);
refuseAll(dns.promises);

for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  const start = childProcess[name];
  childProcess[name] = (program, ...rest) => {
    note(`program: ${program}`);
    return start(program, ...rest);
  };
}
