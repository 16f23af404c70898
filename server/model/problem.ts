import type { Message } from '../messages/message.js';
import type { Location, Sourced } from '../text/span.js';
import type { AddedValue } from './change.js';
import type { Fix } from './fix.js';

/** A fault in the shape of a document that a format saw while reading. A rule turns each into a finding. */
export type ShapeProblem = { readonly kind: 'shapeProblem'; readonly at: Location } & (
  | {
      /** What a tool refuses, or reads and gives to nobody: its format knows and says it, and the rule of that id reports it. */
      readonly fault: 'refused';
      /** The tool, by the name people have for it. */
      readonly by: string;
      readonly rule: string;
      readonly message: Message;
      /** What to do, where the rule's own advice does not say it. */
      readonly advice?: Message | 'inMessage';
      readonly fixes: readonly Fix[];
      readonly related?: readonly { readonly at: Location; readonly message: Message }[];
      readonly tags?: readonly 'unnecessary'[];
      /** Where the tool goes on all the same. */
      readonly severity?: 'warning' | 'hint';
    }
  | {
      /** Variables written beside `env` instead of under it. */
      readonly fault: 'settingsNotUnderEnv';
      readonly map: Location;
      /** Where they belong. */
      readonly env: 'env' | 'init.env';
      readonly names: readonly Sourced<string>[];
    }
  | {
      /** A key that an add-on's configuration does not have, with those around it: `init.image`. */
      readonly fault: 'unsupportedKey';
      readonly map: Location;
      readonly key: string;
      /** The Helm chart has it: for images that EKS chooses itself, or else. */
      readonly from: 'images' | 'chart' | undefined;
      /** The entries that stand in its place where it is right. */
      readonly meant: Readonly<Record<string, AddedValue>> | undefined;
      /** Keys it has that may be meant, the nearest first. */
      readonly near: readonly string[];
    }
  | {
      /** A number or boolean where the schema of an add-on wants a string; variables are no keys. */
      readonly fault: 'unquotedKey';
      readonly key: string;
      readonly text: string;
      readonly type: 'number' | 'boolean';
    }
  | {
      /** A string that must hold a JSON or YAML map does not, or a map stands where a string must. */
      readonly fault: 'embeddedDocument';
      readonly field: string;
      readonly problem: 'notText' | 'notMap' | 'notReadable';
      readonly detail: Message | undefined;
      readonly fixes?: readonly Fix[];
    }
  | {
      /** The `eniConfig` of values lacks what the add-on's schema, or the chart and the API server, require. */
      readonly fault: 'eniConfigValues';
      readonly takenBy: 'addon' | 'chart';
      readonly missing: readonly ('create' | 'region' | 'subnets' | 'id')[];
      /** The zone whose `id` is missing. */
      readonly zone: string | undefined;
      readonly map: Location;
    }
  | {
      /** A field of the wrong type, by the schema of the format. */
      readonly fault: 'structure';
      readonly message: Message;
      /** What to do, where the message does not say it. */
      readonly advice?: Message | 'inMessage';
      readonly fixes?: readonly Fix[];
    }
);

/** A fault of the file itself, whatever it holds: what is not readable may hide anything. */
export interface FileProblem {
  readonly kind: 'fileProblem';
  readonly rule:
    | 'syntax-error'
    | 'duplicate-key'
    | 'nesting-too-deep'
    | 'alias-limit'
    | 'templated-file'
    | 'file-too-large'
    | 'not-utf8'
    | 'internal-error';
  readonly at: Location;
  readonly message: Message;
  /** The other place that explains it, such as the first of two equal keys. */
  readonly related: Location | undefined;
  /** By itself the file may be of anything: it counts where a command gives the file to the CNI. */
  readonly onlyIfGiven?: true;
  /** What to do, where the rule's own advice does not say it. */
  readonly advice?: Message | undefined;
  readonly fixes?: readonly Fix[];
  /** Of a repeated key: what becomes of it. Undefined where manifests have no separator between them. */
  readonly repeated?: RepeatedKey | undefined;
}

/** What becomes of a key that is repeated. */
export interface RepeatedKey {
  /** The program that reads the document, by the name people have for it; undefined where that cannot be told. */
  readonly by: string | undefined;
  /** Another one that may read it instead, and refuses it. */
  readonly refusedBy?: string;
  readonly effect: 'refused' | 'lastCounts' | 'unknown';
}
