import { envVar } from './envVars.js';
import type { CniSettings, EnvEntry } from './resource.js';

/** An env list with so many shipped values was rendered or dumped, not written by hand. */
const renderedFrom = 5;

/** True when a variable has the value the shipped manifest gives it. */
export function hasShippedValue({ name, value }: EnvEntry): boolean {
  return value.kind === 'literal' && envVar(name.value)?.shippedDefault === value.text;
}

/**
 * True when an entry is a shipped default in a list that carries them all anyway: a whole manifest, a dump or a rendered chart.
 * Nobody chose such a value, so it is not worth a word that it has no effect. In hand-written text it is.
 */
export function isShippedAlong(entry: EnvEntry, settings: CniSettings): boolean {
  return hasShippedValue(entry) && isRendered(settings);
}

/** True for a whole manifest, and for an env list with so many shipped values that it was cut out of one. */
export function isRendered({ whole, containers }: CniSettings): boolean {
  return whole || containers.flatMap(({ env }) => env).filter(hasShippedValue).length >= renderedFrom;
}

/** What differs between releases, or is filled in by Kubernetes, without anybody choosing it. */
const chosenByNobody: readonly string[] = ['VPC_CNI_VERSION', 'MY_NODE_NAME', 'MY_POD_NAME'];

/** True for a whole manifest in which nobody changed a setting, such as a copy of the one the CNI is released with. */
export function isAsShipped({ whole, containers }: CniSettings): boolean {
  const isChosen = (entry: EnvEntry): boolean =>
    envVar(entry.name.value)?.status === 'read' &&
    !chosenByNobody.includes(entry.name.value) &&
    !hasShippedValue(entry);
  return whole && !containers.some(({ env, envFrom }) => envFrom || env.some(isChosen));
}
