/** One event of a stream of server-sent events. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
  /** Where the stream stood then. */
  readonly id: string | undefined;
}

/**
 * Takes a stream's text as it comes, in pieces that end anywhere, and gives the events that are whole (WHATWG HTML, 9.2.6,
 * as far as our server writes it: one line of JSON an event, lines end with LF).
 */
export function eventReader(): (piece: string) => readonly ServerEvent[] {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop()!;
    return blocks.flatMap((block) => {
      const event = eventOf(block);
      return event === null ? [] : [event];
    });
  };
}

/** Null for a sign of life, and for what has no name. */
function eventOf(block: string): ServerEvent | null {
  const fields = new Map(
    block
      .split('\n')
      .filter((line) => !line.startsWith(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]),
  );
  const [event, data] = [fields.get('event'), fields.get('data')];
  return event === undefined || data === undefined
    ? null
    : { event, data: JSON.parse(data), id: fields.get('id') };
}
