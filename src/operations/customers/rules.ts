import { emailKey, phoneDigits } from '../../domain/contacts.ts';

/** What is known about a person. Kept sealed; nothing of it is anywhere else. */
export interface Person {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly address?: {
    readonly lines: readonly string[];
    readonly postalCode?: string;
    readonly city?: string;
    readonly region?: string;
    readonly country: string;
  };
  readonly notes?: string;
}

export const personFields = ['name', 'email', 'phone', 'address', 'notes'] as const;
export type PersonField = (typeof personFields)[number];

/** For each field what it is to be; null takes it away, what is not said stays. */
export type PersonChange = { readonly [Field in PersonField]?: Person[Field] | null | undefined };

export function changedPerson(before: Person, change: PersonChange): Person {
  const entries = personFields.map((field) => {
    const said = change[field];
    return [field, said === undefined ? before[field] : said] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined));
}

/** Which fields are filled: all that is shown to who may not see what is in them. */
export function fieldsOf(person: Person): PersonField[] {
  return personFields.filter((field) => person[field] !== undefined);
}

/** How many last digits somebody may be searched by. */
export const phoneEnds = [4, 7] as const;

/** Under what a person is found: texts to be hashed with a key. Wrong ones are not searched by. */
export function searchTexts({ email, phone }: Person): string[] {
  const key = email === undefined ? null : emailKey(email);
  const digits = phone === undefined ? null : phoneDigits(phone);
  return [
    ...(key === null ? [] : [`email:${key}`]),
    ...(digits === null ? [] : [`phone:${digits}`, ...phoneEnds.map((count) => phoneEndText(digits, count))]),
  ];
}

export function phoneEndText(digits: string, count: number): string {
  return `phone-${count}:${digits.slice(-count)}`;
}
