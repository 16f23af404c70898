/*
 * The sources of a rule are read again by those who doubt it: so each is a link, and to what was read, not to what stands there today.
 * Only the form is looked at; no test needs a network.
 */

const pinned = String.raw`(?:v?\d+(?:\.\d+)+|go\d+(?:\.\d+)+|[\da-f]{8}|[\da-f]{40})`;
const gitHub = new RegExp(
  String.raw`^https://github\.com/[\w-]+/[\w.-]+/(?:(?:blob|tree)/${pinned}/[^\s?#]+(?:\?plain=1)?(?:#L\d+(?:-L\d+)?)?|(?:issues|pull)/\d+|tags)$`,
);
/** What is ours: the reason stands on the page itself, or it was tried. */
const ours = /ENI Lens|`eni-lens plan`|^(?:Tried|試したもの): /;
const link = /\[([^\]]+)\]\((https:\/\/[^)\s]+)\)/g;

/** The items of the last section, in either language. */
export function sourcesOf(page: string): readonly string[] {
  const [, section = ''] = page.split(/\n## (?:Sources|出典)\n/);
  return section.split(/^- /m).slice(1);
}

/** What is wrong with the form of a page's sources, in words. */
export function faultsOfSources(page: string): readonly string[] {
  const sources = sourcesOf(page);
  return sources.length === 0 ? ['no source'] : sources.flatMap(faultsOf);
}

function faultsOf(source: string): readonly string[] {
  const links = Array.from(source.matchAll(link), ([, text = '', url = '']) => ({ text, url }));
  const rest = source.replaceAll(link, '');
  const isUnlinked = links.length === 0 && !ours.test(source);
  const files =
    rest.match(/`[\w@.-]*(?:\/[\w@.-]+)+\.\w+(?::[\d, -]+)?`|`[\w-]+\.(?:go|md|tf|yaml)(?::[\d, -]+)?`/g) ?? [];
  return [
    ...(isUnlinked ? [`no link: ${source.trim()}`] : []),
    ...(ours.test(source) ? [] : files.map((file) => `no link: ${file}`)),
    ...(rest.match(/https?:\S+/g) ?? []).map((url) => `no text: ${url}`),
    ...links.flatMap(({ text, url }) => [
      ...(url.startsWith('https://github.com/') && !gitHub.test(url) ? [`not pinned: ${url}`] : []),
      ...(linesOfText(text) === linesOfUrl(url) ? [] : [`other lines: ${text} ${url}`]),
    ]),
    ...commitFaults(source, links),
  ];
}

/** `12-30` of `a.go:12-30`; empty where a text names no lines. */
function linesOfText(text: string): string {
  return /:(\d+(?:-\d+)?)`$/.exec(text)?.[1] ?? '';
}

/** `12-30` of `#L12-L30`. */
function linesOfUrl(url: string): string {
  return /#L(\d+(?:-L\d+)?)$/.exec(url)?.[1]?.replace('-L', '-') ?? '';
}

/** A commit that the text names is the one that the links lead to; one that is named as the end of something is not. */
function commitFaults(source: string, links: readonly { readonly url: string }[]): readonly string[] {
  const [, commit] = /^[\w./ \u3040-\u30ff\u4e00-\u9fff-]*? ([\da-f]{7,8})(?: \([^)]*\))?:/.exec(source) ?? [];
  if (commit === undefined || /before |より前/.test(source)) return [];
  const [first] = links.filter(({ url }) => /\/(?:blob|tree)\//.test(url));
  return first && !first.url.includes(`/${commit}`) ? [`${commit} is not that of ${first.url}`] : [];
}
