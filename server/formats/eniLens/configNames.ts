/** The names the config file may have, in order of preference. */
export const configFileNames = ['eni-lens.yaml', 'eni-lens.yml', 'eni-lens.json'] as const;

/** True for the names that config files are found by. */
export function isConfigName(uri: string): boolean {
  return configFileNames.some((name) => uri.endsWith(`/${name}`) || uri === name);
}
