import { type Message, message } from '../../messages/message.js';
import type { EksctlFault, MaxPodsReason } from '../../model/eksctlFaults.js';
import type { Fix, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'max-pods-rejected',
  severity: 'error',
  *check({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault !== 'maxPodsNotTaken' || problem.reason.kind !== 'refused') continue;
      yield { at: problem.at, message: text(problem, problem.reason), fixes: removal(problem, problem.reason) };
    }
  },
};

type NotTaken = Extract<EksctlFault, { readonly fault: 'maxPodsNotTaken' }>;
type Refusal = Extract<MaxPodsReason, { readonly kind: 'refused' }>;

function text({ setting, value, group }: NotTaken, reason: Refusal): Message {
  switch (reason.because) {
    case 'negative':
      return message('eksctl refuses {setting} {value}: it cannot be negative', { setting, value });
    case 'launchTemplate':
      return message(
        'eksctl refuses {setting} beside launchTemplate: the user data of the launch template of {group} decides about max pods',
        { setting, group },
      );
    case 'customAmi':
      return message(
        'eksctl refuses {setting} on the managed group {group} with an AMI of its own: what starts the node there has to set max pods {value}',
        { setting, group, value },
      );
    case 'useMaxPodsPerNode':
      return message('eksctl refuses {setting} on {family}: it wants maxPodsPerNode {value} instead', {
        setting,
        family: reason.family,
        value,
      });
    default:
      return reason satisfies never;
  }
}

/** Taken away where nothing else has to be done: the launch template decided already. */
function removal({ setting, key }: NotTaken, { because }: Refusal): readonly Fix[] {
  if (because !== 'launchTemplate') return [];
  return [
    {
      title: message('Remove {setting}', { setting }),
      level: 'suggested',
      changes: [{ kind: 'removeKey', at: key }],
    },
  ];
}
