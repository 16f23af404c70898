import * as vscode from 'vscode';

const type = 'eni-lens';

/** Offers a task for each workspace folder that lints it with the command line of the project, and puts what it prints among the problems. */
export function registerTasks(context: vscode.ExtensionContext): void {
  const taskFor = (
    definition: vscode.TaskDefinition,
    scope: vscode.WorkspaceFolder | vscode.TaskScope,
  ): vscode.Task => {
    const words = ['npx', 'eni-lens', 'lint', '--format', 'compact', ...(definition.arguments ?? [])];
    const [command = 'npx', ...args] = words;
    const task = new vscode.Task(
      definition,
      scope,
      'lint',
      'ENI Lens',
      new vscode.ShellExecution(command, args),
      '$eni-lens',
    );
    task.group = vscode.TaskGroup.Test;
    return task;
  };
  context.subscriptions.push(
    vscode.tasks.registerTaskProvider(type, {
      provideTasks: () => (vscode.workspace.workspaceFolders ?? []).map((folder) => taskFor({ type }, folder)),
      resolveTask: (task) => taskFor(task.definition, task.scope ?? vscode.TaskScope.Workspace),
    }),
  );
}
