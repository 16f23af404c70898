import type { Around } from '../linter/lint.js';
import { type Message, message, type Say } from '../messages/message.js';
import type { RunStats } from '../reporters/reporter.js';
import { table } from './table.js';

/** The parts of a run, in their order. */
const phases = ['config', 'find', 'read', 'parse', 'join', 'rules', 'changes', 'fix', 'report'] as const;

export type Phase = (typeof phases)[number];

/** Where the time of a run goes. The clock is here, and not in the core. */
export interface Stopwatch {
  /** Does a part of the run. */
  readonly phase: <T>(phase: Phase, work: () => T) => T;
  /** Waits for a part of the run. */
  readonly waiting: <T>(phase: Phase, work: () => Promise<T>) => Promise<T>;
  /** Does the work of a rule. */
  readonly rule: Around;
  readonly times: () => Pick<RunStats, 'milliseconds' | 'phases' | 'rules'>;
}

/** Measures from the start of the process, which is where `now` is 0. */
export function stopwatch(now: () => number): Stopwatch {
  const inPhases = new Map<Phase, number>([['config', now()]]);
  const inRules = new Map<string, number>();
  const add = <K>(sums: Map<K, number>, key: K, started: number): void => {
    sums.set(key, (sums.get(key) ?? 0) + now() - started);
  };
  return {
    phase(phase, work) {
      const started = now();
      const result = work();
      add(inPhases, phase, started);
      return result;
    },
    async waiting(phase, work) {
      const started = now();
      const result = await work();
      add(inPhases, phase, started);
      return result;
    },
    rule(id, work) {
      const started = now();
      const result = work();
      add(inRules, id, started);
      return result;
    },
    times: () => ({
      milliseconds: rounded(now()),
      phases: phases
        .filter((name) => inPhases.has(name))
        .map((name) => ({ name, milliseconds: rounded(inPhases.get(name) ?? 0) })),
      rules: [...inRules]
        .map(([id, time]) => ({ id, milliseconds: rounded(time) }))
        .toSorted((a, b) => b.milliseconds - a.milliseconds || (a.id < b.id ? -1 : 1)),
    }),
  };
}

/** The slowest rules are shown to people; programs get all. */
const mostRules = 10;

/** The statistics as tables, for standard error. */
export function statsText({ milliseconds, files, phases: parts, rules }: RunStats, say: Say): string {
  const ms = (time: number): string => time.toFixed(1);
  const rest = milliseconds - parts.reduce((sum, part) => sum + part.milliseconds, 0);
  const rows = [
    ...parts.map(({ name, milliseconds: time }) => [say(phaseNames[name as Phase]), ms(time)]),
    [say(message('the rest')), ms(Math.max(0, rest))],
    [say(message('all of it')), ms(milliseconds)],
  ];
  const slowest = rules.slice(0, mostRules).map(({ id, milliseconds: time }) => [id, ms(time)]);
  const counts = say(
    message('{seen} files seen, {skipped} of them without a hint and not parsed, {parsed} parsed', { ...files }),
  );
  const unit = say(message('ms'));
  return `${[
    ...table([say(message('part')), unit], rows, ['left', 'right']),
    '',
    ...table([say(message('slowest rules')), unit], slowest, ['left', 'right']),
    '',
    counts,
  ].join('\n')}\n`;
}

const phaseNames: Readonly<Record<Phase, Message>> = {
  config: message('start and config file'),
  find: message('find files'),
  read: message('read files'),
  parse: message('parse'),
  join: message('join into clusters'),
  rules: message('rules'),
  changes: message('compare with git'),
  fix: message('fix'),
  report: message('report'),
};

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
