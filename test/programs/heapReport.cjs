/* Loaded into a server before it starts: at SIGUSR2 it collects garbage and says how much is left, as a line on standard error. */
process.on('SIGUSR2', () => {
  globalThis.gc();
  process.stderr.write(`heap ${process.memoryUsage().heapUsed}\n`);
});
