import { memoizedByName } from '../text/memo.js';

/** A version of the VPC CNI as far as it is written. */
export interface CniVersion {
  readonly major: number;
  readonly minor: number;
  /** Undefined for `1.19`: the tools then take the newest patch of that minor version, which we do not know. */
  readonly patch: number | undefined;
}

const newest = { major: 1, minor: 23, patch: 1 } as const;

/** The newest version of the CNI whose code was read. It is assumed where no version can be seen. */
export const newestCniVersion = `${newest.major}.${newest.minor}.${newest.patch}`;

/** A version as people write it: `1.21.1`, or `1.19` where no patch is known. */
export function versionText({ major, minor, patch }: CniVersion): string {
  return patch === undefined ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}

/** A version as numbers, as calculators take it. A missing patch stands for the newest one, and no version for the newest. */
export function versionNumbers(
  version: CniVersion | undefined,
): readonly [major: number, minor: number, patch: number] {
  const { major, minor, patch } = version ?? newest;
  return [major, minor, patch ?? Number.MAX_SAFE_INTEGER];
}

/** The parts of an image reference, as written; a template stays in the part it stands in. */
export interface ImageReference {
  /** Everything before the tag or digest, registry included. */
  readonly repository: string;
  /** The last path segment of the repository, e.g. `amazon-k8s-cni`. */
  readonly name: string;
  readonly tag: string | undefined;
  /** With its algorithm, e.g. `sha256:…`. */
  readonly digest: string | undefined;
}

/**
 * The version in an image tag or add-on version: `v1.18.1`, `v1.18.1-eksbuild.1`, `1.19.2`, `1.19`. Whatever follows the number
 * is dropped, because none of it is a pre-release in semver's sense: `-eksbuild.2` is a rebuild, `-rc1` has the features of its
 * release, and `-custom` is a fork of it (whether a fork is to be trusted is told by the image's name, not by its tag).
 * Undefined for `latest`, ``, `master`, a digest, a template, a bare number or a date.
 */
export function parseVersion(text: string): CniVersion | undefined {
  const [, major, minor, patch] = versionPattern.exec(text.trim()) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return { major: Number(major), minor: Number(minor), patch: patch === undefined ? undefined : Number(patch) };
}

const versionPattern = /^v?(0|[1-9]\d?)\.(0|[1-9]\d{0,2})(?:\.(0|[1-9]\d{0,2}))?(?:[-+_.][\w.+-]*)?$/;

/**
 * Whether a version is `minimum` (`1.10.0`) or newer. Undefined where that cannot be said: the version is not known, or is
 * written as `1.19` and the minimum lies within 1.19. So `=== false` reads "certainly older", `=== true` "certainly not older".
 */
export function atLeast(version: CniVersion | undefined, minimum: string): boolean | undefined {
  if (!version) return undefined;
  const newest = reaches(version, version.patch ?? Number.MAX_SAFE_INTEGER, minimum);
  const oldest = reaches(version, version.patch ?? 0, minimum);
  return newest === oldest ? newest : undefined;
}

function reaches({ major, minor }: CniVersion, patch: number, minimum: string): boolean {
  const [leastMajor = 0, leastMinor = 0, leastPatch = 0] = numbersOf(minimum);
  return (major - leastMajor || minor - leastMinor || patch - leastPatch) >= 0;
}

/** Every variable of every carrier is compared with the few minimums of our own tables. */
const numbersOf = memoizedByName((minimum: string): readonly number[] => minimum.split('.').map(Number));

/** References are at most a few hundred characters; a longer text is not one and is not searched for templates. */
const longestReference = 2048;

/** One that is not closed goes to the end, so that nothing is looked at twice. */
const template = /\$\{[^}]*(?:\}|$)|\{\{[\s\S]*?(?:\}\}|$)|\$\([^)]*(?:\)|$)|<[^>]*(?:>|$)/g;

/**
 * Takes an image reference apart: `registry:5000/path/name:tag@sha256:…`, each part optional but the name. A colon in the
 * registry is a port, and separators inside a template (`${X}`, `{{ }}`, `$(X)`, `<x>`) are not looked at. Never fails: a text
 * that is no reference is a name.
 */
export function parseImage(image: string): ImageReference {
  if (image.length > longestReference) return { repository: image, name: image, tag: undefined, digest: undefined };
  const masked = image.replace(template, (found) => (/[})>]$/.test(found) ? '_'.repeat(found.length) : found));
  const at = masked.indexOf('@');
  const end = at < 0 ? image.length : at;
  const slash = masked.lastIndexOf('/', end - 1);
  const colon = masked.indexOf(':', slash + 1);
  const hasTag = colon >= 0 && colon < end;
  const repository = image.slice(0, hasTag ? colon : end);
  return {
    repository,
    name: repository.slice(slash + 1),
    tag: hasTag ? image.slice(colon + 1, end) : undefined,
    digest: at < 0 ? undefined : image.slice(at + 1),
  };
}
