import type { EniConfig, EniConfigField } from './resource.js';

/** The fields of an ENIConfig's spec. */
export type EniConfigFieldName = 'subnet' | 'securityGroups';

/**
 * The field of an ENIConfig that a field the CRD does not have was meant for: `subnetId`, `security_groups` and the like.
 * Undefined where nothing is near, or the right field is there as well.
 */
export function meantField({ key }: EniConfigField, config: EniConfig): EniConfigFieldName | undefined {
  const word = key.value.toLowerCase().replace(/[-_]/g, '');
  if (/^subnets?(ids?)?$/.test(word)) return config.subnetId.kind === 'absent' ? 'subnet' : undefined;
  const isGroups = /^(securitygroups?(ids?)?|sgs?)$/.test(word);
  return isGroups && !config.hasSecurityGroups ? 'securityGroups' : undefined;
}

/** True for a field of which only the name is written so far. */
export function isHalfTyped({ texts }: EniConfigField): boolean {
  return texts.length > 0 && texts.every(({ kind }) => kind === 'absent');
}
