import { describe, expect, it } from 'vitest';
import { atLeast, parseImage, parseVersion } from '../../server/model/cniVersion.js';

describe('a version of the CNI', () => {
  it.each([
    ['v1.18.1', 1, 18, 1],
    ['v1.18.1-eksbuild.1', 1, 18, 1],
    ['v1.20.4-eksbuild.2', 1, 20, 4],
    ['1.19.2', 1, 19, 2],
    [' v1.19.2 ', 1, 19, 2],
    ['v1.9.0-rc1', 1, 9, 0],
    ['v1.18.1-custom', 1, 18, 1],
    ['v1.7.5_patched', 1, 7, 5],
    ['1.19', 1, 19, undefined],
    ['v1.19.x', 1, 19, undefined],
  ])('is read from %j', (text, major, minor, patch) => {
    expect(parseVersion(text)).toEqual({ major, minor, patch });
  });

  it.each([
    'latest',
    '',
    'master',
    'v1',
    '1',
    '2024.01.15',
    'sha256:0123',
    '${TAG}',
    '{{ .Values.tag }}',
    'custom-1.18.1',
    'v1.18.1 or later',
  ])('is not seen in %j', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  it.each([
    ['v1.10.0', '1.10.0', true],
    // Semver calls what follows the dash a pre-release and would put it before 1.10.0.
    ['v1.10.0-eksbuild.1', '1.10.0', true],
    ['v1.9.3', '1.10.0', false],
    ['v1.23.1', '1.4.0', true],
    ['v1.19.3', '1.19.4', false],
    // `1.19` means the newest 1.19.x.
    ['1.19', '1.19.0', true],
    ['1.19', '1.19.4', undefined],
    ['1.19', '1.18.9', true],
    ['1.19', '1.20.0', false],
    ['latest', '1.10.0', undefined],
  ])('%s compared with %s', (text, minimum, answer) => {
    expect(atLeast(parseVersion(text), minimum)).toBe(answer);
  });
});

describe('an image reference', () => {
  const registry = '602401143452.dkr.ecr.us-west-2.amazonaws.com';
  it.each([
    [`${registry}/amazon-k8s-cni:v1.18.1`, `${registry}/amazon-k8s-cni`, 'amazon-k8s-cni', 'v1.18.1', undefined],
    [`${registry}/amazon-k8s-cni`, `${registry}/amazon-k8s-cni`, 'amazon-k8s-cni', undefined, undefined],
    ['localhost:5000/amazon-k8s-cni', 'localhost:5000/amazon-k8s-cni', 'amazon-k8s-cni', undefined, undefined],
    ['localhost:5000/eks/cni:v1.19.0', 'localhost:5000/eks/cni', 'cni', 'v1.19.0', undefined],
    ['amazon-k8s-cni:latest', 'amazon-k8s-cni', 'amazon-k8s-cni', 'latest', undefined],
    ['r/cni@sha256:ab', 'r/cni', 'cni', undefined, 'sha256:ab'],
    ['r:80/cni:v1.2.3@sha256:ab', 'r:80/cni', 'cni', 'v1.2.3', 'sha256:ab'],
    ['', '', '', undefined, undefined],
    [':', '', '', '', undefined],
  ])('%j is taken apart', (image, repository, name, tag, digest) => {
    expect(parseImage(image)).toEqual({ repository, name, tag, digest });
  });

  it.each([
    [
      '${REGISTRY:-a:5000/b}/amazon-k8s-cni:${TAG:-v1.2}',
      '${REGISTRY:-a:5000/b}/amazon-k8s-cni',
      'amazon-k8s-cni',
      '${TAG:-v1.2}',
    ],
    [
      '{{ .Values.image | default "a/b:c" }}',
      '{{ .Values.image | default "a/b:c" }}',
      '{{ .Values.image | default "a/b:c" }}',
      undefined,
    ],
    ['r/cni:{{ .Values.image.tag }}', 'r/cni', 'cni', '{{ .Values.image.tag }}'],
    [
      '<account>.dkr.ecr.<region>.amazonaws.com/amazon-k8s-cni:v1.7.5',
      '<account>.dkr.ecr.<region>.amazonaws.com/amazon-k8s-cni',
      'amazon-k8s-cni',
      'v1.7.5',
    ],
  ])('keeps the template of %j in its part', (image, repository, name, tag) => {
    expect(parseImage(image)).toEqual({ repository, name, tag, digest: undefined });
  });

  it('does not search a text that is too long to be one', () => {
    const text = '{{'.repeat(500_000);
    expect(parseImage(text)).toEqual({ repository: text, name: text, tag: undefined, digest: undefined });
  });
});
