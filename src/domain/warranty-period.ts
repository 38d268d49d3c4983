/**
 * The day, `YYYY-MM-DD`, on whose last hour so many months end that are counted from a day: the one with the same number,
 * or the last of a month that is too short for it (Regulation (EEC, Euratom) No 1182/71, article 3). Both are days of one
 * calendar: which instant they are is a question of the site's time zone, and no question here.
 */
export function lastDayOf(from: string, months: number): string {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const counted = year * 12 + (month - 1) + months;
  const [lastYear, lastMonth] = [Math.floor(counted / 12), (counted % 12) + 1];
  const lastDay = Math.min(day, daysOf(lastYear, lastMonth));
  return [
    String(lastYear).padStart(4, '0'),
    String(lastMonth).padStart(2, '0'),
    String(lastDay).padStart(2, '0'),
  ].join('-');
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}
