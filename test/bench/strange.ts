import type { GeneratedFile } from './manifests.js';

/* What lies in a repository beside the files that we read. */

/** A file of somebody else's: of every ten, four YAML, two JSON, and one each of Markdown, a script, a program and a dependency. */
export function strange(index: number): GeneratedFile {
  // Some eight files a folder, up to ten folders deep.
  const nest = Math.floor(index / 80);
  const deep = Array.from(
    { length: 1 + (nest % 9) },
    (_, depth) => `part-${depth === 0 ? nest : nest % (3 + depth)}`,
  ).join('/');
  const size = 1 + ((index * 7919) % 60);
  const name = `file-${index}`;
  switch (index % 10) {
    case 1:
    case 2:
      return {
        path: `data/${deep}/${name}.json`,
        text: JSON.stringify(
          { index, items: Array.from({ length: size }, (_, at) => ({ id: at, name: `item ${at}`, tags: ['a', 'b'] })) },
          undefined,
          2,
        ),
      };
    case 3:
      return {
        path: `docs/${deep}/${name}.md`,
        text: `# ${name}\n\n${'Some words about what this does, and why.\n'.repeat(size)}`,
      };
    case 4:
      return {
        path: `tools/${deep}/${name}.sh`,
        text: `#!/bin/bash\nset -eu\n${'echo "one more step" | tee -a log\n'.repeat(size)}`,
      };
    case 5:
      return { path: `src/${deep}/${name}.ts`, text: `export const value = ${index};\n`.repeat(size) };
    case 6:
      return {
        path: `src/app-${index % 40}/node_modules/package-${index % 400}/${name}.json`,
        text: `{ "name": "package-${index}" }\n`,
      };
    default:
      return { path: `apps/${deep}/${name}.yaml`, text: deployment(index, size) };
  }
}

/** A manifest with so many variables of an app. */
export function deployment(index: number, size: number): string {
  const env = Array.from({ length: size }, (_, at) => `            - { name: SETTING_${at}, value: "${index}" }\n`);
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: app-${index}, namespace: apps }
spec:
  replicas: 3
  selector: { matchLabels: { app: app-${index} } }
  template:
    metadata: { labels: { app: app-${index} } }
    spec:
      containers:
        - name: app
          image: registry.example.com/app:${index}
          env:
${env.join('')}`;
}
