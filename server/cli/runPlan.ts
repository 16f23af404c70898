import { plansOf } from '../linter/plans.js';
import { message } from '../messages/message.js';
import type { ClusterPlan } from '../plan/clusterPlan.js';
import { jsonText, painter } from '../reporters/terminal.js';
import type { Workspace } from '../workspace/workspace.js';
import { workspacesOf } from '../workspace/workspaces.js';
import type { Call } from './call.js';
import { collect, readFiles } from './collect.js';
import { wantsColor } from './color.js';
import { configsFor } from './configs.js';
import { exitCodes } from './exitCodes.js';
import type { FoundFiles } from './files.js';
import type { PlanCommandOptions } from './options.js';
import { planMarkdown, planText } from './planText.js';
import { withProgress } from './progress.js';
import { shownPath } from './shownPath.js';
import { stopwatch } from './stats.js';
import { tell, tellProblems } from './tell.js';

/** Prints the plans of the clusters that the paths hold and returns the exit code. Throws a UsageError for a broken config file. */
export async function runPlan(paths: readonly string[], options: PlanCommandOptions, call: Call): Promise<number> {
  const { found, workspaces } = await workspacesAt(paths, options, call);
  const pathOf = (uri: string): string => shownPath(call.folder, uri);
  const plans = workspaces.flatMap((workspace) => plansOf(workspace, {}, { catalogue: call.catalogue, pathOf }));
  call.stdout.write(textOf(plans, options, call));
  if (plans.length === 0)
    tell(message('eni-lens: no cluster is found here: no node group, and no settings of the VPC CNI'), call);
  tellProblems({ unclaimed: found.unclaimed.map(pathOf), unreadable: found.unreadable }, call);
  return found.unreadable.length > 0 ? exitCodes.unreadable : exitCodes.clean;
}

async function workspacesAt(
  paths: readonly string[],
  options: PlanCommandOptions,
  call: Call,
): Promise<{ readonly found: FoundFiles; readonly workspaces: readonly Workspace[] }> {
  const places = paths.map((path) => (path === '-' ? options.stdinFilename : path));
  const configs = configsFor(places, { folder: call.folder, option: options.config, prepare: (config) => config });
  const found = await collect(paths, options, configs, stopwatch(call.now), call);
  const models = await withProgress(call, (inSteps) => readFiles(found.sources, inSteps));
  return { found, workspaces: workspacesOf(models, configs.cut, () => undefined) };
}

/** The shape of the JSON is documented in `docs/json-output.md` and by `schemas/plan-output.schema.json`. */
function textOf(plans: readonly ClusterPlan[], { format }: PlanCommandOptions, call: Call): string {
  switch (format) {
    case 'json':
      return jsonText({ version: 1, clusters: plans });
    case 'markdown':
      return planMarkdown(plans, call.say);
    case 'table':
      return plans.map((plan) => planText(plan, painter(wantsColor(call)), call.say)).join('\n');
    default:
      return format satisfies never;
  }
}
