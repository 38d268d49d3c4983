/** Limits of printing labels and of own labels: a part of the one place of limits. */
export const printingLimits = {
  /** Labels of one print job, copies of each, and how many a printer is sent at a time: what is unsure when it is lost then. */
  labelsPerJobMax: 500,
  labelCopiesMax: 20,
  labelsAtOnce: 25,
  printersPerSiteMax: 50,
  printerNameLengthMax: 60,
  /** Characters of a host name: RFC 1035, 2.3.4. */
  hostLengthMax: 253,
  /**
   * Milliseconds for a connection with a printer; for its answer how it is, which many never give; and without any progress
   * while it takes labels, as it prints what it has before it takes more.
   */
  printerConnectMs: 4_000,
  printerAnswerMs: 2_500,
  printerSilenceMs: 20_000,
  /** Milliseconds after which whoever printed on a printer counts as gone: longer than one turn can take. */
  printerHeldMs: 60_000,
  /** Milliseconds between two looks for printers to be tried again; seconds until the first try and, doubled each time, at most. */
  printSweepMs: 5_000,
  printerRetrySeconds: 5,
  printerRetrySecondsMax: 300,
  /** Hours that the figures of a label bench look back. */
  benchHours: 24,
  /** Things that one site takes in without their number in so many hours, a shift; then a lead has to do it. */
  unreadPerShiftMax: 20,
  unreadShiftHours: 8,
  /** What somebody writes about a thing whose number cannot be read. */
  noteLengthMax: 300,
  /** Millimetres of a label's sides, of its letters, and how high its bars have to be. */
  labelMmMin: 8,
  labelMmMax: 320,
  labelTextMmMin: 1,
  labelTextMmMax: 30,
  barHeightMmMin: 5,
  /** Lines of text on a label, lines that one of them may take, and characters of a free text. */
  labelLinesMax: 12,
  labelLineLinesMax: 6,
  labelTextLengthMax: 200,
  /** Copies of a sample: a whole sheet of the smallest labels. */
  labelSampleCopiesMax: 200,
  /** Labels in a row, and rows, on a sheet. */
  labelSheetRowsMax: 40,
} as const;
