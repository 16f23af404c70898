import type { stages } from './eksctl.js';

/* What is not right yet, a line each: the id and what was changed. `eksctl.test.ts` fails too where a line is no longer true; lists only shrink. */

/** Files that eksctl refuses and that get no error, by the stage that refuses them. */
export const missed: Readonly<Record<(typeof stages)[number], string>> = {
  load: `
    ek-0799 kind
    ek-0801 apiVersion
  `,
  'create checks': `
    ek-0820 metadata.name
    ek-0822 metadata.region
    ek-0823 metadata.region
    ek-0825 metadata.region
  `,
  validation: `
    ek-0193 privateCluster
    ek-0217 nodeGroups[0].availabilityZones
    ek-0224 nodeGroups[0].amiFamily
  `,
  'user data': `
  `,
};

/** Files that eksctl accepts and that get an error that says it does not. */
export const claimedFalsely = `
`;

/** Files in which nothing deserves an error, and that get one. */
export const falseErrors = `
`;

/** Files whose nodes fail although eksctl accepts them, and that get neither an error nor a warning. */
export const failsInSilence = `
`;
