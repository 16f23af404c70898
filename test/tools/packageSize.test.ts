import { expect, it } from 'vitest';
import { measure, sizeTable, tooLarge } from '../../server/tools/packageSize.js';

/** A zip that has nothing but its directory. */
function zipOf(files: Readonly<Record<string, number>>): Buffer {
  const entries = Object.entries(files).map(([name, bytes]) => {
    const head = Buffer.alloc(46);
    head.write('PK\u0001\u0002', 'latin1');
    head.writeUInt32LE(bytes, 20);
    head.writeUInt16LE(name.length, 28);
    return Buffer.concat([head, Buffer.from(name)]);
  });
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 10);
  return Buffer.concat([...entries, end]);
}

it('counts every file to its part, and names what is too large', () => {
  const parts = measure(
    zipOf({
      'extension/dist/client.cjs': 100_000,
      'extension/dist/server.cjs': 1_000,
      'extension/dist/serverStart.cjs': 9_000,
      'extension/dist/serverProtocol.cjs': 40_000,
      'extension/dist/serverCore.cjs': 215_001,
      'extension/dist/serverCore-eksctl.cjs': 35_000,
      'extension/dist/serverCore-shell.cjs': 9_000,
      'extension/dist/shell.cjs': 30_000,
      'extension/dist/hcl.cjs': 40_001,
      'extension/dist/page.js': 20,
      'extension/dist/ja.json': 60_000,
      'extension/dist/rules.json': 1,
      'extension/media/icon.png': 2,
      'extension/readme.md': 3,
      '[Content_Types].xml': 4,
    }),
  );
  expect(parts.slice(0, -1).map(({ bytes }) => bytes)).toEqual([
    100_000, 50_000, 215_001, 35_000, 9_000, 30_000, 40_001, 20, 60_000, 1, 2, 7,
  ]);
  expect(tooLarge(parts)).toEqual([
    'the core: 215001 of 205000 bytes',
    'each bundle beside the core, such as a parser: dist/hcl.cjs: 40001 of 40000 bytes',
  ]);
  expect(sizeTable(parts).split('\n')[2]).toBe(' 216 of  205 KB  the core  TOO LARGE');
});

it('reads no file that is no zip', () => {
  expect(() => measure(Buffer.from('PK'))).toThrow('this is no zip');
});
