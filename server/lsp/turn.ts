/** Does work after what waits already: requests that came meanwhile are answered first. */
export function soon(work: () => void): void {
  // Browsers have timers only.
  if (typeof setImmediate === 'function') setImmediate(work);
  else setTimeout(work);
}
