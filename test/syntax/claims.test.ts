import { describe, expect, it } from 'vitest';
import { fileEndings, firstLineOf, languageIds, syntaxOf } from '../../server/syntax/claims.js';
import { syntaxes } from '../../server/syntax/index.js';

describe('a file is claimed', () => {
  it.each([
    ['cluster.yaml', 'yaml'],
    ['C:\\eks\\CLUSTER.YML', 'yaml'],
    ['/eks/cluster.json', 'json'],
    ['tsconfig.jsonc', 'json'],
    ['nodes.yaml.tftpl', 'yaml'],
    ['nodes.yml.j2', 'yaml'],
    ['nodes.json.tpl.orig', 'json'],
    ['userdata.txt', 'yaml'],
    ['userdata.tpl', 'yaml'],
    ['Dockercompose', 'yaml'],
    ['stdin', 'yaml'],
    ['/dev/fd/63', 'yaml'],
    ['cluster-1.29', 'yaml'],
    ['untitled:Untitled-1', 'yaml'],
    ['main.tf', 'hcl'],
    ['main.tofu.tpl', 'hcl'],
    ['main.py', undefined],
    ['Makefile', 'makefile'],
    ['dist/Dockerfile', undefined],
    ['LICENSE', undefined],
    ['eks.yaml/main.go', undefined],
  ])('by its name: %s', (name, id) => {
    expect(syntaxOf({ name })?.id).toBe(id);
  });

  it.each([
    ['apiVersion: v1', 'yaml'],
    ['{', 'yaml'],
    ['{"apiVersion": "v1"}', 'yaml'],
    ['MIME-Version: 1.0', 'mime'],
    ['Content-Type: multipart/mixed; boundary="x"', 'mime'],
    ['#!/usr/bin/env -S A=b bash -e\r\n', 'shell'],
    ['\uFEFF#! /bin/busybox sh', 'shell'],
    ['package main', undefined],
    ['', undefined],
  ])('by its first line, whatever its name: %s', (text, id) => {
    expect(syntaxOf({ name: 'file.unknown', text })?.id).toBe(id);
  });

  it('by no syntax where another program reads it', () => {
    for (const program of ['/usr/bin/python3', '/usr/bin/env node', '/usr/bin/fish', '/usr/bin/awk -f'])
      expect([program, syntaxOf({ name: 'run', text: `#!${program}\n` })?.id]).toEqual([program, undefined]);
    expect(syntaxOf({ name: 'run', text: '#cloud-config\n' })?.id).toBe('yaml');
  });

  it('by its ending before its first line', () => {
    expect(syntaxOf({ name: 'a.yaml', text: 'MIME-Version: 1.0\n' })?.id).toBe('yaml');
  });

  it('by the language of an editor before everything else', () => {
    expect(syntaxOf({ name: 'main.tf', languageId: 'yaml' })?.id).toBe('yaml');
    expect(syntaxOf({ name: 'a.yaml', languageId: 'json' })?.id).toBe('json');
    expect(syntaxOf({ name: 'a.yaml', languageId: 'dockercompose' })?.id).toBe('yaml');
  });

  it('by one syntax only', () => {
    for (const names of [fileEndings, languageIds, syntaxes.map(({ id }) => id)]) {
      expect(names).toEqual([...new Set(names)]);
    }
  });
});

describe('the first line that says something', () => {
  it.each([
    ['a: 1\nb: 2', 'a: 1'],
    ['\uFEFF# comment\r\n\r\n---\r\na: 1\r\n', 'a: 1'],
    ['#!/bin/sh\nls', '#!/bin/sh'],
    ['---\n# a\n', ''],
    ['', ''],
  ])('of %j', (text, line) => {
    expect(firstLineOf(text)).toBe(line);
  });
});
