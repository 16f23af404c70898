import { describe, expect, it } from 'vitest';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';
import { checkHover } from '../harness/features.js';
import { checkFilesThatChange } from '../harness/filesThatChange.js';

/* Conditions of Terraform one of whose branches says nothing: what the other one says is wrong or right by itself, and nothing else is known by it. */

const addon = (values: string) => `resource "aws_eks_addon" "cni" {
  addon_name           = "vpc-cni"
  configuration_values = ${values}
}
`;
const module = (addons: string) => `module "eks" {
  source = "terraform-aws-modules/eks/aws"
  addons = ${addons}
}
`;
const env = (text: string) => addon(`jsonencode({ env = ${text} })`);

function places(files: Readonly<Record<string, string>>): readonly string[] {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  return findings(texts).map(
    ({ uri, rule, range: { span } }) => `${uri} ${rule} ${files[uri]?.slice(span.start, span.end)}`,
  );
}

const wrong = '{ WARM_ENI_TARGET = "five" }';
const cni = '{ vpc-cni = { configuration_values = jsonencode({ env = { WARM_ENI_TARGET = "five" } }) } }';

describe('the branch of a condition', () => {
  it('is judged where it stands, and mended there', () => {
    const text = (value: string, mark = '') => `# file: main.tf
${addon(`jsonencode(merge(
    { enableNetworkPolicy = "true" },
    var.custom ? {
      env = {
        WARM_ENI_TARGET = "${value}"
${mark}      }
    } : {}
  ))`)}`;
    check(text('five', '#                         ^^^^^^ warning invalid-integer: WARM_ENI_TARGET is "five"\n'));
    checkFix(text('2 '), { rule: 'invalid-integer', expected: text('2') });
    expect(checkAllFixes(text('2 '))).toBeGreaterThan(0);
    checkHover(text('2').replace('ENI_TARGET', 'ENI_$0TARGET'), ['WARM_ENI_TARGET']);
    checkClean(
      text('five').replace('        WARM', '        # eni-lens-disable-next-line invalid-integer\n        WARM'),
    );
  });

  it.each([
    ['all values', addon('var.on ? jsonencode({ env = { WARM_ENI_TARGET = "five" } }) : null')],
    ['the other branch', env(`var.on == null ? {} : ${wrong}`)],
    ['a value', env('{ WARM_ENI_TARGET = var.on ? "five" : null }')],
    ['in parentheses', env(`(length(var.zones) > 0 ? (${wrong}) : tomap({}))`)],
    ['on several lines', env(`(\n    var.on\n    ? ${wrong}\n    : {}\n  )`)],
    ['a condition that holds a colon', env(`lookup({ "a:b" : var.on ? 1 : 2 }, "a:b") == 1 ? ${wrong} : {}`)],
    ['a function of a provider', env(`provider::shop::isOn(var.on) ? ${wrong} : {}`)],
    ['in a condition', env(`var.a ? {} : var.b ? ${wrong} : {}`)],
    ['in a branch', env(`var.a ? (var.b ? ${wrong} : {}) : {}`)],
    ['a local value', `${env('local.env')}locals {\n  env = var.on ? ${wrong} : {}\n}\n`],
    ['an argument', env(`merge({ MAX_ENI = "3" }, var.on ? ${wrong} : {}, var.more)`)],
    ['the first argument', env(`merge(var.on ? ${wrong} : {}, { MAX_ENI = "3" })`)],
    ['add-ons', module(`var.on ? ${cni} : {}`)],
    ['some add-ons', module(`merge(var.on ? ${cni} : {}, var.dns ? { coredns = {} } : {})`)],
    ['an add-on', module(`{ vpc-cni = var.on ? { configuration_values = jsonencode({ env = ${wrong} }) } : null }`)],
  ])('is followed: %s', (_, text) => {
    expect(places({ 'main.tf': text })).toEqual(['main.tf invalid-integer "five"']);
    expect(places({ 'main.tf': text.replaceAll('\n', '\r\n') })).toEqual(['main.tf invalid-integer "five"']);
  });

  it('is followed through the files of a folder', () => {
    const locals = `locals {\n  env = var.on ? ${wrong} : {}\n}\n`;
    expect(places({ 'a.tf': env('local.env'), 'b.tf': locals })).toEqual(['b.tf invalid-integer "five"']);
    expect(places({ 'a.tf': env('merge(local.env, { MAX_ENI = "3" })'), 'b.tf': locals })).toEqual([
      'b.tf invalid-integer "five"',
    ]);
    expect(places({ 'a.tf': env('local.env'), 'x/b.tf': locals })).toEqual([]);
  });

  it.each([
    ['both branches say something', env(`var.on ? ${wrong} : { MAX_ENI = "3" }`)],
    ['it is no condition', env(`concat(${wrong}, {})`)],
    ['it is being typed', env(`var.on ? ${wrong} : `)],
    ['something is missing', env('var.on ? { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true" } : {}')],
    ['two values go together', env('var.on ? { WARM_IP_TARGET = "5" } : {}')],
    ['a group is behind it', `${env('var.on ? { ENABLE_PREFIX_DELEGATION = "true" } : {}')}${module('{}')}`],
  ])('says nothing where %s', (_, text) => expect(places({ 'main.tf': text })).toEqual([]));

  it('makes texts of values that are not of one type', () => {
    const numbers = '{ WARM_IP_TARGET = 5, MINIMUM_IP_TARGET = 9 }';
    expect(places({ 'main.tf': env(`var.on ? ${numbers} : {}`) })).toEqual([
      'main.tf unquoted-value 5',
      'main.tf unquoted-value 9',
    ]);
    expect(places({ 'main.tf': env(`var.on ? ${numbers.replace('9', '"9"')} : {}`) })).toEqual([]);
    expect(places({ 'main.tf': env(`var.on ? ${numbers.replace('9', 'var.nine')} : {}`) })).toEqual([]);
    // Beside null an object stays one.
    expect(places({ 'main.tf': env(`var.on ? ${numbers.replace('9', '"9"')} : null`) })).toEqual([
      'main.tf unquoted-value 5',
    ]);
    const eniConfig = '{ create = true, region = var.region, subnets = { for z in var.zones : z => z } }';
    for (const other of ['null', '{}'])
      expect(places({ 'main.tf': addon(`jsonencode({ eniConfig = var.on ? ${eniConfig} : ${other} })`) })).toEqual([]);
  });

  it('says the same after any edits as a fresh look', () => {
    const texts = [
      env('merge(local.env, var.on ? { MAX_ENI = "x" } : {})'),
      env('local.env'),
      `locals {\n  env = var.on ? ${wrong} : {}\n}\n`,
      `locals {\n  env = ${wrong}\n}\n`,
    ];
    expect(checkFilesThatChange({ seed: 14, steps: 60, uris: ['m/a.tf', 'm/b.tf', 'm/c.tf'], texts })).toBeGreaterThan(
      1,
    );
  });

  it('takes time in proportion to the text', () => {
    const chain = (length: number) => env(`${'var.a ? {} : '.repeat(length)}{}`);
    expect(places({ 'main.tf': chain(20_000) })).toEqual([]);
    expect(places({ 'main.tf': env(`${'var.a ? ('.repeat(20_000)}`) })).toEqual([]);
  });
});
