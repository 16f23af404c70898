import type { Message } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import type { Fix } from '../model/fix.js';
import type { Severity } from '../model/lensConfig.js';
import type { Location } from '../text/span.js';
import type { Present } from './present.js';

/**
 * One thing we know to be wrong, wasteful or worth knowing. A rule is a file `<group>/<id>.ts` with its page `docs/rules/<id>.md`;
 * `npm run generate` puts it into the list. It sees the joined model only, so it works for every carrier.
 */
export interface Rule {
  readonly id: string;
  /** The severity most of its findings have; a finding may choose another one. */
  readonly severity: Severity;
  /**
   * What to do, in the imperative: said of each finding that has no advice of its own. `inMessage` is for a rule all of whose messages say
   * it.
   */
  readonly advice: Message | 'inMessage';
  /** It says that something is not there, which may be what comes next: an editor shows it when the typing pauses. */
  readonly reportsAbsence?: true;
  /** What comes next may make it untrue as well, though it misses nothing: an editor waits with it too. */
  readonly needsAll?: true;
  /**
   * What it says rests on several places, of which a template may leave one out: it is silent in documents whose lines choose between parts.
   * So are all rules of combinations.
   */
  readonly combines?: true;
  /** It reports names that are no variable's: what is said of the variable that is missing then goes with that. */
  readonly reportsNames?: true;
  /** What it says of groups, subnets and ENIConfigs follows from settings of the CNI, whose file is named where it is another one. */
  readonly followsSettings?: true;
  /**
   * It judges each value by itself, whatever else is set: it is asked too about values that hold only unless something gives others
   * (`Cluster.unlessGiven`).
   */
  readonly judgesValues?: true;
  /**
   * It finds nothing in a cluster that has none of these: then it is not asked, and most rules are not, of most clusters. Left out where
   * what it needs is none of them.
   */
  readonly silentWithout?: readonly Present[];
  /** Yields what is wrong in a cluster. Stays silent about what cannot be seen. */
  readonly check: (cluster: Cluster) => Iterable<Finding>;
}

export interface Finding {
  readonly at: Location;
  /** What is wrong, with the setting, its value, the number it leads to and the limit. */
  readonly message: Message;
  /** What to do in this case, where the rule's own advice is not it; `inMessage` where the message says it, such as "did you mean". */
  readonly advice?: Message | 'inMessage';
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** Other places that explain it. */
  readonly related?: readonly Related[];
  /** Makes the fixes, best first. It runs once somebody asks for them: most findings are read and never mended. */
  readonly fixes?: () => readonly Fix[];
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
}

export interface Related {
  readonly at: Location;
  readonly message: Message;
}
