/**
 * True for a text that says which value is meant instead of the value: a word in capitals that names its own field (`ami: AMI_ID`,
 * `region: REGION`), one that ends in what a value is (`VPC_CIDR`, `NODE_INSTANCE_TYPE`), and a text without blanks that holds such a
 * one (`arn:aws:iam::ACCOUNT_ID:role/nodes`). `field` is the key the text stands at, or the name of the variable it is for.
 * So are `todo`, `xxx` and `1xxx`, but at a name, which they may be.
 * Not placeholders, but values that may be wrong: `DEBUG`, `ON_DEMAND`, `MANY`, `ENABLED`, `NEW-SUBNET-ID1`.
 */
export function isPlaceholderWord(text: string, field: string): boolean {
  if (leftOut.test(text)) return text === 'XXX' || (field !== 'name' && field !== 'namespace');
  if (!/[A-Z]{2}/.test(text) || !onlyWordParts.test(text)) return false;
  if (shouted.test(text)) return namesField(tokensOf(text), field) || isNamed(text);
  return [...text.matchAll(shoutedPart)].some(([part]) => isNamed(part)) || regionPart.test(text);
}

/**
 * True for a word in capitals where only a number or a boolean can stand: of several words (`IS_SPOT`), or one of its field (`DESIRED` at
 * `desiredCapacity`). No person takes it for a value, as one may take `MANY` and `ENABLED`.
 */
export function isPlaceholderForNumber(text: string, field: string): boolean {
  if (!shouted.test(text) || leftOut.test(text)) return leftOut.test(text);
  return text.includes('_') || fieldTokens(field).includes(singular(withoutNumber(text)));
}

/** False for a text in which no word is such a placeholder: a cheap look at a whole document. A key (`WARM_IP_TARGET: 2`) is none. */
export function mayHoldPlaceholderWord(text: string): boolean {
  return /(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]+(?![A-Z0-9_]|["']?:\s)|[-: "'](?:todo|tbd|fixme|\d{0,3}xxx)(?!\w)/.test(text);
}

/** What is written for a value to come. In capitals `TODO` is a template, also within a word; an `xxx` within one may be what somebody blacked out. */
const leftOut = /^(?:todo|tbd|fixme|\d{0,3}xxx|XXX)$/;

/** No longer word is one, and none that holds what quotes and brackets enclose. */
const onlyWordParts = /^[\w.:/@,+*=-]{2,200}$/;

const shouted = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

/** A word with an underscore in it that no letter, digit or equals sign follows: before that stands a name. */
const shoutedPart = /(?<![A-Za-z0-9_])[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9](?![A-Z0-9_=])/g;

/** Zones are often written as the region and a letter: `REGIONa`, `AWS_REGIONb`. */
const regionPart = /(?<![A-Za-z0-9_])(?:AWS_)?REGION(?![A-Z0-9_=])/;

function tokensOf(word: string): readonly string[] {
  const tokens = word.split('_').map((token) => withoutNumber(token));
  // `SUBNET_1` and `SUBNET_A` are the first of several.
  return tokens.filter((token, index) => token !== '' && (index === 0 || !/^[A-Z]$/.test(token)));
}

function withoutNumber(token: string): string {
  let end = token.length;
  while (/\d/.test(token[end - 1] ?? '')) end--;
  return token.slice(0, end);
}

/** True for a word of several that ends in what a value is. */
function isNamed(word: string): boolean {
  const last = tokensOf(word).at(-1);
  return word.includes('_') && last !== undefined && nouns.has(singular(last));
}

/**
 * True where a word says what its field says: all of it in words of the field, or of its kind. One word alone must be all that the field is, or
 * its last word: `ENABLE` and `STRICT` at a field that holds them are wrong values.
 */
function namesField(tokens: readonly string[], field: string): boolean {
  const own = fieldTokens(field);
  const words = tokens.map(singular);
  if (words.length === 1) return words[0] === own.at(-1) || nouns.has(words[0] ?? '') || words[0] === own.join('');
  return words.some((word) => own.includes(word)) && words.every((word) => own.includes(word) || nouns.has(word));
}

/** The words of a field, in capitals: `MAX`, `POD`, `PER`, `NODE` of `maxPodsPerNode`. */
function fieldTokens(field: string): readonly string[] {
  return tokensOf(field.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase()).map(singular);
}

function singular(token: string): string {
  return token.replace(/(?<=[^WS])S$/, '');
}

/** What a value of the files we read is, in the singular. No value that a program takes ends in one: `CAPACITY_BLOCK`, `ON_DEMAND`. */
const nouns: ReadonlySet<string> = new Set(
  (
    'ACCOUNT AMI ARN AVAILABILITYZONE AWS AZ CAPACITY CIDR CLUSTER COUNT DIGEST ENDPOINT ENI FAMILY ID INSTANCE INSTANCETYPE IP KEY LEVEL LIMIT ' +
    'MAXPOD NAME NAMESPACE NODE NODEGROUP NUM NUMBER PATH POD PREFIX RANGE REGION REPOSITORY ROLE SG SIZE SUBNET TAG TARGET TYPE VALUE ' +
    'VERSION VPC ZONE'
  ).split(' '),
);
