import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serverSecret } from './server-secret.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'unitrail-secret-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('the server’s secret', () => {
  test('is made when it is first needed, once, kept from everybody else, and stays the same', () => {
    const first = serverSecret(join(directory, 'data'), undefined);
    expect(() => statSync(join(directory, 'data'))).toThrow();
    expect(first.bytes).toHaveLength(32);
    expect(statSync(join(directory, 'data/secret')).mode & 0o777).toBe(0o600);
    expect(serverSecret(join(directory, 'data'), undefined)).toEqual(first);
    expect(serverSecret(directory, undefined)).not.toEqual(first);
  });

  test('by the settings is the same on every server, and nothing is kept', () => {
    const given = serverSecret(join(directory, 'a'), 'thirty-two characters of a secret');
    expect(serverSecret(join(directory, 'b'), 'thirty-two characters of a secret')).toEqual(given);
    expect(serverSecret(directory, 'another one of thirty-two letters').id).not.toBe(given.id);
    expect(() => statSync(join(directory, 'a'))).toThrow();
  });

  test('that others may read, or that is damaged, is refused with a sentence', () => {
    expect(serverSecret(directory, undefined).bytes).toHaveLength(32);
    chmodSync(join(directory, 'secret'), 0o644);
    expect(() => serverSecret(directory, undefined).bytes).toThrow(
      /^Others may read \S+secret, .* chmod 600/,
    );
    chmodSync(join(directory, 'secret'), 0o600);
    writeFileSync(join(directory, 'secret'), 'half');
    expect(() => serverSecret(directory, undefined).id).toThrow(/secret is damaged/);
  });
});
