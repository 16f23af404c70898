import { expect, it } from 'vitest';
import { isZoneName } from '../../server/model/zones.js';

// Of every kind of zone and partition, as the documentation of AWS lists them.
it.each([
  'us-east-1a',
  'us-west-2d',
  'ap-southeast-5a',
  'il-central-1a',
  'mx-central-1c',
  'cn-northwest-1b',
  'us-gov-west-1a',
  'us-iso-east-1b',
  'us-isob-east-1a',
  'eu-isoe-west-1a',
  'eusc-de-east-1a',
  'us-west-2-lax-1a',
  'us-east-1-atl-2a',
  'us-east-1-wl1-bos-wlz-1',
  'us-east-1-wl1-was-wlz-1',
  'eu-west-2-wl1-lon-wlz-1',
  'us-east-1-wl1-foe-wlz-1a',
])('%s is the name of a zone', (name) => {
  expect(isZoneName(name)).toBe(true);
});

it.each([
  'us-east-1',
  'us-east-1-wl1',
  'pods',
  'pods-a',
  'pods-us-west-2a',
  'us-east-1a-pods',
  'use1-az1',
  'US-EAST-1A',
  '',
  'eusc-de-east-1',
])('%j is none', (name) => {
  expect(isZoneName(name)).toBe(false);
});
