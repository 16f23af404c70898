import { type Message, message } from '../../messages/message.js';
import { envVar, interpret, isEnvVarName } from '../../model/envVars.js';
import type { Fix } from '../../model/fix.js';
import { layersOf } from '../../model/layers.js';
import type { ShapeProblem } from '../../model/problem.js';
import type { CniSettings, ConfigMapEntry, EnvEntry, TakenBy } from '../../model/resource.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'unquoted-value',
  severity: 'error',
  advice: message('Put it in quotes'),
  judgesValues: true,
  silentWithout: ['settings', 'shapeProblems', 'configMaps'],
  *check({ settings: carriers, shapeProblems, configMaps }) {
    for (const settings of carriers.flatMap(layersOf)) {
      // A chart quotes what it is given, and the words of a command are texts.
      if (settings.takenBy === 'chart' || settings.takenBy === 'command') continue;
      for (const { env } of settings.containers) for (const entry of env) yield* checkEntry(settings, entry);
    }
    for (const problem of shapeProblems) if (problem.fault === 'unquotedKey') yield keyFinding('addon', problem);
    for (const { entries } of configMaps) for (const entry of entries) yield* configMapEntry(entry);
  },
};

function* configMapEntry({ key, value, written: type }: ConfigMapEntry): Iterable<Finding> {
  if (value.kind !== 'known' || (type !== 'number' && type !== 'boolean')) return;
  yield keyFinding('apiServer', { at: value.at, key: key.value, text: value.value, type });
}

function* checkEntry({ takenBy }: CniSettings, { name, value }: EnvEntry): Iterable<Finding> {
  if (value.kind !== 'literal' || (value.written !== 'number' && value.written !== 'boolean')) return;
  const type = typeText(value.written);
  if (value.isDeclared) {
    const text = message('{name} is {type}, as its variable is declared: {reader} refuses all but strings', {
      name: name.value,
      type,
      reader: readerOf(takenBy),
    });
    const advice = message('Declare the variable as a string, or write tostring(…) around it where it is used');
    yield { at: value.at, message: text, advice };
    return;
  }
  yield {
    at: value.at,
    message: refusal(takenBy, { name: name.value, text: value.text, type }),
    fixes: () => [write(name.value, value)],
  };
}

type UnquotedKey = Pick<Extract<ShapeProblem, { readonly fault: 'unquotedKey' }>, 'at' | 'key' | 'text' | 'type'>;

/** A switch beside the variables, or a key of a ConfigMap. YAML's other words for a boolean become the one that Helm writes. */
function keyFinding(takenBy: TakenBy, { at, key, text, type }: UnquotedKey): Finding {
  const isWord = type === 'number' || /^(true|false)$/i.test(text);
  const meant = isWord ? text : String(/^(y|yes|on)$/i.test(text));
  return {
    at,
    message: refusal(takenBy, { name: key, text, type: typeText(type) }),
    fixes: () => [
      {
        title: message('Write "{text}"', { text: meant }),
        level: 'safe',
        changes: [isWord ? { kind: 'quote', at } : { kind: 'replaceValue', at, value: meant, asString: true }],
      },
    ],
  };
}

function typeText(type: 'number' | 'boolean'): Message {
  return type === 'number' ? message('a number') : message('a boolean');
}

/** The text in quotes; of a boolean that the CNI would not read, such as `yes`, what it means. */
function write(name: string, { text, at }: Extract<EnvEntry['value'], { readonly kind: 'literal' }>): Fix {
  const reading = isEnvVarName(name) && envVar(name).kind === 'boolean' ? interpret(name, text, {}) : undefined;
  const meant = reading?.kind === 'replaced' ? reading.intended : undefined;
  return {
    title: message('Write "{text}"', { text: meant ?? text }),
    level: 'safe',
    changes: [meant === undefined ? { kind: 'quote', at } : { kind: 'replaceValue', at, value: meant, asString: true }],
  };
}

function readerOf(takenBy: TakenBy): Message {
  if (takenBy === 'addon') return message('the add-on');
  return takenBy === 'tool' ? message('the tool') : message('the API server');
}

function refusal(
  takenBy: TakenBy,
  args: { readonly name: string; readonly text: string; readonly type: Message },
): Message {
  switch (takenBy) {
    case 'addon':
      return message('{name} is {text} without quotes, {type}: the add-on refuses all but strings', args);
    case 'tool':
      return message('{name} is {text} without quotes, {type}: the tool refuses all but strings', args);
    case 'apiServer':
    case 'chart':
    case 'command':
      return message('{name} is {text} without quotes, {type}: the API server refuses all but strings', args);
    default:
      return takenBy satisfies never;
  }
}
