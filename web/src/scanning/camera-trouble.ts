/** Why there is no picture, as far as somebody can do something about it. */
export type CameraTrouble = 'refused' | 'none' | 'busy' | 'insecure' | 'failed' | 'reader';

/** The browser's names (Media Capture and Streams, 10.2). A page without a secure address has no cameras at all. */
export function cameraTrouble(error: unknown, isSecure: boolean): CameraTrouble {
  if (!isSecure) return 'insecure';
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'failed';
}
