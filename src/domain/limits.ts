/** Every limit of the product in one place. Over a limit the answer names the limit. */
export const limits = {
  /** Longest serial kept, in Unicode characters (code points). GS1 allows 20; makers' own numbers are longer. */
  serialLengthMax: 64,
  /** Longest text taken from one scan, in UTF-16 units: a Digital Link with its query fits. */
  scanTextLengthMax: 512,
} as const;
