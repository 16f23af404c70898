import { type Argument, message } from '../messages/message.js';
import {
  isIpv6,
  modeNames,
  type PoolVariable,
  type SettingInForce,
  type SettingsInForce,
  targetNames,
} from '../plan/settings.js';
import type { Input } from './hover/content.js';

/** The variables that decide about pods and addresses, with their values in words: the modes first, then the targets. */
export function settingInputs(settings: SettingsInForce): readonly Input[] {
  return inputsOf(settings, [...modeNames, ...targetNames]);
}

/** The modes of `settingInputs`, which decide what a type can serve. */
export function modeInputs(settings: SettingsInForce): readonly Input[] {
  return inputsOf(settings, modeNames);
}

/** Without IPv4 addresses for pods none of them decides anything. */
function inputsOf(settings: SettingsInForce, names: readonly PoolVariable[]): readonly Input[] {
  return isIpv6(settings) ? [] : names.flatMap((name) => inputOf(settings.variables.get(name)));
}

function inputOf(setting: SettingInForce | undefined): readonly Input[] {
  return setting === undefined ? [] : [{ name: setting.name, value: valueText(setting), source: setting.source }];
}

const booleanNames: readonly PoolVariable[] = modeNames.filter((name) => name !== 'MAX_ENI');

function valueText({ name, value }: SettingInForce): Argument {
  if (booleanNames.includes(name)) return value === true ? message('on') : message('off');
  if (value === undefined) return message('not set');
  // Without a warm ENI the pool works otherwise; the other variables count as not set when they are 0.
  return Number(value) === 0 && name !== 'WARM_ENI_TARGET' ? message('0 (not set)') : String(value);
}
