import { abilities, carriers } from './carriers.js';
import { answersOf } from './matrix.js';

/* `npm run carriers`: what works in which carrier. ✓ it does, – it cannot, and ✗ it does not yet; below the table stands why. */

const rows = carriers.map((carrier) => ({ carrier, answers: answersOf(carrier) }));
const width = Math.max(...carriers.map(({ name }) => name.length));

console.log(`${''.padEnd(width)}  ${abilities.join('  ')}`);
for (const { carrier, answers } of rows) {
  const cells = abilities.map((ability) => {
    const sign = answers[ability] === undefined ? '✓' : carrier.cannot?.[ability] === undefined ? '✗' : '–';
    return sign.padEnd(ability.length);
  });
  console.log(`${carrier.name.padEnd(width)}  ${cells.join('  ')}`.trimEnd());
}
console.log('');
for (const { carrier, answers } of rows)
  for (const ability of abilities)
    if (answers[ability] !== undefined)
      console.log(`${carrier.name}, ${ability}: ${carrier.cannot?.[ability] ?? answers[ability]}`);
