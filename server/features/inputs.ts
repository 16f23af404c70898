import { type Argument, type Message, message } from '../messages/message.js';
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

/** The condition of numbers that follow from no setting in sight. */
export function conditionOf(settings: SettingsInForce): readonly Message[] {
  if (settings.isSeen || isIpv6(settings)) return [];
  switch (settings.basis) {
    case 'shipped':
      return [
        message('No file here configures the VPC CNI: the numbers are those of the VPC CNI as eksctl installs it'),
      ];
    case 'seen':
      return [message('Not all settings of the VPC CNI are visible here: the others are taken as shipped')];
    case 'unseen':
      return [message('The settings of the VPC CNI are not visible here: they are taken as shipped')];
    case 'another':
      return [];
    default:
      return settings.basis satisfies never;
  }
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
