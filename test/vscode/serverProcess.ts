import { execFileSync } from 'node:child_process';

/**
 * The processes of our server whose command line holds a path, the oldest first. Windows has no `ps`: nothing is found there.
 */
export function serverProcesses(path: string): readonly number[] {
  if (process.platform === 'win32') return [];
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const ours = lines.filter((line) => line.includes(path) && line.includes('server.cjs'));
  return ours.map((line) => Number.parseInt(line, 10)).toSorted((a, b) => a - b);
}
