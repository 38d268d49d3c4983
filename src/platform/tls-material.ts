/** What a TLS server shows and proves itself with, both PEM. */
export interface TlsMaterial {
  /** The server's certificate first, then those that lead to its authority. */
  readonly certificate: string;
  readonly key: string;
}

/** Where a server's certificate comes from. */
export interface CertificateSource {
  /** What to serve now; throws a StartProblem in one sentence. Cheap enough to be asked every few seconds. */
  read(): Promise<TlsMaterial>;
}

export interface WatchedCertificate {
  /** What was read last and was good. */
  readonly current: TlsMaterial;
  close(): void;
}

/**
 * Asks the source again and again, so that a renewed certificate is served without a restart. Asking beats being told:
 * notices about files get lost on network disks and where a directory is swapped as a whole. What cannot be served is
 * said once, and what was served before goes on.
 */
export async function watchCertificate(
  source: CertificateSource,
  { everyMs, say, onChange }: WatchOptions,
): Promise<WatchedCertificate> {
  let current = await source.read();
  let complaint = '';
  const look = async () => {
    try {
      const next = await source.read();
      complaint = '';
      if (next.certificate === current.certificate && next.key === current.key) return;
      onChange(next);
      current = next;
      say('A new certificate is in use.');
    } catch (error) {
      const { message } = error as Error;
      if (message !== complaint) say(`The certificate in use was kept. ${message}`);
      complaint = message;
    }
  };
  let isLooking = false;
  const timer = setInterval(async () => {
    if (isLooking) return;
    isLooking = true;
    await look();
    isLooking = false;
  }, everyMs);
  timer.unref();
  return {
    get current() {
      return current;
    },
    close: () => clearInterval(timer),
  };
}

export interface WatchOptions {
  readonly everyMs: number;
  readonly say: (sentence: string) => void;
  readonly onChange: (material: TlsMaterial) => void;
}
