import { resolve } from 'node:path';
import { uriOf } from '../disk/fileSource.js';
import {
  configValues,
  type EffectiveRule,
  effectiveRules,
  type Origin,
  type ResourceException,
  resourceExceptions,
} from '../linter/effectiveConfig.js';
import { enumeration, type Message, message, signs } from '../messages/message.js';
import type { LensConfig } from '../model/lensConfig.js';
import { harmless, jsonText, painter } from '../reporters/terminal.js';
import { sourceFile } from '../text/sourceFile.js';
import { chosenBaseline } from './baselineFile.js';
import type { Call } from './call.js';
import { wantsColor } from './color.js';
import { configsFor } from './configs.js';
import { exitCodes, UsageError } from './exitCodes.js';
import type { LintOptions } from './options.js';
import { leastShown, withRuleOptions } from './severityOptions.js';
import { shownPath } from './shownPath.js';
import { table } from './table.js';

export interface PrintConfigOptions extends LintOptions {
  /** Names of the options that stand on the command line. */
  readonly given: readonly string[];
}

interface Value {
  readonly name: string;
  readonly value: string | number | null;
  readonly origin: Origin;
}

/** Everything that counts, and where it is said. */
interface Printed {
  readonly config: LensConfig;
  /** Undefined where no file was named. */
  readonly file: string | undefined;
  readonly isIgnored: boolean;
  readonly values: readonly Value[];
  readonly rules: readonly EffectiveRule[];
  readonly exceptions: readonly ResourceException[];
}

/** Prints the settings that count, for one file where one is named, and returns the exit code. */
export function runPrintConfig(options: PrintConfigOptions, call: Call): number {
  const { folder } = call;
  const named = typeof options.printConfig === 'string' ? options.printConfig : undefined;
  const uri = named === undefined ? undefined : uriOf(resolve(folder, named));
  const { format: formats = ['stylish'] } = options;
  const [format] = formats;
  if (formats.length > 1 || (format !== 'stylish' && format !== 'json'))
    throw new UsageError(
      message('--print-config prints a table, or JSON with -f json: leave -f {format} out', {
        format: formats.join(' -f '),
      }),
    );
  const prepare = withRuleOptions(options);
  const { cut } = configsFor(named === undefined ? [] : [named], { folder, option: options.config, prepare });
  const { config } = cut.homeOf(uri ?? `${uriOf(folder)}/`);
  const printed: Printed = {
    config,
    file: named,
    isIgnored: uri !== undefined && cut.isIgnored(uri),
    values: [...optionValues(options), baselineValue(options, config, folder), ...valuesOf(config)],
    rules: effectiveRules(config, uri),
    exceptions: resourceExceptions(config, uri),
  };
  call.stdout.write(format === 'json' ? json(printed, folder) : text(printed, call));
  return exitCodes.clean;
}

function optionValues(options: PrintConfigOptions): readonly Value[] {
  const value = (name: string, given: readonly string[], value: Value['value']): Value => ({
    name,
    value,
    origin: { kind: given.some((each) => options.given.includes(each)) ? 'commandLine' : 'default' },
  });
  return [
    value('--fail-on', ['failOn'], options.failOn),
    value('--min-severity', ['minSeverity', 'quiet'], leastShown(options)),
    value('--max-warnings', ['maxWarnings'], options.maxWarnings ?? null),
    value('--max-file-size', ['maxFileSize'], options.maxFileSize),
  ];
}

/** The baseline that counts, as a path from here. */
function baselineValue(options: PrintConfigOptions, config: LensConfig, folder: string): Value {
  const path = chosenBaseline(folder, options.baseline, config);
  const { baseline } = config;
  const ofFile: Origin = baseline ? { kind: 'configFile', at: baseline.at.span, key: 'baseline' } : { kind: 'default' };
  return {
    name: '--baseline',
    value: path === undefined ? null : shownPath(folder, path),
    origin: options.given.includes('baseline') ? { kind: 'commandLine' } : ofFile,
  };
}

function valuesOf(config: LensConfig): readonly Value[] {
  return configValues(config).map(({ value, origin }) => ({
    name: origin.kind === 'configFile' ? origin.key : '',
    value,
    origin,
  }));
}

interface PlacedOrigin {
  readonly kind: Origin['kind'];
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly key?: string;
}

function placed({ uri, text: content }: LensConfig, folder: string): (origin: Origin) => PlacedOrigin {
  const lines = sourceFile(content);
  const file = uri === undefined ? '' : shownPath(folder, uri);
  return (origin) => {
    if (origin.kind !== 'configFile') return origin;
    const { line, character } = lines.positionAt(origin.at.start);
    return { kind: origin.kind, file, line: line + 1, column: character + 1, key: origin.key };
  };
}

/** The shape is documented in `docs/json-output.md` and by `schemas/config-output.schema.json`. */
function json({ config, file, isIgnored, values, rules, exceptions }: Printed, folder: string): string {
  const place = placed(config, folder);
  return jsonText({
    version: 1,
    configFile: config.uri === undefined ? null : shownPath(folder, config.uri),
    file: file ?? null,
    ignored: isIgnored,
    values: values.map(({ origin, ...rest }) => ({ ...rest, origin: place(origin) })),
    rules: rules.map(({ origin, ...rest }) => ({ ...rest, origin: place(origin) })),
    exceptions: exceptions.map(({ origin, ...rest }) => ({ ...rest, origin: place(origin) })),
  });
}

function text({ config, file, isIgnored, values, rules, exceptions }: Printed, call: Call): string {
  const { folder, say } = call;
  const paint = painter(wantsColor(call));
  const place = placed(config, folder);
  const originText = (origin: Origin): string => {
    const { kind, file: holder, line, key } = place(origin);
    if (kind === 'configFile') return `${holder}:${line}  ${key}`;
    return say(kind === 'commandLine' ? message('command line') : message('default'));
  };
  const section = (
    title: Message,
    head: readonly Message[],
    rows: readonly (readonly string[])[],
  ): readonly string[] => {
    const lines = table(
      head.map(say),
      rows.map((row) => row.map(harmless)),
      ['left', 'left', 'left'],
    );
    return ['', paint.bold(harmless(say(title))), ...lines];
  };
  const [origin, severity] = [message('origin'), message('severity')];
  const found =
    config.uri === undefined
      ? message('No config file: everything but the options is as the rules have it')
      : message('Config file: {file}', { file: shownPath(folder, config.uri) });
  const lines = [
    harmless(say(found)),
    ...(isIgnored ? [harmless(say(message('{file} is left out: ignore names it', { file: file ?? '' })))] : []),
    ...section(
      message('Settings'),
      [message('setting'), message('value'), origin],
      values.map((each) => [each.name, String(each.value ?? '–'), lineOf(each.origin)]),
    ),
    ...section(
      file === undefined ? message('Rules, where no override counts') : message('Rules in {file}', { file }),
      [message('rule'), severity, origin],
      rules.map((each) => [each.rule, each.severity, originText(each.origin)]),
    ),
    ...(exceptions.length === 0
      ? []
      : section(
          message('For some resources only'),
          [message('rule or category, and resources'), severity, origin],
          exceptions.map((each) => [
            say(signs('{id}: {resources}', { id: each.id, resources: enumeration(each.resources) })),
            each.severity,
            originText(each.origin),
          ]),
        )),
  ];
  return `${lines.join('\n')}\n`;

  /** The key is the setting's name already. */
  function lineOf(where: Origin): string {
    const { kind, file: holder, line } = place(where);
    return kind === 'configFile' ? `${holder}:${line}` : originText(where);
  }
}
