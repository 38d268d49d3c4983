/**
 * Why a command cannot do its work, in one sentence for the person who typed it: shown without a stack trace.
 * Exit codes are those of BSD's sysexits.h, so that a supervisor can tell "try again" from "fix the settings".
 */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
  readonly exitCode: number;

  constructor(kind: keyof typeof exitCodes, sentence: string) {
    super(sentence);
    this.exitCode = exitCodes[kind];
  }
}

export const exitCodes = {
  /** 65 EX_DATAERR: what was given is damaged, or is not what it should be. */
  unusable: 65,
  /** 66 EX_NOINPUT: nothing has the name that was given. */
  notThere: 66,
  /** 69 EX_UNAVAILABLE: something we need does not answer, or is too old. */
  unavailable: 69,
  /** 70 EX_SOFTWARE: a fault in the server that was asked; its log says more. */
  fault: 70,
  /** 73 EX_CANTCREAT: the data directory cannot be written. */
  notWritable: 73,
  /** 74 EX_IOERR: no room, or the disk fails. */
  diskFull: 74,
  /** 75 EX_TEMPFAIL: somebody else has it now (port, data directory, a busy server). */
  taken: 75,
  /** 77 EX_NOPERM: the key is missing, not known, or may not do this. */
  notAllowed: 77,
  /** 78 EX_CONFIG: a setting, a version, or the schema does not fit. */
  configuration: 78,
} as const;

/** The sentence for a failed file operation on `path`, or the error itself when it is none of the usual three. */
export function fileProblem(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StartProblem('diskFull', `The disk that holds ${path} is full.`);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
    return new StartProblem(
      'notWritable',
      `${path} cannot be written (${code}). Set UNITRAIL_DATA to a directory that can.`,
    );
  }
  return error;
}
