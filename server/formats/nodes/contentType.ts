/** A type with its parameters, whose names are in lower case. */
export interface ContentType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * A Content-Type as Go reads it (mime.ParseMediaType of Go 1.26); undefined where it refuses it. A text such as `application/node.eks.aws/v1`, a
 * quote that is not closed, and a value without quotes that holds `/`, `=` or a blank are refused.
 */
export function contentType(value: string): ContentType | undefined {
  const [base = ''] = value.split(';', 1);
  const type = base.trim().toLowerCase();
  if (!/^[\w!#$%&'*+.^`|~-]+(?:\/[\w!#$%&'*+.^`|~-]+)?$/.test(type)) return undefined;
  const parameters = new Map<string, string>();
  const parameter = /\s*;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\\r\n]|\\.)*)"|([\w!#$%&'*+.^`|~-]+))/y;
  let end = base.length;
  for (;;) {
    parameter.lastIndex = end;
    const found = parameter.exec(value);
    if (found === null) break;
    const [, name = '', quoted, bare = ''] = found;
    const text = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    const key = name.toLowerCase();
    if ((parameters.get(key) ?? text) !== text) return undefined;
    parameters.set(key, text);
    end = parameter.lastIndex;
  }
  return /^\s*(?:;\s*)?$/.test(value.slice(end)) ? { type, parameters } : undefined;
}
