import { digitsOf, fault, type Linter, type LinterFault } from './linter-fault.ts';

/** `YYMMDD`; a real day. The century does not matter: 2000 and 1900 differ in no year GS1's rule gives. */
export const yymmdd: Linter = (value) => digitsOf(value, 6) ?? date(2000, value, 2, false);

/** `YYMMDD` where day 00 stands for the month's end (GS1 General Specifications, (11) to (17)). */
export const yymmd0: Linter = (value) => digitsOf(value, 6) ?? date(2000, value, 2, true);

export const yyyymmdd: Linter = (value) => digitsOf(value, 8) ?? date(0, value, 4, false);

export const yyyymmd0: Linter = (value) => digitsOf(value, 8) ?? date(0, value, 4, true);

/** Hours 00–23. */
export const hh: Linter = (value) => digitsOf(value, 2) ?? upTo(value, 0, 23, 'hour');

/** Minutes 00–59. */
export const mi: Linter = (value) => digitsOf(value, 2) ?? upTo(value, 0, 59, 'minute');

/** Seconds 00–59. */
export const ss: Linter = (value) => digitsOf(value, 2) ?? upTo(value, 0, 59, 'second');

/** `HHMM`. */
export const hhmi: Linter = (value) =>
  digitsOf(value, 4) ?? upTo(value, 0, 23, 'hour') ?? upTo(value, 2, 59, 'minute');

function date(century: number, value: string, yearDigits: number, dayZero: boolean): LinterFault | null {
  const year = century + Number(value.slice(0, yearDigits));
  const month = twoAt(value, yearDigits);
  const day = twoAt(value, yearDigits + 2);
  if (month < 1 || month > 12) return fault('date_impossible', yearDigits, `has no month ${two(month)}`);
  const isReal = day <= daysIn(year, month) && (day > 0 || dayZero);
  return isReal ? null : fault('date_impossible', yearDigits + 2, `has no day ${two(day)} in this month`);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function upTo(value: string, at: number, most: number, what: string): LinterFault | null {
  const number = twoAt(value, at);
  return number <= most ? null : fault('time_impossible', at, `has no ${what} ${two(number)}`);
}

function twoAt(value: string, at: number): number {
  return (value.charCodeAt(at) - 48) * 10 + value.charCodeAt(at + 1) - 48;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
