import { expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { traceChannel } from '../../client/trace.js';

/*
 * VS Code as far as the channel asks it: a setting, and events. The client library writes messages at the level Trace, if that is the level of
 * the channel.
 */

const editor = vi.hoisted(() => ({ setting: 'off', changed: [] as ((event: object) => void)[] }));

vi.mock('vscode', () => ({
  LogLevel: { Trace: 1, Info: 3 },
  EventEmitter: class {
    readonly listeners: ((value: unknown) => void)[] = [];
    readonly event = (listener: (value: unknown) => void): void => void this.listeners.push(listener);
    readonly fire = (value: unknown): void => {
      for (const listener of this.listeners) listener(value);
    };
  },
  workspace: {
    getConfiguration: () => ({ get: () => editor.setting }),
    onDidChangeConfiguration: (listener: (event: object) => void) => editor.changed.push(listener),
  },
}));

it('writes messages at the usual level as soon as the setting asks for them', () => {
  const written: string[] = [];
  const channel = {
    logLevel: 3,
    onDidChangeLogLevel: () => {},
    info: (text: string) => written.push(`info ${text}`),
    trace: (text: string) => written.push(`trace ${text}`),
  };
  const made = traceChannel(
    channel as unknown as vscode.LogOutputChannel,
    { subscriptions: [] } as unknown as vscode.ExtensionContext,
  );
  const levels: unknown[] = [];
  made.onDidChangeLogLevel((level) => levels.push(level));
  made.trace('a');
  expect(made.logLevel).toBe(3);
  editor.setting = 'verbose';
  for (const listener of editor.changed) listener({ affectsConfiguration: () => true });
  made.trace('b');
  expect(made.logLevel).toBe(1);
  expect(levels).toEqual([1]);
  expect(written).toEqual(['trace a', 'info b']);
});
