import { type Message, message } from '../../messages/message.js';
import { configMapKeys, switchIn } from '../../model/configMapKeys.js';
import { type Fix, removal } from '../../model/fix.js';
import { atoi, parseBool } from '../../model/goValues.js';
import type { ConfigMap, ConfigMapEntry } from '../../model/resource.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'configmap-value-replaced',
  severity: 'warning',
  advice: message('Write a whole number in decimal digits'),
  silentWithout: ['configMaps'],
  *check({ configMaps }) {
    for (const configMap of configMaps) {
      if (configMap.name === 'amazon-vpc-cni') yield* checkConfigMap(configMap);
    }
  },
};

function* checkConfigMap({ entries }: ConfigMap): Iterable<Finding> {
  const hasNoPrefixes = switchIn(entries, 'enable-windows-prefix-delegation') === false;
  for (const entry of entries) {
    const known = configMapKeys.get(entry.key.value);
    if (known === undefined || entries.findLast(({ key }) => key.value === entry.key.value) !== entry) continue;
    if (known.kind === 'secondName') {
      const first = entries.find(({ key }) => key.value === known.instead);
      if (first !== undefined) {
        yield shadowed(entry, first);
        continue;
      }
    }
    // What is no string the API server refuses, which is a finding of unquoted-value.
    if (entry.value.kind !== 'known' || entry.written === 'number' || entry.written === 'boolean') continue;
    yield* checkText(entry, entry.value.value, hasNoPrefixes);
  }
}

function* checkText(entry: ConfigMapEntry, text: string, hasNoPrefixes: boolean): Iterable<Finding> {
  const name = entry.key.value;
  const known = configMapKeys.get(name);
  const row = known?.kind === 'secondName' ? configMapKeys.get(known.instead) : known;
  if (row?.kind === 'switch' && parseBool(text) === undefined) {
    const meant = /^\s*(yes|y|on|enabled?|true)\s*$/i.test(text) ? 'true' : 'false';
    yield {
      ...finding(entry, message('{key} is "{text}", which its reader takes for false', { key: name, text }), meant),
      advice: message('Write "true" or "false"'),
    };
  }
  if (row?.kind !== 'number') return;
  const number = atoi(text);
  if (number === undefined) {
    const used = row.otherwise;
    const digits = /^(\d+) ?(?:s(?:ec(?:onds?)?)?)?$/.exec(text.trim())?.[1];
    yield finding(
      entry,
      message('{key} is "{text}", no whole number: its reader uses {used}', { key: name, text, used }),
      digits ?? String(used),
    );
  } else if (row.least !== undefined && number < row.least) {
    const { least } = row;
    yield {
      ...finding(
        entry,
        message('{key} is {text}: the VPC resource controller waits {least} s at least', { key: name, text, least }),
        String(least),
      ),
      advice: message('Write {min} or more', { min: least }),
    };
  } else if (number === 0 && hasNoPrefixes && name.endsWith('warm-ip-target')) {
    yield {
      ...finding(
        entry,
        message('{key} is 0: without prefix delegation the VPC resource controller keeps 1 free', { key: name }),
        '1',
      ),
      severity: 'info',
      advice: message('Write {min} or more', { min: 1 }),
    };
  }
}

function shadowed({ key }: ConfigMapEntry, first: ConfigMapEntry): Finding {
  return {
    at: key.at,
    message: message('{key} does nothing: it is read only where {first} is not there', {
      key: key.value,
      first: first.key.value,
    }),
    advice: message('Remove it'),
    related: [{ at: first.key.at, message: message('This counts instead') }],
    fixes: () => [removal(message('Remove {key}', { key: key.value }), key.at, 'safe')],
    tags: ['unnecessary'],
  };
}

function finding({ key, value }: ConfigMapEntry, text: Message, meant: string): Finding {
  const at = value.kind === 'known' ? value.at : key.at;
  const fix: Fix = {
    title: message('Set {name} to "{value}"', { name: key.value, value: meant }),
    level: 'suggested',
    changes: [{ kind: 'replaceValue', at, value: meant, asString: true }],
  };
  return { at, message: text, fixes: () => [fix] };
}
