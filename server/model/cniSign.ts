import type { Location } from '../text/span.js';

/**
 * What a file tells of a cluster's CNI without being settings that are read. It never makes a finding: it keeps others from speaking of what
 * eksctl installs where nobody says otherwise.
 */
export interface CniSign {
  readonly kind: 'cniSign';
  readonly at: Location;
  /**
   * `replaced`: aws-node is deleted, or another CNI gives the addresses. `another`: another CNI is installed, which may do so beside the VPC CNI.
   * `reservesEnis`: the controller that launches nodes leaves ENIs out of their max pods.
   * `configured`: somebody configures the VPC CNI in a way that is not read.
   */
  readonly says: 'replaced' | 'another' | 'configured' | 'reservesEnis';
}
