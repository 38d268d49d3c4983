import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockHolder, takeLock } from './directory-lock.ts';
import { processIdentity } from './process-identity.ts';
import { StartProblem } from './start-problem.ts';

describe('a directory belongs to one process at a time', () => {
  let directory: string;
  let other: ChildProcess;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'unitrail-lock-'));
    other = spawn('sleep', ['60'], { stdio: 'ignore' });
  });

  afterEach(() => {
    other.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  function heldByOther(identity = processIdentity(other.pid as number)): void {
    writeFileSync(
      join(directory, 'server.lock'),
      JSON.stringify({ pid: other.pid, identity, url: 'http://first' }),
    );
  }

  test('who takes it has it until it is given back', () => {
    const lock = takeLock(directory, 'http://me');
    expect(lockHolder(directory)).toMatchObject({ pid: process.pid, url: 'http://me' });
    expect(takeLock(directory, 'http://again')).toMatchObject({ heldBy: { pid: process.pid } });
    if ('release' in lock) lock.release();
    expect(readdirSync(directory)).toEqual([]);
  });

  test('a living holder keeps it, and is named', () => {
    heldByOther();
    expect(takeLock(directory, 'http://me')).toMatchObject({
      heldBy: { pid: other.pid, url: 'http://first' },
    });
  });

  test('a killed holder loses it', async () => {
    heldByOther();
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
    expect(takeLock(directory, 'http://me')).toHaveProperty('release');
    expect(readdirSync(directory)).toEqual(['server.lock']);
  });

  test('a later process with the same number is not the holder', () => {
    heldByOther('some-earlier-boot/12345');
    expect(takeLock(directory, 'http://me')).toHaveProperty('release');
  });

  test('a lock that a power cut left empty is nobody’s', () => {
    writeFileSync(join(directory, 'server.lock'), '');
    expect(takeLock(directory, 'http://me')).toHaveProperty('release');
  });

  test('what somebody else took in the meantime is not given back', () => {
    const lock = takeLock(directory, 'http://me');
    heldByOther();
    if ('release' in lock) lock.release();
    expect(readFileSync(join(directory, 'server.lock'), 'utf8')).toMatch('http://first');
  });

  test('a directory that is not there is a sentence', () => {
    writeFileSync(join(directory, 'file'), '');
    expect(() => takeLock(join(directory, 'file'), 'http://me')).toThrow(StartProblem);
  });
});

describe('a process is known by its number and its start', () => {
  test('the same process always has the same identity, another one another', () => {
    expect(processIdentity(process.pid)).toBe(processIdentity(process.pid));
    expect(processIdentity(process.pid)).not.toBe(processIdentity(1));
  });

  test('no process has none', () => {
    expect(processIdentity(2 ** 31 - 1)).toBe(undefined);
    expect(processIdentity(Number.NaN)).toBe(undefined);
  });
});
