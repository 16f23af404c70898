declare module 'hcl2-parser' {
  const parser: { parseToObject(text: string): readonly [unknown, unknown] };
  export = parser;
}
