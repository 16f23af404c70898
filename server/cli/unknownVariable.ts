import { enumeration, type Message, message } from '../messages/message.js';
import { closestEnvVars } from '../model/envVars.js';

/** What to say of a name behind an option that is no variable of aws-node, which would ignore it. */
export function unknownVariable(name: string, option: string): Message {
  const near = closestEnvVars(name);
  return near.length > 0
    ? message('{option}: {name} is no variable of aws-node. Did you mean {near}?', {
        option,
        name,
        near: enumeration(near),
      })
    : message('{option}: {name} is no variable of aws-node.', { option, name });
}
