import { message } from '../../messages/message.js';
import { entryOf } from '../../model/env.js';
import { layersOf } from '../../model/layers.js';
import type { CniSettings, ContainerSettings, EnvEntry } from '../../model/resource.js';
import { removeVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'duplicate-variable',
  severity: 'warning',
  combines: true,
  advice: message('Keep the one that is meant'),
  silentWithout: ['settings'],
  *check({ settings: carriers }) {
    // What a later command sets again is no second value of one list.
    for (const settings of carriers.flatMap(layersOf)) {
      for (const container of settings.containers) {
        // Equal keys of a map are `duplicate-key`.
        if (container.block?.shape === 'list') yield* checkContainer(settings, container);
      }
    }
  },
};

function* checkContainer(settings: CniSettings, { name: container, env }: ContainerSettings): Iterable<Finding> {
  for (const entry of env) {
    const last = entryOf(settings, entry.name.value, container);
    if (last === undefined || last === entry || last.at.span.start <= entry.at.span.start) continue;
    const text = textOf(entry);
    const kept = textOf(last);
    // A deletion by a patch beside a value is no second value.
    if (text === undefined || kept === undefined) continue;
    yield {
      at: entry.name.at,
      message:
        text === kept
          ? message('{name} stands twice in {container}, both times with "{kept}": the last one counts', {
              name: entry.name.value,
              container,
              kept,
            })
          : message('{name} stands twice in {container}: the last one counts, so it is "{kept}", not "{text}"', {
              name: entry.name.value,
              container,
              kept,
              text,
            }),
      related: [{ at: last.name.at, message: message('This one counts') }],
      fixes: () =>
        removeVariable(
          settings,
          entry,
          'safe',
          message('Remove this {name}, which does not count', { name: entry.name.value }),
        ),
      tags: ['unnecessary'],
    };
  }
}

function textOf({ value }: EnvEntry): string | undefined {
  return value.kind === 'literal' ? value.text : undefined;
}
