import { describe, expect, it } from 'vitest';
import { checkAllFixes, checkFix, checkFixesWithCrlf, findings } from '../harness/check.js';

function found(text: string): readonly string[] {
  return findings([{ path: 'guide.adoc', text }]).map(
    ({ rule, severity, range }) => `${severity} ${rule} ${text.slice(range.span.start, range.span.end)}`,
  );
}

const env = '- name: WARM_IP_TARGET\n  value: "five"\n- name: MINIMUM_IP_TARGET\n  value: "9"\n';
const wrong = 'kubectl set env ds/aws-node WARM_IP_TARGET=five';

describe('source blocks of AsciiDoc', () => {
  it.each([
    `[source,yaml]\n----\n${env}----\n`,
    `[source, yaml, subs="verbatim,attributes"]\n----\n${env}----\n`,
    `[source%linenums,yaml]\n----\n${env}----\n`,
    `[,yaml]\n----\n${env}----\n`,
    `[source,yaml]\n.A title\n-----\n${env}-----\n`,
    `[source,yaml]\n....\n${env}....\n`,
    `\`\`\`yaml\n${env}\`\`\`\n`,
    `[source,bash]\n----\n${wrong}\n----\n`,
    `[source,bash]\n----\n$ ${wrong} # <1>\ndaemonset.apps/aws-node env updated\n----\n<1> So\n`,
    `[source,shell]\n----\nkubectl apply -f - <<EOF\nkind: DaemonSet\nmetadata: { name: aws-node }\nspec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: WARM_IP_TARGET, value: five }] }] } } }\nEOF\n----\n`,
    `====\n[source,yaml]\n----\n${env}----\n====\n`,
  ])('%j', (text) =>
    expect(found(`= T\n\n${text}`).map((each) => each.replaceAll('"', ''))).toEqual(['warning invalid-integer five']),
  );

  it.each([
    `${env}`,
    `----\n${env}----\n`,
    `[source]\n----\n${env}----\n`,
    `[source,java]\n----\n${env}----\n`,
    `[source,yaml]\n\nText\n\n----\n${env}----\n`,
    `[source,yaml]\n----\n${env}`,
    `[source,yaml]\n----\ninclude::x.yaml[]\n${env}----\n`,
    `[source,yaml]\n----\nifdef::x[]\n${env}endif::[]\n----\n`,
    `[source,yaml]\n----\n${env.replace('five', '[.replaceable]`five`')}----\n`,
    `[source,yaml]\n----\n${env.replace('five', '{target}')}----\n`,
    `[source,yaml]\n----\n${env.replace('"five"', '5 <1>')}----\n`,
    `[source,yaml]\n----\n${env.replace('"five"', '"5" # <1>')}----\n`,
    `[source,yaml]\n----\n${env.replace('"five"', '...')}----\n`,
    `[source,bash]\n----\n${wrong} <1>\n----\n`,
    `// ${wrong}\n`,
    `Run \`${wrong}\`.\n`,
    `[source,bash]\n----\necho ${wrong}\n----\n`,
    `// eni-lens-disable-next-line\n[source,bash]\n----\n${wrong}\n----\n`,
    `// eni-lens-disable-file\n\nText\n\n[source,bash]\n----\n${wrong}\n----\n`,
  ])('not %j', (text) => expect(found(`= T\n\n${text}`)).toEqual([]));

  it('are repaired by fixes that change nothing else, with CRLF too', () => {
    const text = `# file: guide.adoc\n= T\n\n[source,yaml]\n----\n${env.replace('five', '5 ')}----\n\nText\n`;
    expect(checkAllFixes(text)).toBeGreaterThan(0);
    checkFixesWithCrlf(text);
    checkFix(text, {
      rule: 'invalid-integer',
      expected: text.replace('"5 "', '"5"'),
    });
  });
});
