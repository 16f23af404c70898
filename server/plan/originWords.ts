import { type Message, message } from '../messages/message.js';
import { instanceTableDate } from '../model/instanceTypes.js';
import type { Origin } from './clusterPlan.js';

/** Where a value comes from that nobody wrote, in words. */
export const originWords: Readonly<Record<Exclude<Origin, 'written'>, Message>> = {
  codeDefault: message('default of the program'),
  shippedDefault: message('shipped default'),
  eksctlDefault: message('default of eksctl'),
  eks: message('set by EKS for the IP family'),
  asked: message('given, not in a file'),
  instanceTable: message('instance table of {date}', { date: instanceTableDate }),
  calculated: message('calculated'),
  assumed: message('assumed: not visible here'),
};
