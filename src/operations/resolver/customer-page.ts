import { createHash } from 'node:crypto';
import { type CustomerWords, customerWords, filled, type Language, languages } from './customer-words.ts';
import { pageStyle } from './page-style.ts';
import type { ReadAddress } from './read-address.ts';
import type { Coverage, Standing } from './rules.ts';

/** What the page says of the product itself: to anybody. */
export interface ShownProduct {
  readonly name: string;
  /** Address of its picture; null where it has none. */
  readonly picture: string | null;
  readonly links: readonly { readonly title: string; readonly address: string }[];
  readonly recallAddress: string | null;
}

/** What is told after a proof. */
export interface Told {
  readonly standing: Standing;
  readonly isRecalled: boolean;
  /** What the unit is called now, where the number in the address is not its number any more. */
  readonly now: string | null;
  /** Of a genuine one; null: not told. */
  readonly coverage: readonly Coverage[] | null;
}

export type ProofShown = Told | 'not_asked' | 'receipt_wrong' | 'label_wrong' | { readonly seconds: number };

export interface CustomerPage {
  readonly language: Language;
  /** Who we are, where there is one company of that name. */
  readonly company: string | null;
  readonly product: ShownProduct;
  readonly address: ReadAddress;
  readonly proof: ProofShown;
}

/** Only this page's own style runs; pictures and the form are ours. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The page that a customer's phone opens: one HTML text, no script, under 20 kB. Nothing in it turns on whether the unit is known. */
export function customerPage(page: CustomerPage): string {
  const words = customerWords[page.language];
  const { product, address, proof } = page;
  const parts = [
    ...(isTold(proof) ? verdict(words, proof, page) : []),
    productCard(words, product, address),
    ...(address.serial === null
      ? [`<section><p class="soft">${escaped(words.productHint)}</p></section>`]
      : []),
    ...(address.serial !== null && !isTold(proof) ? [proofForm(words, proof, page)] : []),
    ...(product.links.length > 0 ? [linkList(words, product)] : []),
  ];
  const title = filled(words.titleOf, { product: product.name });
  return whole(page.language, title, page.company, [...parts, foot(words, page.language, address)]);
}

/** A page that says why there is nothing to show. */
export function noPage(language: Language, head: keyof CustomerWords, hint: string): string {
  const words = customerWords[language];
  return whole(language, words[head], null, [
    `<section class="note"><h1>${escaped(words[head])}</h1><p class="soft">${escaped(hint)}</p></section>`,
  ]);
}

/** The note beside a redirection. */
export function onPage(language: Language, target: string): string {
  const words = customerWords[language];
  return whole(language, words.links, null, [
    `<section><h1><a href="${escaped(target)}">${escaped(words.links)}</a></h1></section>`,
  ]);
}

function isTold(proof: ProofShown): proof is Told {
  return typeof proof === 'object' && 'standing' in proof;
}

function verdict(words: CustomerWords, told: Told, { company, product, language }: CustomerPage): string[] {
  const isGenuine = told.standing === 'genuine';
  const sold = company === null ? words.genuineSold : filled(words.genuineSoldBy, { company });
  const [head, hint] = isGenuine ? [words.genuine, sold] : [words.ask, words.askHint];
  const link =
    product.recallAddress === null
      ? ''
      : `<p><a href="${escaped(product.recallAddress)}">${escaped(words.recallLink)}</a></p>`;
  return [
    ...(told.isRecalled
      ? [
          `<section class="recall" role="alert"><h2>${escaped(words.recall)}</h2><p>${escaped(words.recallHint)}</p>${link}</section>`,
        ]
      : []),
    `<section class="verdict ${told.standing}" role="status">${isGenuine ? tick : question}` +
      `<h2>${escaped(head)}</h2><p>${escaped(hint)}</p></section>`,
    ...(told.now === null
      ? []
      : [
          `<section class="note"><h2>${escaped(filled(words.renumbered, { serial: told.now }))}</h2>` +
            `<p class="soft">${escaped(words.renumberedHint)}</p></section>`,
        ]),
    ...(told.coverage === null ? [] : [warranty(words, told.coverage, language)]),
  ];
}

function warranty(words: CustomerWords, coverage: readonly Coverage[], language: Language): string {
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  const terms = coverage.map(({ kind, months, starts, lastDay }) => {
    const from = filled(words[`warrantyFrom_${starts}` as 'warrantyFrom_sale'], { months: String(months) });
    const until =
      lastDay === null ? from : filled(words.warrantyUntil, { day: day.format(Date.parse(lastDay)) });
    const besides = lastDay === null ? '' : `<br><span class="soft">${escaped(from)}</span>`;
    return `<li><strong>${escaped(words[`warranty_${kind}`])}</strong><br>${escaped(until)}${besides}</li>`;
  });
  const list =
    terms.length === 0
      ? `<p class="soft">${escaped(words.noWarranty)}</p>`
      : `<ul class="terms">${terms.join('')}</ul>`;
  return `<section><h2>${escaped(words.warranty)}</h2>${list}</section>`;
}

function productCard(words: CustomerWords, product: ShownProduct, address: ReadAddress): string {
  const valueUnder = (ai: string) => address.elements.find((element) => element.ai === ai)?.value;
  const picture =
    product.picture === null
      ? ''
      : `<img class="picture" src="${escaped(product.picture)}" alt="${escaped(filled(words.pictureOf, { product: product.name }))}">`;
  const facts = [
    [words.serial, valueUnder('21')],
    [words.lot, valueUnder('10')],
    [words.version, valueUnder('22')],
    [words.gtin, address.gtin],
  ].flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`<div><dt>${escaped(name!)}</dt><dd class="number">${escaped(value)}</dd></div>`],
  );
  return `<section>${picture}<h1>${escaped(product.name)}</h1><dl>${facts.join('')}</dl></section>`;
}

function proofForm(words: CustomerWords, proof: ProofShown, { language, address }: CustomerPage): string {
  const told = noteOf(words, proof);
  const note = told === null ? '' : `<p role="alert"><strong>${escaped(told)}</strong></p>`;
  const field = (name: string, label: string, hint: string, length: number) =>
    `<label for="${name}">${escaped(label)}<span class="soft" id="${name}-hint">${escaped(hint)}</span>` +
    `<input id="${name}" name="${name}" required maxlength="${length}" autocomplete="off" autocapitalize="characters" ` +
    `spellcheck="false" aria-describedby="${name}-hint"></label>`;
  return (
    `<section${told === null ? '' : ' class="note"'}><h2>${escaped(words.proveHead)}</h2>${note}` +
    `<p class="soft">${escaped(words.proveHint)}</p>` +
    `<form method="post" action="${escaped(withLanguage(address, language))}">` +
    field('receipt', words.receipt, words.receiptHint, 64) +
    field('last', words.lastFour, words.lastFourHint, 8) +
    `<button>${escaped(words.prove)}</button></form></section>`
  );
}

function noteOf(words: CustomerWords, proof: ProofShown): string | null {
  if (typeof proof === 'object' && 'seconds' in proof)
    return filled(words.tooMany, { minutes: String(Math.ceil(proof.seconds / 60)) });
  if (proof === 'receipt_wrong') return words.notRight;
  return proof === 'label_wrong' ? words.labelNotRight : null;
}

function linkList(words: CustomerWords, { links }: ShownProduct): string {
  const items = links.map(
    ({ title, address }) =>
      `<li><a href="${escaped(address)}" rel="noopener external">${escaped(title)}</a></li>`,
  );
  return `<section><h2>${escaped(words.links)}</h2><ul class="links">${items.join('')}</ul></section>`;
}

function foot(words: CustomerWords, language: Language, address: ReadAddress): string {
  const others = languages.map((one) =>
    one === language
      ? `<span aria-current="true">${customerWords[one].name}</span>`
      : `<a href="${escaped(withLanguage(address, one, true))}" lang="${one}" hreflang="${one}">${customerWords[one].name}</a>`,
  );
  return `<footer><p>${escaped(words.privacy)}</p><nav aria-label="${languages.map((one) => customerWords[one].name).join(', ')}">${others.join('')}</nav></footer>`;
}

/** This page in a language; with the label's token, where it is asked for, and the address had one. */
function withLanguage({ path, others }: ReadAddress, language: Language, withToken = false): string {
  const token = withToken ? others.filter(({ name }) => name === 't') : [];
  const query = [...token.map(({ value }) => `t=${value}`), `lang=${language}`].join('&');
  return `/about${path}${path.includes('?') ? '&' : '?'}${query}`;
}

function whole(language: Language, title: string, company: string | null, parts: readonly string[]): string {
  const body = parts.filter((part) => !part.startsWith('<footer>')).join('\n');
  const footer = parts.filter((part) => part.startsWith('<footer>')).join('');
  return (
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">` +
    `<title>${escaped(title)}</title><style>${pageStyle}</style></head><body>\n` +
    `${company === null ? '' : `<header><span>${escaped(company)}</span></header>`}<main>${body}\n</main>${footer}</body></html>\n`
  );
}

const tick =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11" fill="none" stroke="currentColor" stroke-width="2"/>' +
  '<path d="m7 12.5 3.4 3.4L17 9" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>';
const question =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11" fill="none" stroke="currentColor" stroke-width="2"/>' +
  '<path d="M9.2 9.3a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1-1.4 2" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>' +
  '<circle cx="12" cy="17" r="1.3" fill="currentColor"/></svg>';

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
