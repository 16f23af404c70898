import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Hover } from 'vscode-languageserver-protocol';
import { folderWith } from '../cli/program.js';
import { applied, codesOf, shownOf, uriOf, withClient, write } from './client.js';

/* A Terraform module of several files: what one defines is said of another, whichever of them is open. */

const main = `resource "aws_eks_addon" "cni" {
  addon_name           = "vpc-cni"
  configuration_values = jsonencode(local.values)
}
`;

const groups = `module "eks" {
  source = "terraform-aws-modules/eks/aws"
  name   = "shop"
  eks_managed_node_groups = local.groups
}
`;

function locals(target: string): string {
  return `locals {
  values = { env = { WARM_ENI_TARGET = "${target}" } }
}
`;
}

it.concurrent('says what an edit of the one makes of the other, which is closed', async () => {
  const folder = folderWith({ 'm/main.tf': main, 'm/locals.tf': locals('2') });
  await withClient({ folders: [folder] }, async (client) => {
    const uri = uriOf(folder, 'm/locals.tf');
    client.open(uri, locals('2'), 'terraform');
    expect(await shownOf(client, uri)).toEqual([]);
    client.edit(uri, '"2"', '"two"');
    expect(codesOf(await client.until(uri, ({ diagnostics }) => diagnostics.length > 0))).toEqual(['invalid-integer']);
    client.edit(uri, '"two"', '"3 "');
    const [finding] = await client.until(uri, ({ diagnostics }) =>
      JSON.stringify(diagnostics[0]?.message ?? '').includes('3 '),
    );
    if (finding === undefined) throw new Error('there is no finding');
    const actions = await client.actions(uri, finding.range);
    expect(actions.map(({ edit }) => applied(edit, uri, client.textOf(uri)))).toContain(locals('3'));
    const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position: finding.range.start,
    });
    expect(JSON.stringify(hover)).toContain('WARM_ENI_TARGET');
  });
});

it.concurrent('follows files that come, change and go on the disk', async () => {
  const folder = folderWith({ 'm/main.tf': main });
  await withClient({ folders: [folder] }, async (client) => {
    const tell = (type: number) =>
      client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uriOf(folder, 'm/locals.tf'), type }],
      });
    client.open(uriOf(folder, 'm/main.tf'), main, 'terraform');
    const uri = write(folder, 'm/locals.tf', locals('two'));
    await tell(1);
    expect(codesOf(await client.until(uri, ({ diagnostics }) => diagnostics.length > 0))).toEqual(['invalid-integer']);
    write(folder, 'm/locals.tf', locals('2'));
    await tell(2);
    expect(await client.until(uri, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
    write(folder, 'm/locals.tf', locals('two'));
    await tell(2);
    await client.until(uri, ({ diagnostics }) => diagnostics.length > 0);
    rmSync(join(folder, 'm/locals.tf'));
    await tell(3);
    expect(await client.until(uri, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });
});

it.concurrent('finds the same, whichever is opened first', async () => {
  const texts = { 'm/main.tf': main + groups, 'm/locals.tf': locals('two') } as const;
  const paths = Object.keys(texts) as (keyof typeof texts)[];
  const shown = await Promise.all(
    [paths, paths.toReversed()].map(async (order) => {
      const folder = folderWith(texts);
      let found: readonly unknown[] = [];
      await withClient({ folders: [folder] }, async (client) => {
        for (const path of order) {
          client.open(uriOf(folder, path), texts[path], 'terraform');
          await client.settle();
        }
        for (const path of order) client.close(uriOf(folder, path));
        found = codesOf(await shownOf(client, uriOf(folder, 'm/locals.tf')));
      });
      return found;
    }),
  );
  expect(shown).toEqual([['invalid-integer'], ['invalid-integer']]);
});
