import schema from '../../schemas/addon-configuration.json' with { type: 'json' };

/** The key at the top level of an add-on's configuration that a name was meant for: `enableWindowsIpam` for `enable-windows-ipam`. */
export function topLevelKeyFor(name: string): string | undefined {
  return Object.keys(schema.fields).find((key) => plainKey(key) === plainKey(name));
}

/** A key without what people spell differently. */
export function plainKey(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}
