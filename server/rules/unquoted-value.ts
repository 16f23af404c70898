import { type Message, message } from '../messages/message.js';
import type { CniSettings, ContainerSettings, EnvEntry } from '../model/resource.js';
import type { Location } from '../text/span.js';
import type { Finding, Rule } from './rule.js';

export const rule: Rule = {
  id: 'unquoted-value',
  group: 'values',
  severity: 'error',
  *check({ settings: carriers }) {
    for (const settings of carriers) {
      for (const container of settings.containers) {
        if (mayBeHelm(settings, container)) continue;
        for (const entry of container.env) yield* checkEntry(settings, entry);
      }
    }
  },
};

function* checkEntry({ form }: CniSettings, { name, value }: EnvEntry): Iterable<Finding> {
  if (value.kind !== 'literal' || (value.written !== 'number' && value.written !== 'boolean')) return;
  const type = value.written === 'number' ? message('a number') : message('a boolean');
  yield {
    at: value.at,
    message: refusal(form, { name: name.value, text: value.text, type }),
    fixes: [
      {
        title: message('Write "{text}"', { text: value.text }),
        level: 'safe',
        changes: [{ kind: 'quote', at: value.at }],
      },
    ],
  };
}

function refusal(
  form: CniSettings['form'],
  args: { readonly name: string; readonly text: string; readonly type: Message },
): Message {
  return form === 'addon'
    ? message(
        '{name} is {text} without quotes, {type}: the add-on takes strings only and refuses the configuration',
        args,
      )
    : message(
        '{name} is {text} without quotes, {type}: the API server takes strings only and refuses the manifest',
        args,
      );
}

/** A file that is nothing but `env:` may be the values of a chart that quotes; a bare list has nothing around it. */
function mayBeHelm({ form, at }: CniSettings, { at: container, block }: ContainerSettings): boolean {
  return form === 'fragment' && isSame(container, at) && block !== undefined && !isSame(block.at, at);
}

function isSame(a: Location, b: Location): boolean {
  return a.document === b.document && a.span.start === b.span.start && a.span.end === b.span.end;
}
