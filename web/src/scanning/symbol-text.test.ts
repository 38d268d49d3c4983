import { expect, test } from 'vitest';
import { textOfSymbol } from './symbol-text.ts';

test.each([
  ['GS1 DataMatrix', ']d2', '010950600013435221SN1', ']d2010950600013435221SN1'],
  ['GS1-128', ']C1', '010950600013435221SN1', ']C1010950600013435221SN1'],
  ['EAN-13', ']E0', '4006381333931', ']E04006381333931'],
  ['Code 128', ']C0', 'SN-1', 'SN-1'],
  ['QR', ']Q1', 'https://id.gs1.org/01/09506000134352/21/A', 'https://id.gs1.org/01/09506000134352/21/A'],
  ['a symbol that we know nothing of', ']Z9', 'X', 'X'],
])('%s goes on as a scanner would send it', (_what, symbologyIdentifier, text, sent) => {
  expect(textOfSymbol({ symbologyIdentifier, text })).toBe(sent);
});
