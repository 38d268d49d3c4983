/** A pattern of SQL's LIKE for whatever holds a text; what LIKE reads as its own stands for itself. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
